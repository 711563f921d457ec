"""What is wrong between the logs of a study and its transcripts, codebook and `study.yaml`."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from qualcode.decisions.applied import is_draft
from qualcode.decisions.indexed import TELLING_WORDS
from qualcode.decisions.log import Line, Log
from qualcode.decisions.merging import Logs
from qualcode.decisions.placeless import has_no_place
from qualcode.decisions.placing import Standing, place_decisions
from qualcode.decisions.renamed import Successor, find_successors
from qualcode.decisions.standing import standing
from qualcode.decisions.talk import hear
from qualcode.errors import Problem
from qualcode.model.codebook import Codebook
from qualcode.model.coding import UNSTATED
from qualcode.model.decision import DRAFT, Decision
from qualcode.model.transcript import Transcript

_Key = TypeVar("_Key")
_FIX = "say where it belongs: `qualcode decisions fix`"
_BACK = "bring it back under that name; they wait for it"
_FOLLOW = "if it has another id now, write `replaces: [{id}]` there; else they change nothing"
_KEPT = "bring it back, or leave it so: they are kept, and change nothing"
_MOVED = "their words stand in {new}: `qualcode decisions fix --transcript {old}={new}`"
_MEET = (
    "give the codes of its poles there, or take it back: `qualcode decisions fix --place {id}=gone`"
)
_SHOWN = 50  # characters of a quote


@dataclass(frozen=True, slots=True)
class Ground:
    """What decisions must fit: the study as it stands now."""

    transcripts: Mapping[str, Transcript]
    codebook: Codebook | None = None  # without one, codes are not looked at
    titles: Collection[str] = ()  # of the study, in all languages; empty where it has none
    deciding: Collection[str] = ()  # the coders whom `study.yaml` names
    is_withdrawn: Callable[[str], bool] = lambda _: False  # a transcript that is not there
    unread: Collection[str] = ()  # transcripts that are there and cannot be read
    unmet: Collection[tuple[str, str]] = ()  # coder and id of relations whose poles do not meet

    def misses(self, transcript: str) -> bool:
        """Tell whether a transcript should be there, and is not."""
        known = not transcript or transcript in self.transcripts or transcript in self.unread
        return not known and not self.is_withdrawn(transcript)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many decisions of some logs count, and of them those that no run can use."""

    counting: int
    without_place: int
    withdrawn: int


def count_decisions(logs: Logs, ground: Ground) -> Counted:
    """Count as a run does: what counts is in it, but for what is withdrawn."""
    stand = [one for log in logs.logs for one in place_log(log, ground)]
    lost = sum(_is_lost(one, ground) for one in stand)
    unplaced = sum(not one.placed for one in stand)
    return Counted(len(stand), lost, unplaced - lost)


def find_lost(log: Log, ground: Ground) -> tuple[Standing, ...]:
    """Return the decisions that have lost their place in a transcript that is there."""
    return tuple(
        one
        for one in place_log(log, ground)
        if one.decision.transcript in ground.transcripts and _is_lost(one, ground)
    )


def place_log(log: Log, ground: Ground) -> tuple[Standing, ...]:
    """Place all decisions of a log that count, as a run does."""
    return _place_lines(log.decisions, ground)


def _place_lines(lines: tuple[Decision, ...], ground: Ground) -> tuple[Standing, ...]:
    meant = ground.codebook.meanings if ground.codebook else {}
    stand: list[Standing] = []
    told = _group((one.transcript, one) for one in standing(lines, apart=True))
    for id, some in told.items():
        transcript = ground.transcripts.get(id)
        if transcript is None:
            stand += (
                Standing(one, not id, meant.get(one.code, one.code), meant.get(one.to, one.to))
                for one in some
            )
        else:
            talk = hear(transcript, ground.codebook)
            stand += place_decisions(some, transcript, talk, meant)
    return tuple(stand)


def _is_lost(one: Standing, ground: Ground) -> bool:
    transcript = ground.transcripts.get(one.decision.transcript)
    return has_no_place(one.decision, one.placed, transcript, ground.is_withdrawn)


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
        problems += _check_meetings(log, ground)
        problems += [_tell_lost(log, one) for one in find_lost(log, ground)]
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
    absent = {one.transcript for one in log.decisions} - ground.transcripts.keys() - {""}
    if any(one in ground.unread or ground.is_withdrawn(one) for one in absent):
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
    told = len(decision.quote.split()) >= TELLING_WORDS and decision.quote in text[1]
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
    missing = find_missing([log], ground)
    successors = find_successors(missing, ground.transcripts, ground.codebook)
    for name, some in missing.items():
        message = f"{_count(some)} about {name}, which is not among the transcripts"
        found = successors.get(name)
        cure = _MOVED.format(old=name, new=found.transcript) if found else _BACK
        yield _tell(log, some[0], message, cure)


