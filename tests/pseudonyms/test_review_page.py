"""The page and the table of what was found: every word of theirs is there, nothing in them runs."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from test_finding import transcript

from qualcode.pseudonyms.corpus import pseudonymise
from qualcode.pseudonyms.kinds import KINDS
from qualcode.pseudonyms.names_list import Entry
from qualcode.pseudonyms.review import render_table
from qualcode.reporting import pseudonyms as pages
from qualcode.reporting.messages import load_messages

ROOM = Path(pages.__file__).parent
SOURCES = [
    *sorted((ROOM.parents[1] / "pseudonyms").glob("*.py")),
]
HOSTILE = '<img src=x onerror="alert(1)">'


def test_every_kind_ground_and_reason_has_its_words() -> None:
    keys = set(load_messages("en", "qualcode.reporting.pseudonyms").texts)
    assert {f"kind.{kind}" for kind in KINDS} <= keys
    said = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    for reason in re.findall(r'Doubt\([^()]*(?:\([^()]*\)[^()]*)*?"(\w+)"(?:, people)?\)', said):
        assert f"reason.{reason}" in keys or reason == "silent"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_page_of_hostile_names_is_inert(language: str) -> None:
    talk = transcript(
        ("Седова Анна", f"Мы с Петром Яковлевым {HOSTILE} из Твери. Роман спит, Хрюндель нет."),
        ("Р", f"«{HOSTILE}» и ООО «{HOSTILE}» и =1+1"),
        id=f"{HOSTILE}.txt",
    )
    entries = (Entry(2, "person", "=1+1", ()), Entry(3, "", HOSTILE, (), keep=True))
    whole = pseudonymise([talk], entries)
    page = pages.render_page(whole, entries, "review.csv", language)
    assert page == pages.render_page(whole, entries, "review.csv", language)
    assert "<img" not in page
    assert "script-src &#39;none&#39;" in page
    assert f'<html lang="{language}">' in page
    placeholder = "[Имя-" if language == "ru" else "[Name-"
    assert placeholder in page


def test_an_empty_corpus_has_a_page_too() -> None:
    whole = pseudonymise([transcript(("Р", "да"))])
    assert "Nothing was found" in pages.render_page(whole, (), "review.csv")


def test_no_cell_of_the_table_is_a_formula() -> None:
    whole = pseudonymise([transcript(("Р", "- =1+1 да, Анна"), id="=a.txt")])
    entries = (Entry(2, "person", "=1+1", ("-a", "+b")),)
    text = render_table(whole, entries).decode("utf-8-sig")
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]
    assert "'=1+1" in cells
