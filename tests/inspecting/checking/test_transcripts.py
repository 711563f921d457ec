"""What transcripts add to the checks, and the tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_study import write
from sound_codebook import SOUND

from qualcode.codebook import parse_codebook
from qualcode.files import find_transcripts
from qualcode.guidance import Guidance
from qualcode.inspecting.checking import Finding, Material, check_codebook, field
from qualcode.inspecting.checking.corpus import code_corpus
from qualcode.inspecting.checking.tables import COLUMNS, make_tables
from qualcode.pipeline import read_corpus
from qualcode.respondents import load_respondents

TALK = """\
Интервьюер: Расскажите.
Респондент: Началась экономия. Потом было сокращение штата и жёсткая экономия.
Интервьюер: А ещё?
Респондент: Экономия мешает милосердию, это не экономия времени. Милосердие нужно, а не экономия.
"""
TABLE = "file,speaker,respondent,type\nru.txt,Респондент,R1,provider\n"


def gather(folder: Path, source: str, talk: str = TALK) -> Material:
    write(folder / "talk" / "ru.txt", talk)
    table = load_respondents(write(folder / "respondents.csv", TABLE))
    corpus = read_corpus(find_transcripts([folder / "talk"]), Guidance(table))
    return code_corpus(corpus, parse_codebook(source, "codebook.yaml"))


def told(material: Material, check: str) -> list[Finding]:
    return [one for one in check_codebook(material) if one.check == check]


def test_a_sound_codebook_stays_sound(tmp_path: Path) -> None:
    assert check_codebook(gather(tmp_path, SOUND)) == ()


def test_what_is_found_everywhere_is_told(tmp_path: Path) -> None:
    turns = "Интервьюер: И?\nРеспондент: Экономия.\n" * 20
    turns += "Интервьюер: И?\nРеспондент: Нет.\n" * 40
    material = gather(tmp_path, SOUND, turns)
    indicator, code = sorted(told(material, "everywhere"), key=lambda one: -one.line)
    assert "`экономия` was found in 20 of 60 segments (33 %)" in indicator.message
    assert "make a phrase of it" in indicator.cure
    assert "`saving` was found in 20 of 60" in code.message
    assert "--tables" in code.cure
    noted = SOUND.replace('"экономия"', '{term: "экономия", note: "they all do"}', 1)
    assert told(gather(tmp_path, noted, turns), "everywhere") == []


def test_shares_of_a_little_talk_are_not_told(tmp_path: Path) -> None:
    turns = "Интервьюер: И?\nРеспондент: Экономия.\n" * 20
    assert told(gather(tmp_path, SOUND, turns), "everywhere") == []


def test_a_code_never_found_in_much_talk_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = SOUND.replace('"милосердие"', '"сострадание"').replace("милосерди", "сострадани")
    material = gather(tmp_path, source)
    assert told(material, "not-found") == []
    monkeypatch.setattr(field, "FEWEST_WORDS", 10)
    finding, rent = told(material, "not-found")
    assert (finding.code, rent.code) == ("care", "barrier.rent")
    assert "found nowhere in 1 transcripts" in finding.message
    assert "add an indicator with the words people use" in finding.cure


def test_what_transcripts_have_is_not_misspelt(tmp_path: Path) -> None:
    source = SOUND.replace('"экономия"', '"экономия"\n    - "новая эфективность"', 1)
    assert len(told(gather(tmp_path, source), "misspelt")) == 1
    said = f"{TALK}Интервьюер: И?\nРеспондент: Новая эфективность.\n"
    assert told(gather(tmp_path, source, said), "misspelt") == []


def test_an_expression_that_runs_away_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = SOUND.replace('"милосердие"', '"милосердие"\n    - {regex: "м(и|л)+с"}', 1)
    monkeypatch.setattr("qualcode.tagging.listed.LONGEST_SEARCH", 1e-9)
    material = gather(tmp_path, source)
    (finding,) = told(material, "too-slow")
    assert "takes too long in ru.txt, and is left out" in finding.message
    assert finding.severity == "error"
    assert len(material.coded) == 1


def test_the_tables_count_what_was_found(tmp_path: Path) -> None:
    source = SOUND.replace('"милосердие"', '"милосердие"\n    - "вечер"', 1)
    source = source.replace('"экономия"', '"экономия"\n    - {term: штат, not: [жёсткий]}', 1)
    tables = make_tables(gather(tmp_path, source))
    assert {name: list(rows[0]) for name, rows in tables.items()} == {
        name: list(columns) for name, columns in COLUMNS.items()
    }
    rows = {str(row["indicator"]): row for row in tables.indicators}
    saving = rows["экономия"]
    assert (saving["hits"], saving["segments"], saving["respondents"]) == (4, 2, 1)
    assert (saving["types"], saving["masked"], saving["negated"]) == ("provider 1", 1, 1)
    assert (saving["alone"], saving["overlaps"], saving["conflict"]) == (0.5, "care 1", 1)
    assert saving["noise"] == 0
    (staff,) = (row for text, row in rows.items() if text.endswith("not [жёсткий]"))
    assert (staff["hits"], staff["excluded"]) == (0, 1)
    assert rows["вечер"]["noise"] > 1
    assert rows["save money"]["hits"] == 0
    codes = {str(row["code"]): row for row in tables.codes}
    assert (codes["saving"]["share"], codes["saving"]["indicators"]) == (1.0, 6)
    assert codes["saving"]["unused"] == 4
    (mask,) = tables.masks
    assert (mask["hid"], mask["tried"]) == (1, 1)


def test_without_transcripts_only_noise_and_examples_count(tmp_path: Path) -> None:
    tables = make_tables(Material(parse_codebook(SOUND, "codebook.yaml")))
    assert {row["hits"] for row in tables.indicators} == {0}
    assert tables.masks[0]["tried"] == 1
