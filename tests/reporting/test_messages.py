import re
from pathlib import Path

import pytest
import yaml

import qualcode.reporting
from qualcode.reporting.messages import Messages, load_messages
from qualcode.study import REPORT_LANGUAGES

ROOM = Path(qualcode.reporting.__file__).parent
CATALOGUES = {
    language: yaml.safe_load((ROOM / "messages" / f"{language}.yaml").read_text(encoding="utf-8"))
    for language in REPORT_LANGUAGES
}
FORMS = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}}


def test_all_languages_have_the_same_messages() -> None:
    assert CATALOGUES["en"].keys() == CATALOGUES["ru"].keys()


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


def test_no_english_words_are_left_in_russian() -> None:
    known = {"qualcode", "SHA", "p", "n", "z", "max", "T", "COREQ", "coreq", "study", "yaml"}
    known |= {"evaluate", "Tong", "Sainsbury", "Craig"}
    for key, message in CATALOGUES["ru"].items():
        for text in message.values() if isinstance(message, dict) else [message]:
            words = set(re.findall(r"[A-Za-z]+", re.sub(r"\{\w+\}", "", text)))
            assert words <= known, key


def test_every_message_is_used() -> None:
    """A key stands in the code as it is, or its beginning does where the rest is filled in."""
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted(ROOM.rglob("*"))
        if path.suffix in (".py", ".j2")
    )
    filled_in = {
        "title": "section ~ \".title\"", "column": "column.{key}", "role": "role.",
        "level": "level.",
        "relation": "relation.{id}", "evidence": "evidence.{key}", "fact": "fact.{key}",
        "reason": "reason.{reason}", "polarity": "{kind}.{value}", "voice": "{kind}.{value}",
        "modality": "{kind}.{value}", "method": "\"method.\" ~ key", "joint": "\"joint.\" ~ kind",
        "fit": "fit.{fit}", "scale": "scale.{row", "errors": "errors.n_{", "ranks": "ranks.{row",
            "survey": "survey.{stance}_by", "sides": "sides.{what}", "by": "by.{name}",
        "paragraph": "paragraph.taken.{", "coreq": "coreq.{number}", "filter": "filter.{kind}",
    }  # fmt: skip
    for key in CATALOGUES["en"]:
        kind, _, rest = key.partition(".")
        beginning = filled_in.get("title" if rest == "title" else kind)
        assert f'"{key}"' in code or f"'{key}'" in code or (beginning and beginning in code), key


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("en", 1, "1 respondent"),
        ("en", 2, "2 respondents"),
        ("ru", 1, "1 респондент"),
        ("ru", 3, "3 респондента"),
        ("ru", 11, "11 респондентов"),
        ("ru", 21, "21 респондент"),
        ("ru", 1005, "1\N{NO-BREAK SPACE}005 респондентов"),
        ("en", 1005, "1,005 respondents"),
    ],
)
def test_numbers_take_the_form_of_their_language(language: str, number: int, words: str) -> None:
    assert load_messages(language).count("n.respondents", number) == words


def test_numbers_have_the_decimal_sign_of_their_language() -> None:
    assert load_messages("en").number(2.5, 1) == "2.5"
    assert load_messages("ru").number(0.5, 1) == "0,5"


def test_values_are_no_patterns() -> None:
    messages = Messages("en", {"said": "“{words}”"})
    assert messages.text("said", words="{words} {n.__class__}") == "“{words} {n.__class__}”"


@pytest.mark.parametrize(
    ("code", "name"), [("ru", "Russian"), ("qq", "qq"), ("<b>", "<b>"), ("", "language not told")]
)
def test_languages_are_named(code: str, name: str) -> None:
    assert load_messages("en").language_name(code) == name


def test_a_language_without_a_catalogue_is_served_in_english() -> None:
    assert load_messages("de").language == "en"
