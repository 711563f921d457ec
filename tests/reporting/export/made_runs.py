"""Runs that exports are made of, and what they hold read back."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from constructed_run import Said, make_run, make_table

from qualcode.reporting.export.gathered import Gathered, gather
from qualcode.runs.read import Run

TABLE = make_table(
    {"P1": "admin", "P2": "admin", "N1": "ngo", "N2": "ngo"},
    region={"P1": "Север", "P2": "South", "N1": "South", "N2": ""},
)
TALK = {
    "a.txt": [
        Said("", "How do you work?"),
        Said(
            "P1",
            "We {efficiency.saving:save money} {~conflict:instead of} {humanization.care:care}",
        ),
        Said("P2", "They {efficiency.saving@:save money} all day"),
        Said("P2", "I {efficiency.targets!:target} nothing"),
    ],
    "b.txt": [
        Said("N1", "Only {humanization.care:care}"),
        Said("N2", "Мы {humanization.care:заботимся} = 1+1", "ru"),
    ],
}  # fmt: skip
HOSTILE = (
    *("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://example.org")', "<b>&amp;]]></b>"),
    *("a\x00b\x0bc\x1f", "\uffff\ufffe", "\ud800 alone", "x" * 40_000, 'a,b;c\t"d"\r\ne', "😀"),
)

needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("localc")),
    reason="LibreOffice (soffice and localc) is not installed",
)


def small_run() -> Run:
    return make_run(TALK, TABLE, study={"title": "Study", "title_ru": "Исследование"})


def gathered(language: str = "en", run: Run | None = None, **choices: object) -> Gathered:
    from qualcode.analysis.results import Choices

    return gather(run or small_run(), Choices(draws=99, resamples=100, **choices), language)


def empty_run() -> Run:
    return make_run({"a.txt": [Said("", "Hello?")]})


def lone_run() -> Run:
    """One respondent, of no type, who says nothing that is coded."""
    return make_run({"a.txt": [Said("", "Hello?"), Said("P1", "Nothing")]})


def read_csv(path: Path, **dialect: str) -> list[dict[str, str]]:
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, **dialect))


def parse_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def converted(source: Path, kind: str, folder: Path) -> Path:
    """Let LibreOffice open a file and save it in another format."""
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", kind, "--outdir", str(folder), str(source)),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / f"{source.stem}.{kind.partition(':')[0]}"