def find_missing(logs: Iterable[Log], ground: Ground) -> dict[str, list[Decision]]:
    """Return the decisions that count about transcripts which are not there, by these."""
    counting = (one for log in logs for one in standing(log.decisions, apart=True))
    return _group((one.transcript, one) for one in counting if ground.misses(one.transcript))


def find_renamed(logs: Iterable[Log], ground: Ground) -> dict[str, Successor]:
    """Return under which name transcripts that are not there may have come back."""
    return find_successors(find_missing(logs, ground), ground.transcripts, ground.codebook)


def _check_meetings(log: Log, ground: Ground) -> Iterator[Problem]:
    tensions = {one.id for one in ground.codebook.tensions} if ground.codebook else set()
    for one in standing(log.decisions, apart=True):
        if one.tension in tensions and (one.coder, one.id) in ground.unmet:
            told = f"the poles of `{one.tension}` do not meet there, as the last run has it"
            message = f"{one.transcript}: “{_shorten(one.quote)}”: {told} (id {one.id})"
            yield _tell(log, one, message, _MEET.format(id=one.id))


def _check_codes(log: Log, codebook: Codebook | None) -> Iterator[Problem]:
    if codebook is None:
        return
    for kind, id, some in _find_gone(standing(log.decisions, apart=True), codebook):
        message = f"{_count(some)} about the {kind} `{id}`, which the codebook does not have"
        cure = _FOLLOW.format(id=id) if kind == "code" else _KEPT
        yield _tell(log, some[0], message, cure)


def list_hanging(
    logs: Logs, codebook: Codebook, is_there: Callable[[str], bool], folder: str
) -> tuple[Problem, ...]:
    """List codes, tensions and transcripts that are gone, each once, with what hangs on it.

    No transcript is read: `is_there` says of an id whether there is one, or need be none.
    """
    counting = [one for log in logs.logs for one in standing(log.decisions, apart=True)]
    told = []
    for kind, id, some in _find_gone(counting, codebook):
        message = f"{_hang(some)} on the {kind} `{id}`, which the codebook does not have"
        told.append((message, _FOLLOW.format(id=id) if kind == "code" else _KEPT))
    lost = (one for one in counting if one.transcript and not is_there(one.transcript))
    for id, some in _group((one.transcript, one) for one in lost).items():
        told.append((f"{_hang(some)} on {id}, which is not among the transcripts", _BACK))
    return tuple(Problem(folder, message, cure=cure) for message, cure in told)


def _hang(some: Collection[Decision]) -> str:
    who = ", ".join(sorted({one.coder for one in some}))
    return f"{len(some)} decision{'s hang' if len(some) > 1 else ' hangs'} ({who})"


def _find_gone(
    decisions: Iterable[Decision], codebook: Codebook
) -> Iterator[tuple[str, str, list[Decision]]]:
    """Yield codes, tensions and relations that are gone; a draft has not come yet."""
    codes = codebook.meanings
    tensions = {one.id for one in codebook.tensions}
    relations = {UNSTATED, *(one.id for one in codebook.relations)}
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


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft that the codebook does not have, and what waits for it."""

    id: str
    name: str
    coders: tuple[str, ...]
    decisions: int  # that give it


def list_waiting(logs: Logs, codebook: Codebook | None) -> tuple[Waiting, ...]:
    """Return the drafts that were not taken into the codebook; they are no fault."""
    known = codebook.meanings if codebook else {}
    named: dict[str, str] = {}
    given: dict[str, list[Decision]] = {}
    for one in (one for log in logs.logs for one in standing(log.decisions, apart=True)):
        if one.action == "draft" and one.code not in known:
            named.setdefault(one.code, one.name)
        for code in {one.code, one.to}:
            if is_draft(code) and code not in known:
                given.setdefault(code, []).append(one)
    return tuple(
        Waiting(
            id,
            named.get(id, ""),
            tuple(sorted({one.coder for one in given[id]})),
            sum(one.action != "draft" for one in given[id]),
        )
        for id in sorted(given)
    )


def _tell_lost(log: Log, lost: Standing) -> Problem:
    one = lost.decision
    message = f"{one.transcript}: “{_shorten(one.quote)}”: {lost.why} (id {one.id})"
    return _tell(log, one, message, _FIX)


def _shorten(quote: str) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= _SHOWN else f"{quote[:_SHOWN]}…"


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
