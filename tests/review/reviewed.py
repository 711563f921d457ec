"""A study of four interviews to review, and lines as the page would send them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from small_study import CODEBOOK, ENGLISH, RUSSIAN, write

from qualcode.review.desk import Desk
from qualcode.review.opening import Asked, Shelf, open_desk
from qualcode.runs.read import Run

STUDY = """\
title: "Reviewed study"
title_ru: "Обзор"
transcripts: transcripts
codebook: codebook.yaml
respondents: respondents.csv
"""
LONG = """\
Интервьюер: Что важнее?
Респондент: Забота. Ну \U0001f642, и всё остальное потом.
Интервьюер: А деньги?
Респондент: Да.
Интервьюер: А люди?
Респондент: Да.
Интервьюер: И последнее?
Респондент: Тут экономия, там экономия, а работать некому. <script>alert(1)</script>
"""
PLAIN = """\
Interviewer: Anything else?
Respondent: Nothing I can think of. The roof was mended in spring.
Interviewer: And the staff?
Respondent: They come and go. It is a long way from town.
"""
TABLE = """\
file,speaker,respondent,type,region
ru01.txt,Респондент,R1,ngo_provider,Север
en01.txt,Respondent,R2,public_provider,South
ru02.txt,Респондент,R3,public_provider,Север
en02.txt,Respondent,R4,ngo_provider,South
"""
Line = dict[str, Any]


def write_reviewed(folder: Path) -> Path:
    """Write the study and tag it."""
    from qualcode.cli import main

    talks = {"ru01": RUSSIAN, "en01": ENGLISH, "ru02": LONG, "en02": PLAIN}
    for name, talk in talks.items():
        write(folder / "transcripts" / f"{name}.txt", talk)
    write(folder / "codebook.yaml", CODEBOOK)
    write(folder / "respondents.csv", TABLE)
    write(folder / "study.yaml", STUDY)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["qualcode", "tag"])
        with pytest.raises(SystemExit) as ended:
            main()
    assert not ended.value.code
    return folder


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The run, its study, and where decisions about it go."""

    run: Run
    study: Path
    decisions: Path

    @property
    def shelf(self) -> Shelf:
        return Shelf(self.run, self.decisions, self.decisions.parent / "suggestions")

    def desk(self, coder: str = "ANNA", **asked: Any) -> Desk:
        return open_desk(self.shelf, Asked(coder, **asked))


def line(transcript: Mapping[str, Any], action: str, at: int, stop: int, **more: Any) -> Line:
    """Return a line about a stretch of a transcript, as the page makes it."""
    text = transcript["text"]
    return {
        "id": str(uuid4()),
        "action": action,
        "transcript": transcript["id"],
        "text_sha256": transcript["text_sha256"],
        "start": at,
        "stop": stop,
        "quote": text[at:stop],
        "before": text[max(0, at - 60) : at],
        "after": text[stop : stop + 60],
        **more,
    }


def opened(desk: Desk, id: str) -> dict[str, Any]:
    """Return a transcript by its id, as the desk gives it."""
    return desk.transcript_json(desk.material.ids.index(id))


def on(transcript: Mapping[str, Any], words: str, action: str, **more: Any) -> Line:
    """Return a line about the first place of some words."""
    at = transcript["text"].index(words)
    return line(transcript, action, at, at + len(words), **more)


def of_segment(transcript: Mapping[str, Any], number: int, action: str, **more: Any) -> Line:
    """Return a line about a whole segment."""
    one = next(one for one in transcript["segments"] if one["number"] == number)
    return line(transcript, action, one["start"], one["stop"], **more)
