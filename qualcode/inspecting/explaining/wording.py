"""The parts of an explanation as sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from qualcode.inspecting.explaining.explanation import (
    Context,
    ExplainedSegment,
    Finding,
    FoundWord,
    How,
    Line,
    Nearest,
    Nothing,
    Suppression,
)
from qualcode.language.words import fold

LONGEST_LINE = 120  # characters of a line of the codebook that are shown

_LANGUAGES = {"ru": "Russian", "en": "English", "": "in no language that could be told"}
_NOT_BY_SLOTS = ("regex", "pattern", "code", "unknown")
_VOICES = {"own": "in the speaker's own words", "reported": "told as the words of others"}
_MODALITIES = {
    "fact": "as a fact",
    "wish": "as a wish or a duty",
    "past": "about the past",
    "question": "as a question",
}
_QUOTATION_MARKS = "«“„\"'‘"
_ALTERNATIVES = re.compile("[|~]")
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
    return _LANGUAGES.get(segment.language, f"language {segment.language}")


def say_question(segment: ExplainedSegment) -> str:
    """Say which question of the guide is answered; nothing where it is not known."""
    if not segment.question:
        return ""
    text = f" «{segment.question_text}»" if segment.question_text else ""
    return f"It answers {segment.question}{text}"


def say_words(found: Sequence[FoundWord]) -> list[str]:
    """Say how words fill their places: «штата», a form of штат or штата, fills `штат` by штат.

    Words that an expression or another code has found together are named together.
    """
    return [
        sentence
        for (how, place), words in groupby(found, key=lambda word: (word.how, word.place))
        for sentence in (
            [_say_found(how, place, list(words))]
            if how in _NOT_BY_SLOTS
            else map(_say_filled, words)
        )
    ]


def _say_found(how: How, place: str, words: Sequence[FoundWord]) -> str:
    quoted = f"«{' '.join(word.text for word in words)}»"
    if how == "code":
        return f"{quoted} was found for {place.removeprefix('code: ')}."
    return f"{quoted} is what `{place}` finds." if place else f"{quoted} belongs to it."


def _say_filled(word: FoundWord) -> str:
    own = fold(word.text)
    if word.how == "written" and own not in word.by:
        short = "a form of" if own.startswith(word.by) else "short for"  # grant's; n't
        return f"«{word.text}», {short} {_listed(word.by)}, fills `{word.place}`."
    way = _way(word)
    told = word.readings == (own,) or (way.startswith(":") and word.readings == word.by)
    forms = "" if told else f", a form of {_listed(word.readings)},"
    return f"«{word.text}»{forms} fills `{word.place}`{way}."


def _way(word: FoundWord) -> str:
    """Say by what a word fills its place, where that needs saying."""
    by = _listed(word.by)
    if word.how == "written":
        return " as it is written"
    if word.how == "spelling":
        alike = f"{word.likeness:g} of 100 alike, and {word.needed} is enough"
        return f" as another spelling of {by}: {alike}"
    if word.how == "base" and set(word.by).isdisjoint(_ALTERNATIVES.split(word.place)):
        return f": both are forms of {by}"
    if word.by in ((word.place,), word.readings):
        return ""
    return f" by `{by}`" if word.how == "wildcard" else f" by {by}"


def _listed(words: Sequence[str]) -> str:
    """Return `a`, `a or b`, `a, b or c`."""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def say_indicator(finding: Finding) -> str:
    """Show the line of the codebook, and the indicator itself where the line does not show it."""
    line = finding.indicator
    source = line.source
    if len(source) > LONGEST_LINE:
        source = f"{source[:LONGEST_LINE]}…"
    says_all = set(_WORDS.findall(line.text)) <= set(_WORDS.findall(source))
    meant = "" if says_all else f", that is `{line.text}`"
    return f"{_place(line)}: {source}{meant}"


def _place(line: Line) -> str:
    return f"{line.file}:{line.line}"


def say_context(context: Context) -> str:
    """Say whether it is denied, whose words it is, and whether it is told as a fact."""
    if context.negation == "ignore":
        polarity = "Denied or not is all the same here (`negation: ignore`)"
    elif context.polarity == "negated":
        polarity = "Denied" + _by(context.cue)
    else:
        polarity = "Affirmed"
    voice = _VOICES.get(context.voice, context.voice) + _by(context.voice_cue)
    modality = _MODALITIES.get(context.modality, context.modality) + _by(context.modality_cue)
    return f"{polarity}, {voice}, {modality}."


def _by(cue: str) -> str:
    """Name the words that say so; a quotation brings its marks, a question mark says enough."""
    if not any(letter.isalnum() for letter in cue):
        return ""
    return f" in the quotation {cue}" if cue[0] in _QUOTATION_MARKS else f" by «{cue}»"


def say_verdict(finding: Finding) -> str:
    """Say what came of it: the score of the unit, and whether it has the code."""
    verdict = finding.verdict
    if finding.suppression:
        return f"It adds nothing. {_without(finding)}"
    score = f"The {verdict.unit} scores {verdict.score:g} and needs {verdict.needed:g}"
    if not verdict.given:
        outcome = "it does not have the code"
    elif not verdict.present:
        outcome = "it has the code, but only denied, and that is no mention"
    else:
        outcome = "it has the code"
    return f"Weight {finding.weight:g}. {score}: {outcome}."


def _without(finding: Finding) -> str:
    verdict = finding.verdict
    if not verdict.given:
        return f"The {verdict.unit} does not have the code."
    denied = ", but only denied" if not verdict.present else ""
    return f"The {verdict.unit} has the code by other words{denied}."


def say_suppression(suppression: Suppression, context: Context) -> str:
    """Say in plain words what took a hit away."""
    line = suppression.line
    by = f"`{line.text}` ({_place(line)})" if line else f"«{suppression.by}»"
    if suppression.reason == "masked":
        return f"masked by {by}"
    if suppression.reason == "outranked":
        return f"outranked by {f'the {suppression.advantage} ' * bool(suppression.advantage)}{by}"
    if suppression.reason == "excluded":
        return f"its `not` found {by}"
    if suppression.reason == "negated":
        return f"denied by «{context.cue}», and denied ones do not count here (`negation: exclude`)"
    return f"vetoed: {suppression.by}"


def say_nothing(nothing: Nothing, segment: ExplainedSegment) -> str:
    """Say that nothing was found, and where it was not even looked."""
    if not nothing.sought:
        talk = "this talk" if segment.role == "unknown" else f"the talk of the {segment.role}"
        return f"Nothing was found here: no code is looked for in {talk}."
    at = f" at «{nothing.word}»" if nothing.word else " here"
    elsewhere = ""
    if nothing.others:
        count = f"{nothing.others} finding{'s' * (nothing.others != 1)}"
        elsewhere = f" The segment has {count} elsewhere: ask for s{segment.number}."
    if nothing.word and not nothing.nearest:
        return f"Nothing was found{at}: no indicator has such a word.{elsewhere}"
    return f"Nothing was found{at}.{elsewhere}"


def say_nearest(nearest: Nearest) -> str:
    """Say what of an indicator is there and what is missing."""
    line = nearest.indicator
    there = " and ".join(f"«{word}» fills `{place}`" for word, place in nearest.filled)
    if nearest.missing:
        rest = f"nothing fills {' and '.join(f'`{place}`' for place in nearest.missing)}"
    elif nearest.only:
        rest = f"it is looked for only in {nearest.only}"
    else:
        rest = "its words do not stand as it asks"
    return f"{nearest.code}, `{line.text}` ({_place(line)}): {there}, but {rest}."
