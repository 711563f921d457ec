import re
from pathlib import Path

import pytest

import qualcode.reporting
from qualcode.reporting.messages import Messages, load_messages

ROOM = Path(qualcode.reporting.__file__).parent


def test_every_message_is_used() -> None:
    """A key stands in the code as it is, or as a text in which a part is filled in."""
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted(ROOM.rglob("*"))
        if path.suffix in (".py", ".j2")
    )
    written = set(re.findall(r"""["']([a-z_0-9.]+)["']""", code))
    beginnings = re.findall(r'"([a-z_]+\.)" ~', code)
    filled = re.findall(
        r'f"([a-z_]+\.[a-z_0-9.]*\{[^"]*)"|f\'([a-z_]+\.[a-z_0-9.]*\{[^\']*)\'', code
    )
    patterns = [re.escape(beginning) + r"\w+" for beginning in beginnings]
    patterns += [re.sub(r"\\\{.*?\\\}", r"\\w+", re.escape(one or other)) for one, other in filled]
    patterns += [r"\w+\.title", r"(polarity|voice|modality)\.\w+"]  # sections, marks
    used = re.compile("|".join(patterns))
    keys = load_messages("en").texts
    assert [key for key in keys if key not in written and not used.fullmatch(key)] == []


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
