"""A study of seven respondents of one language and three of another, coded by two people.

The machine finds `saving` where it is and misses two; of `care` it finds three too many.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from small_study import CODEBOOK, write

if TYPE_CHECKING:
    from qualcode.analysis.agreement import Evaluation

HEADER = ("file", "speaker", "start", "stop", "text", "codes")
RESPONDENTS = range(1, 8)

Row = tuple[str, str, str, str]  # file, speaker, words, codes
Evaluate = Callable[..., "Evaluation"]


def talk_of(number: int) -> tuple[str, str, str]:
    """Return three answers: of saving, of care, and of saving in words the machine lacks."""
    return (
        f"Нас тут {number * 11} человек, и всюду экономия.",
        f"Пришли {number * 13} заявок на заботу о людях.",
        f"Ремонт отложили, {number * 17} рублей нет.",
    )


ENGLISH = (
    "We save money on paper.",
    "Their dignity comes first.",
    "We did not save money in the end.",
)


def write_coded_study(folder: Path) -> Path:
    """Write study, transcripts and the tables of two coders, anna.csv and boris.csv."""
    table = ["file,speaker,respondent,type"]
    for number in RESPONDENTS:
        lines = [f"Интервьюер: Вопрос {number}?"]
        for answer in talk_of(number):
            lines += [f"Респондент: {answer}", "Интервьюер: А ещё?"]
        write(folder / "transcripts" / f"ru0{number}.txt", "\n".join(lines) + "\n")
        kind = "ngo_provider" if number < 4 else "public_provider"
        table.append(f"ru0{number}.txt,Респондент,R{number},{kind}")
    for number, answer in enumerate(ENGLISH, 1):
        talk = f"Interviewer: What has changed?\nRespondent: {answer}\n"
        write(folder / "transcripts" / f"en0{number}.txt", talk)
        table.append(f"en0{number}.txt,Respondent,E{number},ngo_provider")
    write(folder / "respondents.csv", "\n".join(table) + "\n")
    write(folder / "codebook.yaml", CODEBOOK)
    study = "transcripts: transcripts\ncodebook: codebook.yaml\nrespondents: respondents.csv\n"
    write(folder / "study.yaml", study)
    write(folder / "anna.csv", render_table(rows_of_anna()))
    write(folder / "boris.csv", render_table(rows_of_boris()))
    return folder


def rows_of_anna() -> list[Row]:
    """Return what Anna coded: saving in 9 of 21 Russian stretches, care in 4."""
    rows = []
    for number in RESPONDENTS:
        given = ("saving", "care" if number % 2 else "", "saving" if number < 3 else "")
        for text, codes in zip(talk_of(number), given, strict=True):
            rows.append((f"ru0{number}.txt", "Респондент", text, codes))
    rows.append(("en01.txt", "Respondent", ENGLISH[0], "saving"))
    rows.append(("en02.txt", "Respondent", ENGLISH[1], "saving care"))
    rows.append(("en03.txt", "Respondent", ENGLISH[2], ""))
    return rows


def rows_of_boris() -> list[Row]:
    """Return what Boris coded: as Anna, but no saving in the talk of R1, and nothing of R7."""
    rows = [row for row in rows_of_anna() if row[0] != "ru07.txt"]
    return [
        (*row[:3], row[3].replace("saving", "").strip()) if row[0] == "ru01.txt" else row
        for row in rows
    ]


def render_table(
    rows: Iterable[Sequence[str]], header: Sequence[str] = HEADER, delimiter: str = ","
) -> str:
    """Return rows of file, speaker, words, codes as a CSV with offsets that count up."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    start = 0
    for file, speaker, words, codes in rows:
        cells = {
            "file": file, "speaker": speaker, "start": str(start),
            "stop": str(start + len(words)), "text": words, "codes": codes,
        }  # fmt: skip
        start += len(words) + 1
        writer.writerow([cells[name] for name in header])
    return text.getvalue()
