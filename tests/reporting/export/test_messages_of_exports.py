"""Exports say the same in both languages."""

from __future__ import annotations

from pathlib import Path

import qualcode.reporting.export
from qualcode.reporting.messages import load_messages

ROOM = Path(qualcode.reporting.export.__file__).parent


def test_every_message_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(ROOM.glob("*.py")))
    filled_in = {  # by what a run says
        "measure": 'f"measure.{',
        "unit": 'f"unit.{id}"',
        **{kind: f'decided("{kind}"' for kind in ("action", "outcome", "status")},
    }
    keys = {"first": '"{}"', "column": 'Column("{}"', "paper": '"{}"'}  # by what code says
    for key in load_messages("en", "qualcode.reporting.export").texts:
        kind, _, rest = key.partition(".")
        name = rest.removesuffix(".holds").removeprefix("lost_")
        assert (
            f'"{key}"' in code
            or filled_in.get(kind, "\0") in code
            or keys.get(kind, "\0").format(name) in code
            or (rest in ("sheet", "about") and f'OwnTable("{kind}"' in code)
            or (kind == "column" and f'"{name}"' in code)
        ), key


def test_russian_readers_are_told_of_tables_and_columns_that_there_are() -> None:
    from qualcode.analysis.results import ANALYSES

    tables = {one.description.name: one.description for one in ANALYSES}
    columns = {(name, one.name) for name, table in tables.items() for one in table.columns}
    russian = load_messages("ru", "qualcode.reporting.export").texts
    for key in russian:
        kind, *rest = key.split(".")
        if kind == "table":
            assert rest[0] in tables, key
        elif kind == "holds":
            assert tuple(rest) in columns or rest[0] in {name for _, name in columns}, key
    untold = [
        name
        for name in sorted(tables)
        if not {f"table.{name}.sheet", f"table.{name}.about"} <= russian.keys()
    ]
    untold += [
        f"{table}.{name}"
        for table, name in sorted(columns)
        if not {f"holds.{table}.{name}", f"holds.{name}"} & russian.keys()
    ]
    assert untold == []
