"""A key covers everything that decides, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from small_study import TABLE

from qualcode.batch import Tagging, keys
from qualcode.batch.keys import Keys, fingerprint, fingerprint_program
from qualcode.corrections import Corrections
from qualcode.corrections.table import Correction
from qualcode.files import TranscriptFile
from qualcode.model.codebook import Code, Codebook
from qualcode.model.respondent import Respondent
from qualcode.respondents import Row, Table, parse_respondents
from qualcode.runs.manifest import Model, Settings

FILE = TranscriptFile("ru01.txt", Path("ru01.txt"))
# of these what is said of the transcript decides: tests of their own
NARROWED = {"table", "corrections", "readings", "withdrawn", "decided"}


@pytest.fixture
def tagging(small_codebook: Codebook) -> Tagging:
    return Tagging(small_codebook, parse_respondents(TABLE.encode(), "t.csv"), Settings())


def key_of(tagging: Tagging, file: TranscriptFile = FILE, sha256: str = "0") -> str:
    return Keys(tagging).of(file, sha256)


def altered(value: object) -> Any:
    """Return another value of the kind."""
    if isinstance(value, bool):
        return not value
    for more in ("x", b"x", 1, ("x",)):
        if type(value) is type(more):
            return value + more  # type: ignore[operator]
    if isinstance(value, frozenset):
        return value | {"x"}
    if is_dataclass(value):
        return next(alter_each(value))[1]
    raise TypeError(f"say here how a {type(value).__name__} is altered")


def alter_each(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the dataclass with each of its fields altered once."""
    for field in fields(value):
        yield field.name, replace(value, **{field.name: altered(getattr(value, field.name))})


def test_every_choice_decides(tagging: Tagging) -> None:
    """Fails for a field of `Tagging` or what is in it that the key does not cover."""
    others: dict[str, Tagging] = {}
    for field in fields(Tagging):
        value = getattr(tagging, field.name)
        if field.name in {*NARROWED, *keys.LEFT_OUT}:
            continue
        if isinstance(value, Codebook | Settings):
            for name, other in alter_each(value):
                others[f"{field.name}.{name}"] = replace(tagging, **{field.name: other})
        else:
            others[field.name] = replace(tagging, **{field.name: altered(value)})
    assert {"codebook.source", "settings.language", "switched_off"} < set(others)
    found = {name: key_of(other) for name, other in others.items()} | {"": key_of(tagging)}
    assert len(set(found.values())) == len(found)


def test_a_model_decides_wherever_it_lies(tagging: Tagging, tmp_path: Path) -> None:
    found = {}
    for place, requires, digest in (
        ("a", ["DAWG2>=0.13"], "0"),
        ("b", ["DAWG2>=0.13"], "0"),
        ("c", ["DAWG2>=0.13"], "1"),
        ("d", ["no-such-package"], "0"),
    ):
        folder = save_meta(tmp_path / place, requires)
        settings = replace(tagging.settings, models=(Model("ru_small", "ru", "1", digest),))
        found[place] = key_of(replace(tagging, settings=settings, models=(str(folder),)))
    assert found["a"] == found["b"]
    assert len({*found.values(), key_of(tagging)}) == 4


def save_meta(folder: Path, requires: object) -> Path:
    folder.mkdir()
    meta = {"lang": "ru", "name": "small", "requirements": requires}
    (folder / "meta.json").write_text(json.dumps(meta))
    (folder / "config.cfg").touch()
    return folder


@pytest.mark.parametrize(
    ("requires", "more"),
    [
        (["pymorphy3>=1.0.0", "pymorphy3-dicts-ru", "numpy"], ("pymorphy3", "pymorphy3-dicts-ru")),
        (["spacy-transformers[cuda] >= 1.3, <1.4"], ("spacy-transformers",)),
        ([], ()),
        (None, ()),
        ("pymorphy3", ()),
        ([None, " "], ()),
    ],
)
def test_what_a_model_needs_decides(
    requires: object, more: tuple[str, ...], tmp_path: Path
) -> None:
    folder = str(save_meta(tmp_path / "model", requires))
    assert keys.packages_behind([folder, folder]) == (*keys.PACKAGES, "thinc", *more)
    assert keys.packages_behind([]) == keys.PACKAGES


def test_every_part_of_a_code_decides(tagging: Tagging) -> None:
    code, *more = tagging.codebook.codes
    for name, other in alter_each_of_code(code):
        codebook = replace(tagging.codebook, codes=(other, *more))
        assert key_of(replace(tagging, codebook=codebook)) != key_of(tagging), name


def alter_each_of_code(code: Code) -> Iterator[tuple[str, Code]]:
    for field in fields(code):
        value = getattr(code, field.name)
        if not isinstance(value, str | int | float | tuple) or isinstance(value, float):
            continue
        yield field.name, replace(code, **{field.name: altered(value)})
    indicator = code.indicators[0]
    for name in ("text", "line", "id", "who", "questions"):
        other = replace(indicator, **{name: altered(getattr(indicator, name))})
        yield f"indicators.{name}", replace(code, indicators=(other, *code.indicators[1:]))


