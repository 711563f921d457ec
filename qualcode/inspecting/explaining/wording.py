"""The parts of an explanation of a hit as sentences: who speaks, how it is said, what it counts."""

from __future__ import annotations

import re

from qualcode.inspecting.explaining.explanation import (
    Context,
    ExplainedSegment,
    Finding,
    Suppression,
    Verdict,
)
from qualcode.inspecting.explaining.naming import LANGUAGE_UNTOLD, name_language, show_source
from qualcode.inspecting.explaining.wording_decided import say_people

LONGEST_LINE = 120  # characters of a line of the codebook that are shown

_VOICES = {"own": "in the speaker's own words", "reported": "told as the words of others"}
_MODALITIES = {
    "fact": "as a fact",
    "wish": "as a wish or a duty",
    "past": "about the past",
    "question": "as a question",
}
_QUOTATION_MARKS = "«“„\"'‘"
_WORDS = re.compile(r"\w+")


def say_speaker(segment: ExplainedSegment) -> str:
    """Say who speaks, where, when and in which language."""
    who = segment.respondent or {"unknown": "somebody"}.get(segment.role, f"the {segment.role}")
    type = f" ({segment.type})" if segment.type else ""
    named = f":{who}".endswith(f":{segment.speaker}")  # `ru01.txt:Респондент` for want of a row
    label = f" as “{segment.speaker}”" if segment.speaker and not named else ""
    time = f" at {segment.time}" if segment.time else ""
    return f"{who}{type}{label}, turn {segment.turn}{time}, {say_language(segment)}"


def say_language(segment: ExplainedSegment) -> str:
    """Name the language of a segment."""
    return name_language(segment.language) if segment.language else LANGUAGE_UNTOLD


def say_question(segment: ExplainedSegment) -> str:
    """Say which question of the guide is answered; nothing where it is not known."""
    if not segment.question:
        return ""
    text = f" «{segment.question_text}»" if segment.question_text else ""
    return f"It answers {segment.question}{text}"


def say_indicator(finding: Finding) -> str:
    """Show the line of the codebook; the indicator itself where the line does not show it alone."""
    line = finding.indicator
    if line.shared or len(line.source) > LONGEST_LINE:
        return f"{show_source(line)}: `{line.text}`"
    says_all = set(_WORDS.findall(line.text)) <= set(_WORDS.findall(line.source))
    meant = "" if says_all else f", that is `{line.text}`"
    return f"{show_source(line)}: {line.source}{meant}"


def say_context(context: Context) -> str:
    """Say whether it is denied, whose words it is, and whether it is told as a fact."""
    voice = _VOICES.get(context.voice, context.voice) + _by(context.voice_cue)
    modality = _MODALITIES.get(context.modality, context.modality) + _by(context.modality_cue)
    if not context.marked:
        return _say_unmarked(context, voice, modality)
    if context.negation == "ignore":
        polarity = "Denied or not is all the same here (`negation: ignore`)"
    elif context.polarity == "negated":
        polarity = "Denied" + _by(context.cue)
    else:
        polarity = "Affirmed"
    return f"{polarity}, {voice}, {modality}."


def _say_unmarked(context: Context, voice: str, modality: str) -> str:
    """Say what is not looked for in the language; quotation and question marks are in any."""
    language = context.language
    where = f"in {name_language(language)}" if language else "where the language could not be told"
    unmarked = f"Negation, wishes, the past and verbs of speech are not looked for {where}."
    told = [f"{voice[0].upper()}{voice[1:]}."] if context.voice != "own" else []
    asked = [f"Said {modality}."] if context.modality != "fact" else []
    return " ".join([unmarked, *told, *asked])


def _by(cue: str) -> str:
    """Name the words that say so; a quotation brings its marks, a question mark says enough."""
    if not any(letter.isalnum() for letter in cue):
        return ""
    return f" in the quotation {cue}" if cue[0] in _QUOTATION_MARKS else f" by «{cue}»"


def counts(finding: Finding) -> bool:
    """Tell whether a finding makes its unit have the code."""
    return finding.suppression is None and finding.verdict.given


def say_shortfall(verdict: Verdict) -> str:
    """Say why what was found does not give its unit the code."""
    if taken := say_people(verdict):
        return f"found, but {taken}"
    if verdict.score < verdict.needed:
        scores = f"scores {verdict.score:g} and needs {verdict.needed:g}"
        return f"found, but its {verdict.unit} {scores}"
    return f"found, but its {verdict.unit} does not have the code"


def say_verdict(finding: Finding) -> str:
    """Say what came of it: the score of the unit, and whether it has the code."""
    verdict = finding.verdict
    if finding.suppression:
        return f"It adds nothing. {_without(verdict)}"
    score = f"The {verdict.unit} scores {verdict.score:g} and needs {verdict.needed:g}"
    people = say_people(verdict)
    if not verdict.given and people:
        outcome = f", but the code was {people}."
    elif not verdict.given:
        outcome = ": it does not have the code."
    elif not verdict.present:
        outcome = f". The {verdict.unit} has the code only denied, which is counted apart."
    else:
        outcome = ": it has the code."
    if verdict.given and people:
        outcome += f" {people[0].upper()}{people[1:]}."
    return f"Weight {finding.weight:g}. {score}{outcome}"


def _without(verdict: Verdict) -> str:
    if not verdict.given:
        return f"The {verdict.unit} does not have the code."
    denied = ", only denied, which is counted apart" if not verdict.present else ""
    return f"The {verdict.unit} has the code by other words{denied}."


def say_suppression(suppression: Suppression, context: Context) -> str:
    """Say in plain words what took a hit away."""
    line = suppression.line
    by = f"`{line.text}` ({show_source(line)})" if line else f"«{suppression.by}»"
    if suppression.reason == "masked":
        return f"masked by {by}"
    if suppression.reason == "outranked":
        return f"outranked by {f'the {suppression.advantage} ' * bool(suppression.advantage)}{by}"
    if suppression.reason == "excluded":
        return f"its `not` found {by}"
    if suppression.reason == "negated":
        return f"denied by «{context.cue}», and denied ones do not count here (`negation: exclude`)"
    return f"vetoed: {suppression.by}"
