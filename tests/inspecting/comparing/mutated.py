"""A codebook as plain data, its YAML, and talk that all of it can be found in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qualcode.codebook import parse_codebook
from qualcode.files import find_transcripts
from qualcode.guidance import Guidance
from qualcode.inspecting.comparing import compare_codings, match_codebooks
from qualcode.inspecting.comparing.comparison import Outcome
from qualcode.model.codebook import Codebook
from qualcode.pipeline import Corpus, read_corpus
from qualcode.respondents import parse_respondents

TALK = """\
Интервьюер: Расскажите, что изменилось? Экономия?
Респондент: Началась экономия. Экономия мешает заботе о людях. Это не экономия времени, а забота.
Интервьюер: А забота?
Респондент: Потом прошло сокращение штата, но забота осталась. Мы не хотим сокращения ставок.
Интервьюер: А деньги?
Респондент: Денег нет. Нам бы денег на заботу. Раньше деньги были, и помощь людям была.
Интервьюер: И всё?
Респондент: Без экономии не бывает помощи. Говорят, что экономия нужна. Забота, помощь, люди.
Интервьюер: Ещё что?
Респондент: Помощь пришла вовремя.
"""
TABLE = "file,speaker,respondent,type\nru01.txt,Респондент,R1,ngo\n"

INDICATORS: tuple[Any, ...] = (
    "экономия",
    "забота",
    "деньги",
    "помощь ... человек",
    "сокращение ставка|штат",
    "сокращение",
    {"term": "экономия", "not": ["время"], "within": "sentence"},
    {"near": ["забота", "человек"], "within": 4},
    {"term": "деньги", "who": "ngo"},
    {"term": "забота", "question": "q1"},
    {"regex": "помощ"},
    {"code": "other"},
)


def basic() -> dict[str, Any]:
    """Return a codebook as data: three codes, one of which can be referred to."""
    return {
        "codebook": {
            "id": "tried",
            "title": "Tried",
            "version": "1.0.0",
            "languages": ["ru", "en"],
        },
        "respondent_types": [{"id": "ngo", "name": "NGO"}],
        "guide": [{"id": "q1", "text": "Расскажите, что изменилось?"}],
        "codes": [
            code("saving", ["экономия", "сокращение ставка|штат"], exclude=["экономия время"]),
            code("care", ["забота", {"near": ["забота", "человек"], "within": 4}]),
            code("other", ["деньги"]),
        ],
        "tensions": [
            {"id": "t", "name": "T", "poles": ["saving", "care"], "levels": ["segment", "answer"]}
        ],
        "relations": [{"id": "conflict", "name": "Conflict", "cues": {"ru": ["мешать"]}}],
    }


def code(id: str, indicators: list[Any], exclude: list[str] | None = None) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": id, "name": id, "definition": "d", "use_when": "u", "do_not_use_when": "n",
        "indicators": {"ru": indicators},
    }  # fmt: skip
    return made | ({"exclude": {"ru": exclude}} if exclude else {})


def parse(data: dict[str, Any], file: str = "codebook.yaml") -> Codebook:
    """Parse the codebook; JSON is YAML. A line each for codes, so that lines differ."""
    return parse_codebook(json.dumps(data, ensure_ascii=False, indent=1), file)


def read(folder: Path, talk: str = TALK) -> Corpus:
    folder.mkdir(exist_ok=True)
    (folder / "ru01.txt").write_text(talk, encoding="utf-8")
    table = parse_respondents(TABLE.encode(), "respondents.csv")
    return read_corpus(find_transcripts([folder]), Guidance(table, ("Интервьюер",)))


def compare(corpus: Corpus, old: dict[str, Any], new: dict[str, Any]) -> Outcome:
    return compare_codings(corpus, match_codebooks(parse(old, "old"), parse(new, "new")))
