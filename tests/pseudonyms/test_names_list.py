"""The list that people keep: it wins over all rules, and nothing in it is code."""

from __future__ import annotations

import pytest
from test_finding import new_text, replaced, transcript

from qualcode.errors import NamesError
from qualcode.pseudonyms.corpus import pseudonymise
from qualcode.pseudonyms.names_list import Entry, parse_names

HEAD = "kind,name,forms,replacement\n"


def parse(rows: str) -> tuple[Entry, ...]:
    return parse_names((HEAD + rows).encode(), "names.csv")


def test_a_line_says_what_is_replaced_by_what() -> None:
    entries = parse(
        "person,Петрова Мария Ивановна,Маша; Машенька,\n"
        "имя,Лев Толстой,,keep\n"
        "organisation,Центр «Забота»,,[центр]\n"
        ",Слово,,оставить\n"
    )
    assert [(one.kind, one.forms, one.keep, one.replacement) for one in entries] == [
        ("person", ("Маша", "Машенька"), False, ""),
        ("person", (), True, ""),
        ("organisation", (), False, "[центр]"),
        ("", (), True, ""),
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("human,Анна,,\n", "is no kind"),
        (",Анна,,\n", "`kind` is empty"),
        ("person,,,\n", "`name` is empty"),
        ("person,Анна,,[Имя-3]\n", "the replacement is too long, or has a number"),
        ("person,Анна,\n", "has 3 cells"),
        ("person,Анна,,keep\nperson,анна,,\n", "is here again, with another replacement"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_line(rows: str, message: str) -> None:
    with pytest.raises(NamesError) as caught:
        parse(rows)
    assert any(message in one.message and one.line for one in caught.value.problems)


def test_a_table_without_the_columns_is_refused() -> None:
    with pytest.raises(NamesError, match="has no column `name`"):
        parse_names(b"kind,who,forms,replacement\n", "names.csv")


def test_a_diminutive_is_the_same_person_when_the_list_says_so() -> None:
    entries = parse("person,Петрова Мария Ивановна,Маша,\n")
    words = "Маша пришла, Маше плохо, а Петрова М. И. ждала, и Мария Ивановна."
    expected = "[Имя-1] пришла, [Имя-1] плохо, а [Имя-1] ждала, и [Имя-1]."
    assert replaced(words, *entries) == expected


def test_what_is_kept_is_never_replaced_in_any_form() -> None:
    entries = parse("person,Лев Толстой,Толстой,keep\nplace,Москва,,keep\n")
    words = "Лев Толстой жил не в Москве. Толстого читали, а Седова нет."
    assert replaced(words, *entries) == (
        "Лев Толстой жил не в Москве. Толстого читали, а [Имя-1] нет."
    )


def test_a_longer_line_wins_over_a_shorter_one() -> None:
    entries = parse("organisation,Центр Седова,,keep\nperson,Седов,,\n")
    assert replaced("В Центре Седова был Седов.", *entries) == "В Центре Седова был [Имя-1]."


def test_a_word_that_is_ordinary_too_needs_its_capital() -> None:
    entries = parse("person,Вера,,\n")
    assert replaced("Вера в людей есть, а вера в нас?", *entries) == (
        "[Имя-1] в людей есть, а вера в нас?"
    )


def test_an_own_replacement_stands_as_it_is_written() -> None:
    entries = parse("person,Седова,,[директор центра]\n")
    assert replaced("Пришла Седова.", *entries) == "Пришла [директор центра]."


@pytest.mark.parametrize(
    "name",
    ["=1+1", "<script>alert(1)</script>", ".*", "(a|aa)+$", "[", "\\d", "@cmd", "a{9}", "А.В."],
)
def test_hostile_names_are_looked_for_as_they_are_written(name: str) -> None:
    entry = Entry(2, "person", name, ())
    assert replaced(f"это {name} тут, aaaa 5", entry) == "это [Имя-1] тут, aaaa 5"


def test_the_list_goes_for_labels_too() -> None:
    whole = pseudonymise(
        [transcript(("Седова", "Да."), ("Мама", "Нет."))],
        parse("person,Седова,,keep\nperson,Мама,,[мать]\n"),
    )
    assert new_text(whole) == "Седова: Да.\nмать: Нет.\n"
    assert whole.transcripts[0].labels == {"Мама": "мать"}
