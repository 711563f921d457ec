"""What is wrong between the logs of a study and its transcripts, codebook and `study.yaml`."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from qualcode.decisions.anchoring import Orphan, Placed, place
from qualcode.decisions.log import Line, Log
from qualcode.decisions.merging import Logs
from qualcode.decisions.standing import standing
from qualcode.decisions.talk import Talk, hear
from qualcode.errors import Problem
from qualcode.model.codebook import Codebook
from qualcode.model.coding import UNSTATED
from qualcode.model.decision import DRAFT, Decision
from qualcode.model.transcript import Transcript

_Key = TypeVar("_Key")
_FIX = "say where it belongs: `qualcode decisions fix`"
_PLACELESS = frozenset({"transcript", "code", "study"})  # what a memo may be about as a whole
_NO_TALK = "it lies in no respondent's turn, or in several, and a code lies in one"
_TELLING_WORDS = 4  # of a quote: fewer stand in any interview
_SHOWN = 50  # characters of a quote


@dataclass(frozen=True, slots=True)
class Ground:
    """What decisions must fit: the study as it stands now."""

    transcripts: Mapping[str, Transcript]
    codebook: Codebook | None = None  # without one, codes are not looked at
    titles: Collection[str] = ()  # of the study, in all languages; empty where it has none
    deciding: Collection[str] = ()  # the coders whom `study.yaml` names
    absent: Collection[str] = ()  # transcripts that are withdrawn or unread

    def knows(self, transcript: str) -> bool:
        """Tell whether nothing is wrong with a transcript's not being there, or it is."""
        return not transcript or transcript in self.transcripts or transcript in self.absent


def find_orphans(log: Log, ground: Ground) -> tuple[Orphan, ...]:
    """Return the decisions that stand and whose place in the present text is not known."""
    talks: dict[str, Talk] = {}
    found: list[Orphan] = []
    for one in standing(log.decisions, apart=True):
        transcript = ground.transcripts.get(one.transcript)
        if transcript is None or not has_place(one):
            continue
        talk = talks.setdefault(one.transcript, hear(transcript, ground.codebook))
        placed = place_in_talk(one, transcript, talk)
        if isinstance(placed, Orphan):
            found.append(placed)
    return tuple(found)


def place_in_talk(decision: Decision, transcript: Transcript, talk: Talk) -> Placed | Orphan:
    """Find what a decision is about; an orphan too if a code cannot stand there."""
    turns = talk.of(decision.to or decision.code)
    found = place(decision, transcript.text, transcript.source.text_sha256, turns)
    if isinstance(found, Orphan):
        return found
    exact = found.how == "exact"  # else new borders are known only with the segments
    borders = (decision.to_start, decision.to_stop) if exact else None
    if talk.holds(decision, (found.start, found.stop), borders):
        return found
    return Orphan(decision, _NO_TALK)


def has_place(decision: Decision) -> bool:
    """Tell whether a decision is about a stretch of talk."""
    about_all = decision.action in ("note", "flag") and decision.about in _PLACELESS
    return bool(decision.transcript and decision.stop) and not about_all


def check_logs(logs: Logs, ground: Ground) -> tuple[Problem, ...]:
    """List everything that is wrong, in the files and with what they say; nothing is changed."""
    problems = list(logs.problems)
    problems += _check_names(logs, ground.deciding)
    for log in logs.logs:
        if is_of_another_study(log, ground):
            title = next(iter(ground.titles))
            message = f"is a log of the study “{log.study}”, and this one is “{title}”"
            cure = "move it into the `decisions` folder of that study, or remove it"
            problems.append(Problem(str(log.file), message, line=1, cure=cure))
            continue
        problems += _check_links(log)
        problems += _check_transcripts(log, ground)
        problems += _check_codes(log, ground.codebook)
        problems += [_tell_orphan(log, one) for one in find_orphans(log, ground)]
    return tuple(dict.fromkeys(problems))


def _check_names(logs: Logs, deciding: Collection[str]) -> Iterator[Problem]:
    """Tell of coders who may be one, and of such as have decided nothing."""
    files = {log.coder: log.file for log in logs.logs}
    levelled: dict[str, str] = {}
    for coder in sorted(files):
        level = unicodedata.normalize("NFKC", coder).casefold()
        if level in levelled:
            message = f"{coder} and {levelled[level]} are two coders, and look like one"
            cure = "if they are one, let all review by the same name from now on"
            yield Problem(str(files[coder]), message, cure=cure)
        levelled.setdefault(level, coder)
    for coder in deciding:
        if coder not in files:
            message = f"`deciding` names {coder}, and there is no log of {coder}"
            yield Problem("study.yaml", message, cure="write a name as the logs have it")


