"""The agreement of coders as a run itself knows it: by the decisions that it carries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from qualcode.analysis.agreement.among.agree import agree
from qualcode.analysis.agreement.among.results import Agreement, Choices
from qualcode.analysis.agreement.coders import Coder
from qualcode.analysis.agreement.decided import GIVING, Mark, make_coder
from qualcode.errors import CodersError
from qualcode.model.decision import CONSENSUS
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
    marks: dict[str, list[Mark]] = defaultdict(list)
    for line, row in enumerate(run.tables["decisions"], 2):
        if row["blind"] == "yes" and row["outcome"] not in _WITHOUT_PLACE:
            marks[str(row["coder"])] += _mark(line, row)
    coders = (make_coder(name, name, own) for name, own in marks.items() if name != CONSENSUS)
    return tuple(coder for coder in coders if any(one.reads for one in coder.stretches))


def _mark(line: int, row: Record) -> list[Mark]:
    action = row["action"]
    if action not in GIVING and action not in ("seen", "relate"):
        return []
    ends = ("to_start", "to_stop") if action == "border" else ("start", "stop")
    start, stop = (int(row[end]) for end in ends)
    code = str(row["to" if action == "recode" else "code"]) if action in GIVING else ""
    tension = str(row["tension"]) if action == "relate" else ""
    relation = str(row["relation"])
    weight = float(row["weight"])
    transcript = str(row["transcript"])
    return [Mark(line, transcript, (start, stop), "", code, tension, relation, weight)]
