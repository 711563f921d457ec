"""From what somebody asks for to the desk they review at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.decisions import load_logs, name_log, read_log, standing
from qualcode.decisions.codebooks import keep_codebook
from qualcode.errors import CodersError, Problem, RunError
from qualcode.model.coding import MACHINE
from qualcode.model.decision import CONSENSUS, Decision
from qualcode.review.blind import without_findings
from qualcode.review.consensus import Disagreements, find_settled
from qualcode.review.desk import Desk, Task
from qualcode.review.logbook import Logbook
from qualcode.review.material import Json, Material, Place, narrow
from qualcode.review.notices import (
    Notice,
    find_older,
    find_unjudged,
    find_unsuggested,
    tell_changed,
    tell_sighted,
    tell_suggestions,
)
from qualcode.review.sampling import NO_SAMPLE, Sample, keep_sample
from qualcode.review.texts import ReadTexts, WholeTexts
from qualcode.runs.read import Run

if TYPE_CHECKING:
    from qualcode.learning.suggestion import Order, Suggestion

RESERVED = (MACHINE, "all", "any")  # what these names mean elsewhere


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to review."""

    coder: str
    language: str = "en"  # of the page
    blind: bool = False
    sample: int | None = None  # so many segments, drawn by `seed`
    seed: int = 1
    settle: tuple[str, ...] = ()  # the coders whose disagreements are settled
    order: Order | None = None  # the segments first where most is to be found, or learned
    with_agreed: bool = False  # and what they agree on, so that all of it is settled


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where what is reviewed lies."""

    run: Run
    decisions: Path  # the folder of logs
    suggestions: Path  # the folder of `qualcode suggest`; it need not be there
    read: ReadTexts | None = None  # the files of the transcripts, where they are known
    blind_counts: bool = False  # whether in this study blind decisions change codings
    changed: tuple[str, ...] = ()  # transcripts whose files are others than when the run was made


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is to be shown, and of what."""

    sample: Sample = NO_SAMPLE
    queue: tuple[Place, ...] | None = None  # None: everything
    suggestions: tuple[Suggestion, ...] = ()
    unjudged: tuple[Place, ...] = ()  # segments that came after the suggestions were made
    disagreements: Disagreements | None = None


def open_desk(shelf: Shelf, asked: Asked, whole: bool = True) -> Desk:
    """Return the desk; QualcodeError where what is asked for cannot be reviewed.

    `whole`: all transcripts can be opened; if not, those alone that have something in the queue.
    """
    coder = check_coder(shelf.decisions, CONSENSUS if asked.settle else asked.coder, asked.settle)
    chosen = _choose(shelf, asked)
    run = without_findings(shelf.run) if asked.blind else shelf.run
    if chosen.queue is not None and not whole:
        run = narrow(run, {transcript for transcript, _ in chosen.queue})
    # what the rules have coded is there already, and is not suggested again
    fresh = (one for one in chosen.suggestions if not one.found)
    older = find_older(shelf.run, chosen.suggestions)
    marked = frozenset(map(id, older))
    material = Material(run, asked.language, (_as_json(one, id(one) in marked) for one in fresh))
    others = chosen.disagreements.others if chosen.disagreements else None
    left = chosen.disagreements.left if chosen.disagreements else 0
    unclaimed = chosen.disagreements.unclaimed if chosen.disagreements else None
    relations = chosen.disagreements.relations if chosen.disagreements else None
    task = Task(
        coder,
        asked.blind,
        asked.settle,
        chosen.queue,
        chosen.sample,
        others,
        left,
        shelf.blind_counts,
        asked.with_agreed,
        unclaimed,
        _notices(shelf, asked, chosen, material, older),
        relations,
    )
    if not whole:  # a pack: its lines come back when the codebook may be another
        keep_codebook(shelf.decisions, run.codebook)
    log = Logbook(name_log(shelf.decisions, coder), title_of(run), run.codebook)
    texts = WholeTexts(material.passages, shelf.read) if shelf.read else None
    return Desk(material, task, log, texts)


def _notices(
    shelf: Shelf, asked: Asked, chosen: _Chosen, material: Material, older: Sequence[Suggestion]
) -> tuple[Notice, ...]:
    """Return what people must know of the material that they are shown."""
    shown = set(material.ids)
    changed = tell_changed([id for id in shelf.changed if id in shown])
    sighted: tuple[Notice, ...] = ()
    if asked.blind:
        file = name_log(shelf.decisions, asked.coder)
        lines = read_log(file).decisions if file.exists() else ()  # taken back ones were seen too
        sighted = tell_sighted(lines, _as_lines(shelf.run, chosen.queue))
    return (*changed, *sighted, *tell_suggestions(chosen.unjudged, older))