def is_of_another_study(log: Log, ground: Ground) -> bool:
    """Tell by the title and by the texts: a title may be changed, and often is."""
    if not (log.study and ground.titles) or log.study in ground.titles:
        return False
    if any(one.transcript in ground.absent for one in log.decisions):
        return False
    texts = {id: (one.source.text_sha256, one.text) for id, one in ground.transcripts.items()}
    return are_of_other_texts(log.decisions, texts)


def are_of_other_texts(decisions: Iterable[Decision], texts: Mapping[str, tuple[str, str]]) -> bool:
    """Tell whether decisions on talk fit none of these texts: no hash, no quote of some length.

    `texts`: hash and text by the ids of transcripts, which other studies may have too.
    """
    about = [one for one in decisions if one.transcript]
    return bool(about) and not any(_fits(one, texts.get(one.transcript)) for one in about)


def _fits(decision: Decision, text: tuple[str, str] | None) -> bool:
    if text is None:
        return False
    told = len(decision.quote.split()) >= _TELLING_WORDS and decision.quote in text[1]
    return decision.text_sha256 == text[0] or told


def _check_links(log: Log) -> Iterator[Problem]:
    """Tell of lines that undo or replace what does not stand before them."""
    met: set[str] = set()
    for one in log.decisions:
        if one.supersedes and one.supersedes not in met:
            does = "undoes" if one.action == "undo" else "takes the place of"
            message = f"{does} a decision that does not stand before it: {one.supersedes}"
            yield _tell(log, one, message, "it has no effect; nothing else is touched")
        met.add(one.id)


def _check_transcripts(log: Log, ground: Ground) -> Iterator[Problem]:
    counting = standing(log.decisions, apart=True)
    unknown = (one for one in counting if not ground.knows(one.transcript))
    for name, some in _group((one.transcript, one) for one in unknown).items():
        message = f"{_count(some)} about {name}, which is not among the transcripts"
        yield _tell(log, some[0], message, "bring it back under that name; they wait for it")


def _check_codes(log: Log, codebook: Codebook | None) -> Iterator[Problem]:
    if codebook is None:
        return
    codes = {id for code in codebook.codes for id in (code.id, *code.replaces)}
    tensions = {one.id for one in codebook.tensions}
    relations = {UNSTATED, *(one.id for one in codebook.relations)}
    cure = "if it was renamed, write the former id under `replaces` of the new one"
    kept = "bring it back, or leave it so: they are kept, and change nothing"
    for kind, id, some in _named(standing(log.decisions, apart=True), codes, tensions, relations):
        message = f"{_count(some)} about the {kind} `{id}`, which the codebook does not have"
        yield _tell(log, some[0], message, cure if kind == "code" else kept)


def _named(
    decisions: Iterable[Decision],
    codes: Collection[str],
    tensions: Collection[str],
    relations: Collection[str],
) -> Iterator[tuple[str, str, list[Decision]]]:
    """Yield codes, tensions and relations that are gone; a draft has not come yet."""
    gone = (
        ((kind, id), one)
        for one in decisions
        for kind, id, known in (
            ("code", one.code, codes),
            ("code", one.to, codes),
            ("tension", one.tension, tensions),
            ("relation", one.relation, relations),
        )
        if id and id not in known and not id.startswith(DRAFT)
    )
    for (kind, id), some in _group(gone).items():
        yield kind, id, some


def _tell_orphan(log: Log, orphan: Orphan) -> Problem:
    one = orphan.decision
    quote = " ".join(one.quote.split())
    shown = quote if len(quote) <= _SHOWN else f"{quote[:_SHOWN]}…"
    message = f"{one.transcript}: “{shown}”: {orphan.why} (id {one.id})"
    return _tell(log, one, message, _FIX)


def _tell(log: Log, one: Decision, message: str, cure: str) -> Problem:
    line = log.lines.get(one.id, Line(log.file, 0))
    return Problem(str(line.file), message, line=line.number, cure=cure)


def _count(some: Collection[Decision]) -> str:
    return f"{len(some)} decisions from here on are" if len(some) > 1 else "a decision is"


def _group(pairs: Iterable[tuple[_Key, Decision]]) -> dict[_Key, list[Decision]]:
    grouped: dict[_Key, list[Decision]] = {}
    for key, one in pairs:
        grouped.setdefault(key, []).append(one)
    return grouped
