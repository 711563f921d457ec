"""The agreement of coders as a run itself knows it: by the decisions that it carries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from qualcode.analysis.agreement.among.agree import agree
from qualcode.analysis.agreement.among.results import Agreement, Choices
from qualcode.analysis.agreement.coders import Coder
from qualcode.analysis.agreement.decided import DENYING, Mark, make_coder
from qualcode.analysis.agreement.fitting import group_by_transcript
from qualcode.analysis.agreement.spans import Span
from qualcode.decisions.as_read import (
    GIVING,
    Knowable,
    drafted_before,
    find_sighted,
    runs_over,
)
from qualcode.decisions.codebooks import parse_books
from qualcode.errors import CodersError
from qualcode.model.decision import CONSENSUS, Action, Decision
from qualcode.runs.read import Record, Run

_WITHOUT_PLACE = frozenset({"orphan", "draft", "gone"})  # outcomes


def agree_in_run(run: Run, tables: Sequence[Coder] = ()) -> Agreement | None:
    """Compare the coders of a run's blind decisions; else those of `tables`.

    None where no two of them have judged the same. The machine is set beside them.
    """
    decided = coders_of_run(run)
    coders = decided if len(decided) > 1 else tuple(one for one in tables if one.stretches)
    if len(coders) < 2:
        return None
    choices = Choices("stretch", machine=True)
    if coders is decided:
        choices = Choices("segment", machine=True, blind=True)
    try:
        return agree(run, coders, choices)
    except CodersError:
        return None


def coders_of_run(run: Run) -> tuple[Coder, ...]:
    """Return those who have read something blind, as `decisions.csv` of the run has them."""
    own: dict[str, list[tuple[int, Record]]] = defaultdict(list)
    for line, row in enumerate(run.tables["decisions"], 2):
        own[str(row["coder"])].append((line, row))
    ground = _Ground(run)
    coders = (make_coder(name, name, ground.mark(own[name])) for name in own if name != CONSENSUS)
    return tuple(coder for coder in coders if any(one.reads for one in coder.stretches))


class _Ground:
    """What a run knows of the segments that its coders have marked as read."""

    def __init__(self, run: Run) -> None:
        self._turns = {
            transcript: [(int(one["start"]), int(one["stop"])) for one in turns]
            for transcript, turns in group_by_transcript(run.tables["turns"]).items()
        }
        shown = (run.manifest.get("decisions") or {}).get("codebooks")
        self._knowable = Knowable(run.codebook, parse_books(shown))

    def mark(self, rows: Iterable[tuple[int, Record]]) -> Iterator[Mark]:
        """Yield what one coder has said blind, where its place is known."""
        told = [(line, row) for line, row in rows if row["outcome"] not in _WITHOUT_PLACE]
        # the table has another order than the log; what was drafted at once came first
        order = sorted((_as_line(row) for _, row in told), key=lambda one: one.action != "draft")
        lines = sorted(order, key=lambda one: one.time)
        drafted, sighted = drafted_before(lines), find_sighted(lines)
        for line, row in told:
            mark = _mark(line, row) if row["blind"] == "yes" else None
            if mark is None or not mark.reads:
                if mark:
                    yield mark
            elif not self._is_uncertain(row, mark.span):
                id = str(row["decision"])
                lacked = self._knowable.lacked(str(row["codebook"]), drafted[id])
                yield replace(mark, unjudged=lacked, sighted=id in sighted)

    def _is_uncertain(self, row: Record, span: Span) -> bool:
        """Tell whether it is not known what was read there: as in `gather_coders`."""
        spread = row["how"] == "reworded" and runs_over(span, self._turns[str(row["transcript"])])
        return bool(row["lost"]) or spread


def _as_line(row: Record) -> Decision:
    """Return as much of a decision as tells when it was made, and of what, in the text as it is."""
    return Decision(
        id=str(row["decision"]),
        time=str(row["time"]),
        coder=str(row["coder"]),
        action=cast("Action", row["action"]),
        transcript=str(row["transcript"]),
        start=int(row["start"]),
        stop=int(row["stop"]),
        code=str(row["code"]),
        blind=row["blind"] == "yes",
    )


def _mark(line: int, row: Record) -> Mark | None:
    action = row["action"]
    if action not in (*GIVING, *DENYING, "seen", "relate"):
        return None
    ends = ("to_start", "to_stop") if action == "border" else ("start", "stop")
    start, stop = (int(row[end]) for end in ends)
    code = str(row["to"] or row["code"]) if action in GIVING else ""
    denied = str(row["code"]) if action in DENYING else ""
    if row["polarity"] == "negated" and action in GIVING:
        code, denied = "", code
    return Mark(
        line,
        str(row["transcript"]),
        (start, stop),
        "",
        code,
        str(row["tension"]) if action == "relate" else "",
        str(row["relation"]),
        float(row["weight"]),
        denied,
    )
