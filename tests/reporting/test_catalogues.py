"""Every room that speaks to readers says the same in all languages, in the forms they have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import qualcode
from qualcode.study import REPORT_LANGUAGES

PACKAGE = Path(qualcode.__file__).parent
ROOMS = sorted(
    path.parents[1].relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("messages/en.yaml")
)
FORMS = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}}
# English has the words of the descriptions themselves.
ONLY_RUSSIAN = {"reporting/export": ("table.", "holds."), "reporting": ("problem.", "source.")}
# What Russian leaves as it is: names, statistics, files with their keys, commands and columns.
# The sheets of exports name columns of tables in every other line.
KNOWN = {
    "reporting": "qualcode SHA p n z max T COREQ Tong Sainsbury Craig "
    "study yaml coders coreq evaluate agree AC MASI u "
    "decisions check fix review settle codebook adopt deciding against",
    "reporting/agreement": "qualcode review settle disagreements csv u MASI SHA F AC n gamma coders"
    " Mathet Widl cher M tivier",
    "reporting/codebook": "qualcode SHA docx html out",
    "reporting/evaluation": "qualcode SHA F AC",
    "reporting/pseudonyms": "qualcode IBAN county from in keep kind replace replacement river to",
    "reporting/reading": "qualcode read confirm reading yaml",
    "review": "qualcode review import FILE codebook adopt decisions check fix tag suggest next "
    "a c j k m n x "
    "Ctrl Enter Esc Shift JavaScript",
}  # fmt: skip


def catalogue(room: str, language: str) -> dict[str, Any]:
    text = (PACKAGE / room / "messages" / f"{language}.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return read


def places(message: str | dict[str, str]) -> set[str]:
    text = message["other"] if isinstance(message, dict) else message
    return set(re.findall(r"\{(\w+)\}", text))


def faults(room: str) -> Iterator[str]:
    """Tell what is wrong with the messages of a room: one that is missing, a form, a place."""
    languages = {language: catalogue(room, language) for language in REPORT_LANGUAGES}
    alone = ONLY_RUSSIAN.get(room, ("\0",))
    for key in sorted({key for one in languages.values() for key in one}):
        having = {language: one[key] for language, one in languages.items() if key in one}
        if having.keys() != ({"ru"} if key.startswith(alone) else languages.keys()):
            yield f"{key} stands in {sorted(having)}"
        for language, message in having.items():
            if isinstance(message, dict) and message.keys() != FORMS[language]:
                yield f"{key} has the forms {sorted(message)} in {language}"
            elif not isinstance(message, dict | str):
                yield f"{key} is no text in {language}"
        texts = [one for one in having.values() if isinstance(one, dict | str)]
        if any(places(one) != places(texts[0]) for one in texts):
            yield f"{key} has other places in another language"


def test_all_rooms_are_found() -> None:
    assert {"reporting", "reporting/export", *KNOWN} <= set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_all_languages_have_the_same_messages_in_all_forms(room: str) -> None:
    assert len(catalogue(room, "en")) > 20
    assert list(faults(room)) == []


def test_faults_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("test_catalogues.PACKAGE", tmp_path)
    (tmp_path / "messages").mkdir()
    for language, text in (
        ("en", "same: '{a}'\nplace: '{a} and {b}'\nmissing: there\nnumber: 1\n"),
        ("ru", "same: '{a}'\nplace: '{a}'\nforms: {one: один, other: иной}\nnumber: один\n"),
    ):
        (tmp_path / "messages" / f"{language}.yaml").write_text(text, encoding="utf-8")
    assert list(faults(".")) == [
        "forms stands in ['ru']",
        "forms has the forms ['one', 'other'] in ru",
        "missing stands in ['en']",
        "number is no text in en",
        "place has other places in another language",
    ]


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "reporting/export"])
def test_no_english_words_are_left_in_russian(room: str) -> None:
    left = {
        key: words
        for key, message in catalogue(room, "ru").items()
        if not key.startswith("source.")  # journals and books have the names they have
        for text in (message.values() if isinstance(message, dict) else [message])
        if (
            words := set(re.findall(r"[A-Za-z]+", re.sub(r"\{\w+\}", "", text)))
            - set(KNOWN.get(room, "qualcode").split())
        )
    }
    assert left == {}
