import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook import load_codebook
from qualcode.files import find_transcripts
from qualcode.model.codebook import GuideItem, Text
from qualcode.model.transcript import (
    FOLLOW_UP,
    NO_QUESTION,
    Asked,
    Role,
    Source,
    Transcript,
    Turn,
)
from qualcode.reading import read_transcript
from qualcode.segmenting import align_questions, questions_in_force, segment_transcript

ROOT = Path(__file__).parents[2]


def item(id: str, russian: str, english: str = "", *probes: str) -> GuideItem:
    text = Text((("ru", russian), ("en", english or russian)))
    return GuideItem(id, text, tuple(Text((("ru", probe),)) for probe in probes))


GUIDE = (
    item(
        "q1_path",
        "Расскажите, как вы пришли в социальную сферу?",
        "How did you come to work in social services?",
        "Сколько лет вы работаете на этой должности?",
    ),
    item(
        "q2_reform",
        "Что изменилось после принятия нового закона о социальном обслуживании?",
        "What has changed since the new law on social services?",
    ),
    item(
        "q3_money",
        "Как финансируется ваша организация, хватает ли денег?",
        "How is your organisation funded, and is there enough money?",
        "Как рассчитываются тарифы на услуги?",
    ),
    item(
        "q4_results",
        "По каким показателям оценивают эффективность вашей работы?",
        "Which indicators measure the effectiveness of your work?",
        "Введён ли у вас эффективный контракт?",
    ),
    item(
        "q5_control",
        "Кто контролирует вашу организацию и как часто бывают проверки?",
        "Who inspects your organisation, and how often?",
    ),
    item(
        "q6_quality",
        "Как вы узнаёте, довольны ли получатели услуг, бывают ли жалобы?",
        "How do you learn whether clients are satisfied, and do they complain?",
    ),
    item(
        "q7_competition",
        "Есть ли конкуренция с негосударственными поставщиками услуг?",
        "Is there competition with non-state providers?",
    ),
    item("q8_plans", "Какие у вас планы?", "What are your plans?"),
)


def interview(*turns: str) -> Transcript:
    """Make a transcript in which `И: ` or `О: ` opens a turn that is no respondent's."""
    roles: dict[str, Role] = {"И": "interviewer", "О": "other"}
    text, made = "", []
    for number, turn in enumerate(turns, 1):
        label, colon, talk = turn.partition(": ")
        role = roles[label] if colon and label in roles else "respondent"
        talk = talk if role != "respondent" else turn
        respondent = "P" if role == "respondent" else ""
        made.append(Turn(number, role, role, respondent, len(text), len(text) + len(talk), ""))
        text += talk + "\n"
    return Transcript("t", text, tuple(made), (), Source("t", "", "txt", "utf-8", ""))


def align(*turns: str, language: str = "ru", **decided: str) -> tuple[Asked, ...]:
    by_turn = {int(turn.removeprefix("turn")): asks for turn, asks in decided.items()}
    return align_questions(interview(*turns), GUIDE, language, by_turn)


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        # as it stands in the guide, put otherwise, and shorter
        ("Расскажите, пожалуйста, как вы пришли в эту социальную сферу?", "q1_path"),
        ("А сколько лет вы на этой должности работаете?", "q1_path"),
        ("И что же изменилось, когда приняли новый закон?", "q2_reform"),
        ("Хорошо. А денег вашей организации хватает?", "q3_money"),
        ("Давайте дальше. Тарифы на услуги как рассчитываются?", "q3_money"),
        ("Какие показатели эффективности у вас есть?", "q4_results"),
        ("А проверки часто бывают, кто вас контролирует?", "q5_control"),
        ("Понятно. А какие у вас планы?", "q8_plans"),
        # none of the guide
        ("А сколько у вас детей?", ""),
        ("Можно я окно закрою?", ""),
        ("А почему?", ""),
        ("Как звали ту женщину с собакой?", ""),
    ],
)
def test_twelve_constructed_turns(said: str, asks: str) -> None:
    (asked,) = align(f"И: {said}")
    assert (asked.asks, asked.question) == (asks, asks)
    assert asked.how == ("aligned" if asks else "unasked")
    assert (asked.score >= 55) is bool(asks)


