"""What people and programs call the columns of a transcript."""

from __future__ import annotations

import re
from typing import Literal

from qualcode.language.labels import fold_label
from qualcode.reading.normal import normal_text

Kind = Literal["speaker", "text", "start", "stop", "span", "asked", "answered"]

# the surer name stands first: where a table has several, it is taken
NAMES: dict[Kind, tuple[str, ...]] = {
    "speaker": (
        *("speaker", "speaker name", "speaker label", "говорящий", "спикер", "кто говорит", "who"),
        *("кто", "имя говорящего", "имя спикера", "собеседник", "голос", "voice", "participant"),
        *("участник", "персонаж", "actor", "name", "имя", "role", "роль", "author", "user"),
        *("respondent", "респондент", "информант", "фио"),
    ),
    "text": (
        *("text", "реплика", "реплики", "текст", "utterance", "words", "transcript", "speech"),
        *("transcription", "transcribed text", "высказывание", "расшифровка", "речь", "слова"),
        *("текст реплики", "транскрипт", "что сказал", "фраза", "sentence", "предложение"),
        *("content", "message", "сообщение", "содержание", "dialogue", "диалог", "line", "caption"),
    ),
    "start": (
        *("start", "start time", "begin", "begin time", "time start", "начало", "время начала"),
        *("timestamp", "timecode", "time code", "таймкод", "тайм код", "time", "время", "from"),
        *("in", "in point", "tc", "tc in", "offset", "от"),
    ),
    "stop": (
        *("end", "end time", "stop", "finish", "конец", "окончание", "время окончания", "to"),
        *("время конца", "time end", "stop time", "out", "out point", "tc out", "до"),
    ),
    "span": ("timespan", "time span", "интервал", "диапазон", "промежуток"),
    "asked": ("question", "questions", "вопрос", "вопросы", "вопрос интервьюера"),
    "answered": ("answer", "answers", "ответ", "ответы", "response", "ответ респондента"),
}
# so few that a table lying in a folder is taken for a transcript by them
SURE: dict[str, int] = {"speaker": 13, "text": 16}
# a row for each hit, quotation or respondent: such a table is about transcripts
ABOUT = frozenset(
    "code codes код коды category категория score respondent respondents type тип".split()
)
# several interviews in one table
DOCUMENTS = (
    *("file", "filename", "file name", "document", "interview", "transcript", "source", "session"),
    *("файл", "имя файла", "документ", "интервью", "транскрипт", "источник", "запись"),
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
APART = re.compile(r"[\s_\-./]+")
SENTENCE = re.compile(r"[?!,;…]")  # in speech, never in a name
UNIT = re.compile(r"\s*[(\[](?P<unit>[^()\[\]]{1,12})[)\]]\s*$")


def plain_name(written: str) -> str:
    """Bring the name of a column to one form: `startTime`, `Start_time (s)` → `start time`."""
    bare = UNIT.sub("", normal_text(written).strip())
    if SENTENCE.search(bare):
        return ""
    return fold_label(APART.sub(" ", CAMEL.sub(" ", bare)))


def unit_of(written: str) -> str:
    """Give the unit that a column names: `start (ms)` → `ms`, `startMs` → `ms`."""
    if found := UNIT.search(written.strip()):
        return found["unit"].strip().casefold()
    last = APART.sub(" ", CAMEL.sub(" ", written.strip())).casefold().split(" ")[-1]
    return last if last in {"ms", "мс"} else ""


def rank(name: str, kind: Kind) -> int:
    """Tell how surely a plain name is that of a kind, 0 being surest; -1 for any other name."""
    bare = name.removesuffix(" ms").removesuffix(" мс")
    return NAMES[kind].index(bare) if bare in NAMES[kind] else -1


def is_sure(name: str, kind: Kind) -> bool:
    """Tell whether a name is that of a kind and hardly ever anything else."""
    return 0 <= rank(name, kind) < SURE.get(kind, len(NAMES[kind]))
