"""What people have decided, line by line, and the codings that they took away: tables of a run."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.reporting.export.gathered import Column, Gathered, OwnTable
from qualcode.reporting.export.sheets import Cell
from qualcode.runs.read import Record

_PLAIN = ("tension", "level", "relation", "blind", "origin")


def list_decided(gathered: Gathered) -> tuple[OwnTable, ...]:
    """Return the tables of decisions and of overruled codings; none where nobody has decided."""
    if not gathered.run.tables["decisions"]:
        return ()
    return tabulate_decisions(gathered), tabulate_overruled(gathered)


def tabulate_decisions(gathered: Gathered) -> OwnTable:
    """Return every decision that stands, with what became of it."""
    rows = [tuple(_decision(gathered, one)) for one in gathered.run.tables["decisions"]]
    columns = (
        *(Column("decided_at"), Column("coder"), Column("action"), Column("transcript")),
        *(Column("spoken_segment", "whole"), Column("respondent")),
        *(Column("code"), Column("code_label"), Column("to"), Column("tension"), Column("level")),
        *(Column("relation"), Column("decided_quote", "long", 60), Column("blind")),
        *(Column("origin"), Column("outcome"), Column("memo", "long", 40), Column("codebook")),
        *(Column("start", "whole"), Column("stop", "whole"), Column("weight", "number")),
    )
    return OwnTable("decisions", columns, rows)


def _decision(gathered: Gathered, one: Record) -> Iterator[Cell]:
    segment = gathered.material.segments.get((str(one["transcript"]), int(one["segment"])), {})
    code = str(one["code"])
    yield from (one["time"], one["coder"], gathered.decided("action", str(one["action"])))
    yield from (one["transcript"], one["segment"] or None, one["respondent"])
    yield from (code, gathered.labels.code(code) if code else "", one["to"])
    level = str(one["level"])
    yield from (one["tension"], gathered.level(level) if level else "", one["relation"])
    yield segment.get("text", "")
    yield from (one["blind"], one["origin"])
    yield gathered.decided("outcome", str(one["outcome"]))
    yield from (one["text"], one["codebook"], one["start"], one["stop"], one["weight"])


def tabulate_overruled(gathered: Gathered) -> OwnTable:
    """Return the machine's codings that people have rejected or replaced."""
    rows = [
        (
            *(one[name] for name in ("transcript", "segment", "respondent")),
            gathered.type(str(one["type"])) if one["respondent"] else "",
            *(one["code"], gathered.labels.code(str(one["code"]))),
            gathered.decided("status", str(one["status"])),
            *(one[name] for name in ("decided_by", "quote", "evidence", "start", "stop")),
        )
        for one in gathered.run.tables["overruled"]
    ]
    columns = (
        *(Column("transcript"), Column("segment", "whole"), Column("respondent"), Column("type")),
        *(Column("code"), Column("code_label"), Column("overruled_as"), Column("decided_by")),
        *(Column("quote", "long", 70), Column("found_by", "long", 40)),
        *(Column("start", "whole"), Column("stop", "whole")),
    )
    return OwnTable("overruled", columns, rows)