def test_english_turns_are_compared_with_english_texts() -> None:
    said = "И: So what has changed since that new law?"
    (asked,) = align(said, language="en")
    assert asked.asks == "q2_reform"
    russian_only = (GuideItem("q1", Text((("ru", "What has changed since the new law?"),))),)
    (asked,) = align_questions(interview(said), russian_only, "en")
    assert (asked.asks, asked.score) == ("", 0.0)


def test_a_text_for_any_language_is_compared_with_all() -> None:
    guide = (GuideItem("q1", Text((("any", "Was hat sich durch das neue Gesetz verändert?"),))),)
    (asked,) = align_questions(interview("И: Was hat sich verändert, durch das Gesetz?"), guide)
    assert asked.asks == "q1"


def test_follow_ups_inherit_and_listening_is_passed_over() -> None:
    asked = align(
        "И: Здравствуйте, присаживайтесь.",
        "Добрый день.",
        "И: Хватает ли вашей организации денег?",
        "Нет.",
        "И: Угу.",
        "Совсем нет.",
        "И: А почему?",
    )
    assert [(one.turn, one.question, one.how) for one in asked] == [
        (1, "", "unasked"),
        (3, "q3_money", "aligned"),
        (7, "q3_money", "follow-up"),
    ]


def test_one_word_in_common_proves_nothing() -> None:
    """`token_set_ratio` of «Без денег?» and a question with `деньги` is 100."""
    asked = align(
        "И: Бывают ли проверки, кто контролирует?", "Да.", "И: Без денег?", "Да.", "И: И?"
    )
    assert [(one.asks, one.question, one.how) for one in asked] == [
        ("q5_control", "q5_control", "aligned"),
        ("", "", "unsure"),
        ("", "", "follow-up"),
    ]
    assert asked[1].near[0] == ("q3_money", 54.0)


def test_a_doubt_about_the_question_being_answered_is_none() -> None:
    asked = align("И: Хватает ли вашей организации денег?", "Нет.", "И: Без денег?")
    assert (asked[1].question, asked[1].how) == ("q3_money", "follow-up")


def test_a_long_turn_asks_at_its_end() -> None:
    before = "Мне вчера рассказывали про один интернат, там все ходят в валенках и пьют чай. " * 6
    (asked,) = align(f"И: {before}А как у вас, какие показатели эффективности?")
    assert asked.asks == "q4_results"
    (asked,) = align(f"И: Какие у вас показатели эффективности? {before}")
    assert asked.asks == "q4_results"


def test_a_long_story_is_not_compared_as_a_whole() -> None:
    story = (
        "Я вчера говорил с одной женщиной, и она рассказывала, какие были показатели у них в школе,"
        " а потом про соседа, и про дорогу, и как в клубе поют, и что эффективность трактора"
        " никому не нужна, и мы с ней долго сидели у печки, пили чай с вареньем и молчали."
    )
    (asked,) = align(f"И: {story} Вот так. Сидели и молчали.")
    assert (asked.asks, asked.how) == ("", "unasked")


def test_the_order_of_the_guide_decides_between_like_ones() -> None:
    guide = (
        item("q1", "Как вы оцениваете работу министерства?"),
        item("q2", "Как вы оцениваете работу фонда?"),
        item("q3", "Как вы оцениваете работу клуба?"),
    )
    vague = "И: А как вы оцениваете работу?"
    asked = align_questions(interview(vague, "Так.", vague, "Так.", vague), guide, "ru")
    assert [one.asks for one in asked] == ["q1", "q2", "q3"]
    more = align_questions(interview(*[vague, "Так."] * 4), guide, "ru")
    assert (more[3].how, more[3].question) == ("unsure", "")
    assert [id for id, _ in more[3].near] == ["q1", "q2"]


def test_probes_stand_for_their_question() -> None:
    (asked,) = align("И: А эффективный контракт у вас введён?")
    assert asked.asks == "q4_results"


@pytest.mark.parametrize(
    ("decided", "expected"),
    [
        ("q8_plans", [("q8_plans", "corrected"), ("q8_plans", "follow-up")]),
        ("q3_money", [("q3_money", "kept"), ("q3_money", "follow-up")]),
        (NO_QUESTION, [("", "corrected"), ("", "follow-up")]),
        (FOLLOW_UP, [("", "corrected"), ("", "follow-up")]),
    ],
)
def test_people_have_the_last_word(decided: str, expected: list[tuple[str, str]]) -> None:
    asked = align("И: Хватает ли вашей организации денег?", "Нет.", "И: А почему?", turn1=decided)
    assert [(one.question, one.how) for one in asked] == expected


