"""Exports say the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import qualcode.reporting.export

ROOM = Path(qualcode.reporting.export.__file__).parent
CATALOGUES = {
    language: yaml.safe_load((ROOM / "messages" / f"{language}.yaml").read_text(encoding="utf-8"))
    for language in ("en", "ru")
}
FORMS = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}}
ONLY_RUSSIAN = ("table.", "holds.")  # English has the words of the descriptions themselves


def test_both_languages_have_the_same_messages() -> None:
    english, russian = (
        {key for key in CATALOGUES[language] if not key.startswith(ONLY_RUSSIAN)}
        for language in ("en", "ru")
    )
    assert english == russian
    assert not [key for key in CATALOGUES["en"] if key.startswith(ONLY_RUSSIAN)]


@pytest.mark.parametrize("key", CATALOGUES["en"])
def test_translations_have_the_same_places_and_all_forms(key: str) -> None:
    places = []
    for language, catalogue in CATALOGUES.items():
        message = catalogue[key]
        if isinstance(message, dict):
            assert message.keys() == FORMS[language]
            message = message["other"]
        assert isinstance(message, str)
        places.append(set(re.findall(r"\{(\w+)\}", message)))
    assert places[0] == places[1]


def test_every_message_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(ROOM.glob("*.py")))
    filled_in = {"measure": 'f"measure.{', "unit": 'f"unit.{id}"'}  # by what a run says
    keys = {"first": '"{}"', "column": 'Column("{}"', "paper": '"{}"'}  # by what code says
    for key in CATALOGUES["en"]:
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
    for key in CATALOGUES["ru"]:
        kind, *rest = key.split(".")
        if kind == "table":
            assert rest[0] in tables, key
        elif kind == "holds":
            assert tuple(rest) in columns or rest[0] in {name for _, name in columns}, key
    untold = [
        name
        for name in sorted(tables)
        if not {f"table.{name}.sheet", f"table.{name}.about"} <= CATALOGUES["ru"].keys()
    ]
    untold += [
        f"{table}.{name}"
        for table, name in sorted(columns)
        if not {f"holds.{table}.{name}", f"holds.{name}"} & CATALOGUES["ru"].keys()
    ]
    assert untold == []