@pytest.mark.parametrize(
    ("change", "decides"),
    [
        (("ru01.txt,Респондент,R1", "ru01.txt,Респондент,R9"), True),
        (("ru01.txt,Респондент", "ru01.txt,Интервьюер"), True),
        (("R1,ngo_provider", "R1,public_provider"), True),
        (("ru01.txt,Респондент", "ru02.txt,Респондент"), True),
        (("ru01.txt", "RU01.TXT"), True),
        (("region", "place"), True),
        (("R2,public_provider", "R2,ngo_provider"), False),
        (("\nru01", "\nru00.txt,А,R0,ngo_provider,\nru01"), False),
        (("en01.txt", "en02.txt"), False),
        (("South", "East"), False),
    ],
)
def test_the_rows_of_a_transcript_decide(
    tagging: Tagging, change: tuple[str, str], decides: bool
) -> None:
    assert change[0] in TABLE
    table = parse_respondents(TABLE.replace(*change).encode(), "elsewhere/t.csv")
    assert (key_of(replace(tagging, table=table)) != key_of(tagging)) is decides


def test_every_part_of_a_row_but_its_line_decides(tagging: Tagging) -> None:
    row, person = Row(1, FILE.id, "Р", "R1"), Respondent("R1", "a")
    found = {}
    for name, other in (("", row), *alter_each(row)):
        table = Table("", b"", "", (other,), (person, replace(person, id="R1x")), ())
        found[name] = key_of(replace(tagging, table=table))
    assert found.pop("line") == found[""]
    assert len(set(found.values())) == len(found)


def test_the_corrections_of_a_transcript_decide(tagging: Tagging) -> None:
    row = Correction(1, FILE.id, 3, "why", "Почему?")
    found = {}
    for name, other in (("", row), *alter_each(row), ("others", replace(row, transcript="b.txt"))):
        rows = Corrections("q.csv", name.encode(), (row, other) if name == "others" else (other,))
        found[name] = key_of(replace(tagging, corrections=rows))
    assert found.pop("line") == found.pop("others") == found[""]
    assert len(set(found.values())) == len(found)


def test_the_file_decides(tagging: Tagging) -> None:
    found = [
        key_of(tagging),
        key_of(tagging, sha256="1"),
        key_of(tagging, TranscriptFile("a/ru01.txt", FILE.path)),
        key_of(tagging, TranscriptFile(FILE.id, Path("ru01.vtt"))),
    ]
    assert len(set(found)) == len(found)
    assert key_of(tagging, TranscriptFile(FILE.id, Path("far/RU.TXT"))) == found[0]


def test_bytes_are_read_from_the_disk(tagging: Tagging, tmp_path: Path) -> None:
    found = set()
    for text in ("a", "b"):
        (tmp_path / "ru01.txt").write_text(text)
        found.add(Keys(tagging).of_file(TranscriptFile("ru01.txt", tmp_path / "ru01.txt")))
    assert len(found) == 2
    with pytest.raises(OSError, match="No such file"):
        Keys(tagging).of_file(FILE)


def test_the_program_and_what_it_stands_on_decide(
    tagging: Tagging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = {"regex": "1"}
    package = tmp_path / "qualcode"
    (package / "batch").mkdir(parents=True)
    (package / "tagging/cues").mkdir(parents=True)
    monkeypatch.setattr(keys, "__file__", str(package / "batch/keys.py"))
    monkeypatch.setattr("qualcode.runs.manifest.version", lambda name: versions.get(name, "1"))
    found = []

    def note() -> None:
        fingerprint_program.cache_clear()
        found.append(key_of(tagging))

    try:
        for name in ("tagging/match.py", "tagging/cues/ru.yaml"):
            for text in ("a", "b"):
                (package / name).write_text(text)
                note()
        (package / "tagging/match.py").rename(package / "tagging/hits.py")
        note()
        versions["regex"] = "2"
        note()
        monkeypatch.setattr("sys.version", "4.0")
        note()
        assert len(set(found)) == len(found) == 7
        (package / "template.html").write_text("nothing is found by it")
        note()
        assert found[-1] == found[-2]
    finally:
        fingerprint_program.cache_clear()


def test_packages_that_decide_are_known_by_version() -> None:
    from importlib.metadata import version

    for package in {*keys.PACKAGES, *keys.PACKAGES_OF_MODELS} - {"DAWG2"}:  # not on all machines
        assert version(package)


def test_values_of_different_kinds_differ() -> None:
    values: list[object] = [
        *("1", 1, 1.0, True, None, b"1", Path("1"), ("1",), {"1": 1}, frozenset({"1"})),
        *((), {}, frozenset(), (("1",), "2"), ("1", ("2",)), ("set",), Settings()),
    ]
    assert len({fingerprint(value) for value in values}) == len(values)
    with pytest.raises(TypeError, match="no key can be made of object"):
        fingerprint(object())


def test_sets_have_no_order() -> None:
    """The order of a set differs from process to process."""
    call = (
        "from qualcode.batch.keys import fingerprint\n"
        "print(fingerprint([frozenset('abcdefgh'), {'a': {'x', 'y', 'z'}}]))"
    )
    found = set()
    for seed in "1234":
        environment = {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", call]
        found.add(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    assert len(found) == 1