def test_questions_hold_for_all_until_the_interviewer_asks_another() -> None:
    transcript = interview(
        "Кто первый?",
        "И: Хватает ли вашей организации денег?",
        "Нет.",
        "О: Какие у вас планы?",
        "Да.",
        "И: Какие у вас планы?",
        "Жить.",
    )
    asked = align_questions(transcript, GUIDE, "ru")
    assert [one.turn for one in asked] == [2, 6]
    questions = questions_in_force(transcript, asked)
    assert questions == {1: "", 3: "q3_money", 5: "q3_money", 7: "q8_plans"}
    segments = segment_transcript(transcript, "ru", questions)
    assert [one.question for one in segments] == [
        "", "", "q3_money", "", "q3_money", "", "q8_plans",
    ]  # fmt: skip


def test_without_a_guide_nothing_is_aligned() -> None:
    assert align_questions(interview("И: Как дела?", "Так."), ()) == ()
    assert {one.question for one in segment_transcript(interview("И: Как дела?", "Так."))} == {""}


@given(st.lists(st.sampled_from(["А?", "Денег хватает вашей организации?", "Угу.", "Планы?"])))
def test_each_question_is_one_of_the_guide_or_none(said: list[str]) -> None:
    asked = align(*(f"И: {one}" for one in said))
    ids = {one.id for one in GUIDE}
    assert [one.turn for one in asked] == [n for n, talk in enumerate(said, 1) if talk != "Угу."]
    for one in asked:
        assert one.question in {"", *ids}
        assert 0 <= one.score <= 100
        assert (one.how == "aligned") is bool(one.asks)


@dataclass
class Measured:
    """How the shipped guide fares with the sample interviews, in one language."""

    outcomes: Counter[str]
    lines: list[str]

    def share(self, what: str) -> float:
        return self.outcomes[what] / sum(self.outcomes.values())


def measure(language: str) -> Measured:
    """Compare with what a person said of each turn, written down before anything was computed."""
    guide = load_codebook(ROOT / "codebooks" / "npm_tensions.yaml").guide
    with (Path(__file__).parent / "guide_alignment.csv").open(encoding="utf-8") as file:
        said = {(row["transcript"], int(row["turn"])): row for row in csv.DictReader(file)}
    measured = Measured(Counter(), [])
    seen = set()
    for file in find_transcripts([ROOT / "transcripts_sample" / "npm_tensions"]).files:
        if not file.id.startswith(language):
            continue
        before = ""
        for one in align_questions(read_transcript(file.path, file.id), guide):
            row = said[file.id, one.turn]
            seen.add((file.id, one.turn))
            asks = row["question"] not in ("follow-up", "none")
            before = row["question"] if asks else before
            # A follow-up may be aligned with the very question it follows.
            wanted = "" if row["question"] == "none" else before
            if one.how == "unsure":
                outcome = "unsure, a question" if asks else "unsure, none"
            elif one.asks:
                outcome = "right" if one.asks == wanted else "wrong"
            else:
                outcome = "missed" if asks else "right none"
            measured.outcomes[outcome] += 1
            measured.lines.append(f"{outcome}: {file.id} {one.turn} {row['text']}")
    assert seen == {key for key in said if key[0].startswith(language)}
    return measured


@pytest.mark.parametrize(
    ("language", "turns", "right", "missed"), [("ru", 131, 0.55, 0.17), ("en", 98, 0.62, 0.13)]
)
def test_the_sample_interviews(language: str, turns: int, right: float, missed: float) -> None:
    """The right share is of all turns; what is unsure is neither right nor wrong."""
    measured = measure(language)
    print(language, dict(measured.outcomes))  # noqa: T201
    assert measured.outcomes.total() == turns
    aligned = measured.outcomes["right"] + measured.outcomes["wrong"]
    assert measured.outcomes["right"] / aligned >= 0.85, measured.lines
    assert measured.share("right") + measured.share("right none") >= right, measured.lines
    assert measured.share("missed") <= missed, measured.lines
