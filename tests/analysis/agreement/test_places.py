"""Stretches are found by their words, wherever and however the coder's file had them."""

from __future__ import annotations

import pytest

from qualcode.analysis.agreement.coders import Stretch
from qualcode.analysis.agreement.places import make_talk, place_stretches

Turn = tuple[str, str, str]  # speaker, role, words


def turns_of(*told: Turn) -> list[dict[str, str | int]]:
    turns, start = [], 0
    for number, (speaker, role, text) in enumerate(told, 1):
        turns.append(
            {
                "transcript": "a.txt", "turn": number, "speaker": speaker, "voice": "",
                "role": role, "start": start, "stop": start + len(text), "text": text,
            }
        )  # fmt: skip
        start += len(text) + 1
    return turns


INTERVIEW = turns_of(
    ("И", "interviewer", "Как у вас с деньгами?"),
    ("Р", "respondent", "Да. Денег нет, но мы держимся. Заявок двадцать, и все срочные!"),
    ("И", "interviewer", "Правда?"),
    ("Р", "respondent", "Да. Ещё бы. Всё посчитано до копейки, приходите, покажу бумаги."),
    ("З", "respondent", "Да. Я могу подтвердить, бумаги у меня."),
    ("?", "unknown", "Дверь закройте, пожалуйста, дует."),
)


def place(*stretches: tuple[str, int | None] | tuple[str, int | None, str]) -> list[str]:
    """Return for each stretch the words of its place, or why it has none."""
    talk = make_talk(turn for turn in INTERVIEW if turn["role"] == "respondent")
    others = make_talk(turn for turn in INTERVIEW if turn["role"] != "respondent")
    rows = [
        Stretch(line, "a.txt", start, speaker[0] if speaker else "", text, frozenset())
        for line, (text, start, *speaker) in enumerate(stretches, 2)
    ]
    placed, unplaced = place_stretches(talk, others, rows)
    told = {
        one.stretch.line: f"{one.words[0]}: {' '.join(talk.words[slice(*one.words)])}"
        + ("" if one.whole else " (in part)")
        for one in placed
    }
    told |= {one.stretch.line: f"{one.message}; {one.cure}" for one in unplaced}
    return [told[line] for line in sorted(told)]


def test_words_decide_and_signs_do_not() -> None:
    assert place(("денег нет -- но мы ДЕРЖИМСЯ", None)) == ["1: денег нет но мы держимся"]


def test_the_same_words_twice_are_told_by_what_stands_around() -> None:
    """Offsets are of another file: only their order and distance count."""
    found = place(
        ("Денег нет, но мы держимся.", 1_010),
        ("Да.", 1_100),  # after this one: the second
        ("Всё посчитано до копейки", 1_130),
        ("Да.", 1_000),
        ("Да.", 1_300),
        ("Я могу подтвердить", 1_310),
    )
    assert found == [
        "1: денег нет но мы держимся", "11: да", "14: все посчитано до копейки",
        "0: да", "21: да", "22: я могу подтвердить",
    ]  # fmt: skip


def test_without_offsets_they_are_taken_in_order() -> None:
    assert place(("Да.", None), ("Да.", None), ("Да.", None), ("Да.", None)) == [
        "0: да", "11: да", "21: да",
        "stands once more than its words are said; delete one of the lines",
    ]  # fmt: skip


def test_times_of_captions_stand_between() -> None:
    vtt = (
        "Денег нет,</v>\n\n00:02:30.877 --> 00:02:38.392\n<v Anna S.>но мы держимся.</v>\n\n"
        "00:02:39.000 --> 00:02:41.000\n<v Anna S.>Заявок двадцать, и все срочные!"
    )
    srt = (
        "9\n00:00:49,400 --> 00:00:55,200\nВсё посчитано\nдо копейки,\n\n"
        "10\n0:00:56 --> 0:00:58\nприходите"
    )
    assert place((vtt, 0), (srt, 900)) == [
        "1: денег нет но мы держимся заявок двадцать и все срочные",
        "14: все посчитано до копейки приходите",
    ]


def test_lines_round_the_talk_may_be_left_out() -> None:
    assert place(("Всё посчитано до копейки.\n\n---\nконец записи 01:12:00", 5)) == [
        "14: все посчитано до копейки (in part)"
    ]


def test_a_pause_noted_in_the_middle_does_not_cost_the_other_half() -> None:
    text = "Всё посчитано до копейки,\n\n[звонок, запись остановлена]\n\nприходите, покажу бумаги."
    assert place((text, 5)) == ["14: все посчитано до копейки приходите покажу бумаги (in part)"]


def test_a_word_more_or_less_does_no_harm() -> None:
    text = "Ещё бы. [звонок] Всё посчитано вообще до копейки, приходите, покажу бумаги."
    assert place((text, 0)) == [
        "12: еще бы все посчитано до копейки приходите покажу бумаги (in part)"
    ]


def test_what_was_never_said_is_told() -> None:
    assert (
        place(
            ("Совсем другие слова о погоде", 0),
            ("мы покажу все", 0),  # words of the talk, but never together
        )
        == ["was not found in the transcript; copy its words from there"] * 2
    )


@pytest.mark.parametrize(
    ("text", "speaker", "told"),
    [
        ("Как у вас с деньгами?", "", "is said by `И`, taken for the interviewer;"),
        ("Дверь закройте, пожалуйста", "", "is said by `?`, someone of unknown role;"),
        ("Я могу подтвердить", "Р.", "is said by `З`, not by `Р.`; correct one"),
    ],
)
def test_words_of_somebody_else_are_told(text: str, speaker: str, told: str) -> None:
    (said,) = place((text, 0, speaker))
    assert said.startswith(told)


def test_the_speaker_decides_between_places() -> None:
    assert place(("Да.", 0, "З:")) == ["21: да"]


def test_a_speaker_nobody_knows_decides_nothing() -> None:
    """Dash dialogues: the coder's table has a dash, the transcript `— 2`."""
    assert place(("Я могу подтвердить", 0, "—")) == ["22: я могу подтвердить"]


def test_a_stretch_may_go_on_in_the_next_turn() -> None:
    assert place(("все срочные! Да. Ещё бы.", 0)) == ["9: все срочные да еще бы"]