def _as_lines(run: Run, queue: Sequence[Place] | None) -> Iterator[Decision]:
    """Yield the segments of a queue as lines that would say they are read; None for all."""
    wanted = None if queue is None else frozenset(queue)
    hashes = {str(one["transcript"]): one["text_sha256"] for one in run.manifest["transcripts"]}
    for row in run.tables["segments"]:
        transcript, start, stop = str(row["transcript"]), int(row["start"]), int(row["stop"])
        chosen = wanted is None or (transcript, int(row["segment"])) in wanted
        if chosen and row["role"] == "respondent":
            hash, quote = hashes.get(transcript, ""), str(row["text"])
            yield Decision("", "", "", "seen", transcript, hash, start, stop, quote)


def _find_unjudged(shelf: Shelf, rest: Sequence[Place]) -> tuple[Place, ...]:
    """Return the segments nobody has read that came after the suggestions were made."""
    unjudged = find_unjudged(shelf.suggestions, shelf.run, rest) if rest else ()
    if not unjudged:
        return ()
    read = {
        (one.transcript, one.start, one.stop)
        for log in load_logs(shelf.decisions).logs
        for one in standing(log.decisions)
        if one.action == "seen"
    }
    places = {
        (str(row["transcript"]), int(row["segment"])): (int(row["start"]), int(row["stop"]))
        for row in shelf.run.tables["segments"]
    }
    return tuple(one for one in unjudged if (one[0], *places[one]) not in read)


def title_of(run: Run) -> str:
    """Return the title of the study a run was made of."""
    return str((run.manifest.get("study") or {}).get("title") or "")


def check_coder(decisions: Path, coder: str, settle: Sequence[str] = ()) -> str:
    """Return the coder's name; CodersError where a log of it would mean something else.

    RefusedError for a name that no file can have.
    """
    name_log(decisions, coder)
    if coder in RESERVED or (coder == CONSENSUS and not settle):
        cure = "settle with --settle" if coder == CONSENSUS else "call them otherwise"
        raise CodersError(Problem("--coder", f"`{coder}` is no person", cure=cure))
    known = _known_coders(decisions)
    alike = [one for one in known if one.casefold() == coder.casefold()]
    if alike and coder not in alike:
        message = f"`{coder}` has no log, and {alike[0]} has one"
        raise CodersError(Problem("--coder", message, cure="write the name as it is there"))
    return coder


def _known_coders(decisions: Path) -> list[str]:
    return sorted(path.stem for path in decisions.glob("*.jsonl"))


def _choose(shelf: Shelf, asked: Asked) -> _Chosen:
    if asked.settle:
        found = _disagreements(shelf, asked)
        return _Chosen(queue=found.places, disagreements=found)
    if asked.sample is not None:
        sample = keep_sample(shelf.run, asked.sample, asked.seed, shelf.decisions)
        suggested = () if asked.blind else _suggestions(shelf)
        return _Chosen(sample, sample.queue, suggested)
    if asked.blind:
        return _Chosen()
    suggested = _suggestions(shelf)
    # Suggestions may all have gone stale: then what they were made for waits for new ones.
    made = shelf.suggestions.exists()
    rest = find_unsuggested(shelf.run, suggested) if made else ()
    unjudged = _find_unjudged(shelf, rest)
    if asked.order is None:
        return _Chosen(suggestions=suggested, unjudged=unjudged)
    if not suggested:
        message = "holds no suggestions for this run"
        raise RunError(Problem(str(shelf.suggestions), message, cure="make them: qualcode suggest"))
    from qualcode.learning.suggestion import order_segments

    queue = order_segments(suggested, asked.order)
    # What came into the study since is not left out, and goes before what was judged in vain.
    fresh = frozenset(unjudged)
    rest = (*unjudged, *(one for one in rest if one not in fresh))
    return _Chosen(queue=(*queue, *rest), suggestions=suggested, unjudged=unjudged)


def _suggestions(shelf: Shelf) -> tuple[Suggestion, ...]:
    from qualcode.learning.folder import load_suggestions

    return load_suggestions(shelf.suggestions, shelf.run)


def _as_json(one: Suggestion, older: bool) -> Json:
    """Return a suggestion as the page has it; `older`: the codebook was another."""
    kept = ("transcript", "segment", "code", "score")
    told: Json = {
        **{key: getattr(one, key) for key in kept},
        "reasons": [asdict(reason) for reason in one.reasons],
    }
    return {**told, "older": True} if older else told


def _disagreements(shelf: Shelf, asked: Asked) -> Disagreements:
    """Find what coders disagree about; CodersError where they have nothing in common."""
    logs = {log.coder: log for log in load_logs(shelf.decisions).logs}
    missing = [name for name in asked.settle if name not in logs]
    if missing:
        there = ", ".join(one for one in logs if one != CONSENSUS) or "none"
        told = [Problem("--settle", f"{name} has decided nothing") for name in missing]
        told.append(Problem(str(shelf.decisions), f"coders who have: {there}"))
        raise CodersError(told)
    material = Material(shelf.run, asked.language)
    told_apart = [logs[name] for name in asked.settle]
    found = find_settled(material, told_apart, with_agreed=asked.with_agreed)
    if not found.compared:
        message = "have marked no segment of the run as read in common"
        cure = "have them code the same: `qualcode review --blind --sample 60`"
        raise CodersError(Problem(", ".join(asked.settle), message, cure=cure))
    return found
