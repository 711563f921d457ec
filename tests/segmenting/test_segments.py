from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.transcript import Role, Source, Transcript, Turn
from qualcode.segmenting import segment_transcript
from qualcode.segmenting.segments import LONGEST_SEGMENT


def make_transcript(turns: Sequence[tuple[Role, str, str]]) -> Transcript:
    """Make a transcript of (role, respondent, talk)."""
    text, made = "", []
    for number, (role, respondent, talk) in enumerate(turns, 1):
        start = len(text)
        text += talk
        made.append(Turn(number, respondent or role, role, respondent, start, len(text), ""))
        text += "\n"
    return Transcript("t", text, tuple(made), (), Source("t", "", "txt", "utf-8", ""))


def texts(transcript: Transcript) -> list[str]:
    return [transcript.text[one.start : one.stop] for one in segment_transcript(transcript)]


def sentence(words: int) -> str:
    return " ".join(["Слово", *["слово"] * (words - 1)]) + "."


def test_sentences_are_joined_up_to_sixty_words() -> None:
    talk = " ".join([sentence(30), sentence(30), sentence(1)])
    segments = segment_transcript(make_transcript([("respondent", "P", talk)]))
    assert [one.words for one in segments] == [60, 1]
    assert [len(one.sentences) for one in segments] == [2, 1]


def test_segments_never_cross_turns() -> None:
    transcript = make_transcript([("interviewer", "", "Как?"), ("respondent", "P", "Так.")])
    assert texts(transcript) == ["Как?", "Так."]


def test_talk_without_sentence_ends_is_cut_at_a_comma() -> None:
    talk = "слово " * 44 + "слово, " + "слово " * 40
    transcript = make_transcript([("respondent", "P", talk.strip())])
    segments = segment_transcript(transcript)
    assert [one.words for one in segments] == [45, 40]
    assert texts(transcript)[0].endswith("слово,")


def test_remarks_are_no_words_of_a_segment() -> None:
    (segment,) = segment_transcript(make_transcript([("respondent", "P", "Да (смеётся) нет.")]))
    assert segment.words == 2


@given(st.lists(st.integers(1, 130), min_size=1, max_size=12))
def test_no_segment_is_longer_than_sixty_words(lengths: list[int]) -> None:
    talk = " ".join(sentence(length) for length in lengths)
    segments = segment_transcript(make_transcript([("respondent", "P", talk)]))
    assert all(one.words <= LONGEST_SEGMENT for one in segments)
    assert sum(one.words for one in segments) == sum(lengths)
    for one in segments:
        assert one.start == one.sentences[0][0]
        assert one.stop == one.sentences[-1][1]


@pytest.mark.parametrize(
    ("turns", "answers"),
    [
        ([("interviewer", "", "Как дела?"), ("respondent", "P", "Так.")], [0, 1]),
        (
            [
                ("interviewer", "", "Как дела?"),
                ("respondent", "P", "Так."),
                ("interviewer", "", "Угу."),
                ("respondent", "P", "И так."),
                ("interviewer", "", "А почему?"),
                ("respondent", "P", "Потому."),
            ],
            [0, 1, 0, 1, 0, 2],
        ),
        (
            [
                ("interviewer", "", "Как дела?"),
                ("respondent", "A", "Так."),
                ("respondent", "B", "Нет."),
                ("respondent", "A", "Ну вот."),
            ],
            [0, 1, 2, 1],
        ),
    ],
)
def test_answers(turns: list[tuple[Role, str, str]], answers: list[int]) -> None:
    segments = segment_transcript(make_transcript(turns))
    assert [one.answer for one in segments] == answers


def test_each_turn_has_its_own_language_and_short_ones_that_of_the_transcript() -> None:
    transcript = make_transcript(
        [
            (
                "interviewer",
                "",
                "Расскажите, что вы об этом думаете и как вы тут работаете с ними все эти годы.",
            ),
            ("respondent", "P", "KPI."),
            ("respondent", "P", "We do not know what to do with it and that is all."),
        ]
    )
    assert [one.language for one in segment_transcript(transcript)] == ["ru", "ru", "en"]
    assert {one.language for one in segment_transcript(transcript, "en")} == {"en"}


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("Так-так.", False),
        ("Да-да.", False),
        ("Угу (смеётся)", False),
        ("[кивает]", False),
        ("Uh huh.", False),
        ("Понятно. Спасибо.", False),
        ("Так?", True),
        ("А зарплата.", True),
    ],
)
def test_what_ends_an_answer(said: str, ends: bool) -> None:
    turns: list[tuple[Role, str, str]] = [
        ("respondent", "P", "Так."),
        ("interviewer", "", said),
        ("respondent", "P", "И так."),
    ]
    segments = segment_transcript(make_transcript(turns))
    answers = {one.turn: one.answer for one in segments}
    assert (answers[1] != answers[3]) is ends


def test_pieces_of_an_over_long_sentence_go_on() -> None:
    talk = "слово " * 130 + "слово. " + sentence(3)
    segments = segment_transcript(make_transcript([("respondent", "P", talk)]))
    assert [one.continues for one in segments] == [False, True, True]
    assert [len(one.sentences) for one in segments] == [1, 1, 2]


@pytest.mark.parametrize(
    ("turns", "languages"),
    [
        (["We do not know what to do with it and that is all.", "Экономия."], ["en", "ru"]),
        (["Экономия."], ["ru"]),
        (["Savings."], ["en"]),
        (["Das ist eine sehr schwierige Frage gewesen, und niemand weiß es.", "Ja."], ["", ""]),
    ],
)
def test_script_decides_where_words_do_not(turns: list[str], languages: list[str]) -> None:
    transcript = make_transcript([("respondent", "P", talk) for talk in turns])
    assert [one.language for one in segment_transcript(transcript)] == languages
