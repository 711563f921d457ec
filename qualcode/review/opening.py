"""From what somebody asks for to the desk they review at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.decisions import load_logs, name_log
from qualcode.errors import CodersError, Problem, RunError
from qualcode.model.coding import MACHINE
from qualcode.model.decision import CONSENSUS
from qualcode.review.blind import without_findings
from qualcode.review.consensus import Disagreements, find_settled
from qualcode.review.desk import Desk, Task
from qualcode.review.logbook import Logbook
from qualcode.review.material import Json, Material, Place, narrow
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


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is to be shown, and of what."""

    sample: Sample = NO_SAMPLE
    queue: tuple[Place, ...] | None = None  # None: everything
    suggestions: tuple[Suggestion, ...] = ()
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
    material = Material(run, asked.language, map(_as_json, fresh))
    others = chosen.disagreements.others if chosen.disagreements else None
    left = chosen.disagreements.left if chosen.disagreements else 0
    task = Task(coder, asked.blind, asked.settle, chosen.queue, chosen.sample, others, left)
    log = Logbook(name_log(shelf.decisions, coder), title_of(run))
    texts = WholeTexts(material.passages, shelf.read) if shelf.read else None
    return Desk(material, task, log, texts)


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
    if asked.order is None:
        return _Chosen(suggestions=suggested)
    if not suggested:
        message = "holds no suggestions for this run"
        raise RunError(Problem(str(shelf.suggestions), message, cure="make them: qualcode suggest"))
    from qualcode.learning.suggestion import order_segments

    return _Chosen(queue=order_segments(suggested, asked.order), suggestions=suggested)


def _suggestions(shelf: Shelf) -> tuple[Suggestion, ...]:
    from qualcode.learning.folder import load_suggestions

    return load_suggestions(shelf.suggestions, shelf.run)


def _as_json(one: Suggestion) -> Json:
    kept = ("transcript", "segment", "code", "score")
    return {
        **{key: getattr(one, key) for key in kept},
        "reasons": [asdict(reason) for reason in one.reasons],
    }


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
