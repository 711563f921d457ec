"""Sentences with the scores a reader finds in them, one file for each language."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from said import scores_in, transcript_of, write_line

from qualcode.scores import find_scores
from qualcode.scores.words import LANGUAGES, Words, load_lists
from qualcode.segmenting import segment_transcript

FOLDER = Path(__file__).parent
SENTENCES = {
    language: [
        line.split(" => ")
        for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        if " => " in line
    ]
    for language in LANGUAGES
}
ALL = [pair for pairs in SENTENCES.values() for pair in pairs]


@pytest.mark.parametrize(("line", "expected"), ALL, ids=[line for line, _ in ALL])
def test_sentences(line: str, expected: str) -> None:
    assert write_line(line) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_of_either_kind(language: str) -> None:
    found = [expected != "-" for _, expected in SENTENCES[language]]
    assert min(sum(found), len(found) - sum(found)) >= 40


def test_all_languages_have_the_same_lists() -> None:
    first, *others = (load_lists(language) for language in LANGUAGES)
    for other in others:
        assert other.words.keys() == first.words.keys()


def test_a_question_counts_for_the_turn_that_answers_it() -> None:
    asked = "Как бы вы оценили работу по десятибалльной шкале?"
    (score,) = scores_in(asked, "Семь.")
    assert (score.value, score.scale.known, score.scale.high) == (7, "asked", 10)
    assert scores_in(asked, "Подумаю.", "Хорошо, сколько вас?", "Семь.") == ()
    assert scores_in(asked, "Не знаю. Сложно. Мы работаем. Мы стараемся. Семь.") == ()


def test_a_question_reaches_over_the_turns_of_other_respondents() -> None:
    turns = ("Оцените уход от одного до пяти.", "Пять.", "За еду — четыре с половиной.")
    first, second = scores_in(*turns, speakers="?AB")
    assert (first.value, second.value, second.scale.known, second.scale.high) == (
        5,
        4.5,
        "asked",
        5,
    )
    told = "Автобус у нас ходит редко."
    between = (turns[0], *(told,) * 3, "Четыре.")
    assert [one.value for one in scores_in(*between, speakers="?ABAC")] == [4]
    assert scores_in(turns[0], told, *between[1:], speakers="?BABAC") == ()
    assert scores_in(turns[0], told, "А сколько вас?", "Четыре.", speakers="?A?B") == ()
    assert scores_in(turns[0], "Пять.", "Два? Или три?", speakers="?A?")[1:] == ()


def test_numbers_that_no_decimal_is_said_with_stay_two() -> None:
    asked = "Какие у вас оценки?"
    for told in ("4 и 5.", "Двадцать и три.", "Четыре и двенадцать.", "Четыре, и пять."):
        assert not any(score.value % 1 for score in scores_in(asked, told)), told


def test_a_school_mark_keeps_its_scale() -> None:
    asked, said, carried = (
        scores_in(*turns)[-1].scale
        for turns in (
            ("Оцените по десятибалльной шкале.", "Ну, троечка."),
            ("И как?", "По десятибалльной — троечка."),
            ("И как?", "Уход — девять из десяти. А еда — троечка."),
        )
    )
    assert (asked.known, asked.high) == ("asked", 10)
    assert (said.known, said.high) == ("said", 10)
    assert (carried.known, carried.low, carried.high) == ("assumed", 1, 5)


def test_scores_of_one_breath_share_their_scale() -> None:
    first, second, third = scores_in(
        "Оцените власть от одного до пяти.", "Моё личное — четыре. Управления — три. Мэрии — два."
    )
    assert [one.value for one in (first, second, third)] == [4, 3, 2]
    assert {(one.scale.low, one.scale.high) for one in (first, second, third)} == {(1, 5)}


def test_interviewers_say_scores_too() -> None:
    score = scores_in("То есть твёрдая четвёрка?", "Да.")[0]
    assert (score.segment, score.value) == (1, 4)


def test_remarks_were_not_said() -> None:
    assert scores_in("Ну (четыре из пяти) хорошо, поставили нам оценку.") == ()
    (score,) = scores_in("Ставлю (смеётся) пять с минусом.")
    assert (score.words, score.nuance) == ("пять с минусом", "с минусом")


def test_places_are_those_of_the_transcript() -> None:
    transcript = transcript_of("Как?", "Уход — 4,5 балла. А питание — твёрдая «тройка».")
    for score in find_scores(transcript, segment_transcript(transcript)):
        assert transcript.text[score.start : score.stop] == score.words


def test_a_language_without_lists_has_no_scores() -> None:
    transcript = transcript_of("Ich gebe 4,5 von 5 Punkten, und das ist nicht schlecht.")
    segments = segment_transcript(transcript, told={1: "de"})
    assert find_scores(transcript, segments) == ()


def test_letters_tell_where_the_language_is_not_known() -> None:
    for text in ("4.5 из 5", "4.5 out of 5"):
        transcript = transcript_of(text)
        (score,) = find_scores(transcript, segment_transcript(transcript, told={1: ""}))
        assert (score.value, score.scale.high) == (4.5, 5)


def test_words_may_stand_for_endings_beginnings_and_phrases() -> None:
    words = Words(["оцен*", "*ку", "*балльн*", "not bad", "a b*"])
    assert "оценка" in words
    assert "тройку" in words
    assert "десятибалльной" in words
    assert "not" not in words
    assert words.length_at(("it", "is", "not", "bad"), 2) == 2
    assert words.length_before(("a", "boy", "is"), 2) == 2
    assert not Words([])


NUMBERS = st.sampled_from(
    "четыре пять из балла с половиной плюсом целых десятых до от шкале пятибалльной 4,5 10 7/10 -"
    " — , . четвёрку не поставлю four five out of point a half and stars solid give it 4+".split()
)


@given(st.lists(NUMBERS, max_size=12).map(" ".join))
def test_no_row_of_such_words_is_too_much(text: str) -> None:
    transcript = transcript_of("Оцените, please rate it.", text or "-")
    found = find_scores(transcript, segment_transcript(transcript))
    for score in found:
        assert transcript.text[score.start : score.stop] == score.words
        assert score.value <= score.until
        assert score.scale.high is None or score.until <= score.scale.high
    starts = [score.start for score in found]
    assert starts == sorted(set(starts))
