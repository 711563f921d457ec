"""Decisions on a text that was changed: moved, reworded, or an orphan; never at a wrong place."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from logbook import decide_on, line

from benchmarks.edits import judge
from benchmarks.parts.anchoring import KINDS, SAMPLE, edit, take_text, try_edit
from qualcode.decisions import (
    Orphan,
    Placed,
    count_alike,
    find_near,
    parse_line,
    place,
    render_line,
)
from qualcode.decisions.fixing import move_decision
from qualcode.decisions.talk import hear
from qualcode.model.decision import Decision
from qualcode.model.transcript import Source, Transcript, Turn
from qualcode.reading import read_transcript

BEFORE = """\
И: Расскажите, что изменилось за последний год в вашем центре?
Р: Началась экономия. Сократили двух сиделок, и вечером с подопечными некому гулять. \
Да. Родственники жалуются в министерство каждую неделю.
И: Понятно. А как относятся к этому сотрудники?
Р: Да. Люди терпят, потому что деваться некуда: работы в посёлке больше нет. \
Некоторые ушли торговать на рынок.
"""
QUOTE = "Сократили двух сиделок, и вечером с подопечными некому гулять."


def found(decision: Decision, after: str) -> str:
    """Return what a decision is about now, in brackets how it was found; else why not."""
    placed = place(decision, after, "new")
    if isinstance(placed, Orphan):
        return placed.why
    return f"{after[placed.start : placed.stop]} ({placed.how})"


GONE = "its words are not there any more"
ALONE = "its words stand there, and nothing around them is as it was"
TURNED = "a “not” or a number in it was changed: it may say something else now"
PART = 1_500  # characters of an interview
SEVERAL = "its words stand at several places, and nothing tells which is meant"
CHANGED = "its words were changed so much that its place is not certain"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "Заголовок\n", f"{QUOTE} (moved)"),
        ("экономия.", "экономия, сказали нам.", f"{QUOTE} (moved)"),
        (
            "и вечером",
            "а вечером",
            "Сократили двух сиделок, а вечером с подопечными некому гулять. (reworded)",
        ),
        # what it says may be another thing now: a person has to look
        ("двух сиделок", "трёх сиделок", TURNED),
        ("с подопечными", "не с подопечными", TURNED),
        ("Сократили двух", "Не сократили двух", TURNED),
        ("экономия. Сократили", "экономия, но не Сократили", TURNED),
        (
            "сиделок, и вечером",
            "сиделок — и вечером",
            "Сократили двух сиделок — и вечером с подопечными некому гулять. (moved)",
        ),
        ("сиделок, и", "сиделок! Вообще-то и", None),
        (QUOTE, "", GONE),
        (QUOTE, "Денег нет.", GONE),
        # the sentence is said again where nothing is as it was, and is gone from its place
        (QUOTE + " Да. Родственники", f"Да. Родственники\n{QUOTE}\n", None),
    ],
)
def test_a_sentence_in_a_changed_text(old: str, new: str, expected: str | None) -> None:
    after = BEFORE.replace(old, new, 1) if old else new + BEFORE
    got = found(decide_on(BEFORE, QUOTE), after)
    assert got == expected if expected else got in (ALONE, CHANGED) or "(reworded)" in got


def test_the_same_text_is_the_same_place() -> None:
    one = decide_on(BEFORE, QUOTE)
    placed = place(one, BEFORE, "old")
    assert placed == Placed(one, one.start, one.stop, "exact")
    # the hash alone is no proof where the words say another thing
    shifted = replace(one, start=one.start + 3, stop=one.stop + 3)
    assert place(shifted, BEFORE, "old") == Placed(shifted, one.start, one.stop, "moved")


def test_what_is_about_no_stretch_needs_no_place() -> None:
    memo = line("1", "note", text="x", about="transcript", transcript="ru01.txt")
    assert place(memo, "anything", "new") == Placed(memo, 0, 0, "exact")


def test_a_short_answer_is_known_by_both_sides() -> None:
    first = decide_on(BEFORE, "Да.")
    moved = "Новая строка.\n" + BEFORE
    placed = place(first, moved, "new")
    assert isinstance(placed, Placed)
    assert placed.start == first.start + len("Новая строка.\n")
    # its own is gone; the other one is not it
    assert found(first, BEFORE.replace(" Да. Родственники", " Родственники")) != "Да. (moved)"
    assert isinstance(place(first, BEFORE.replace("гулять. Да.", "гулять. Но"), "new"), Orphan)


def test_a_tie_is_an_orphan() -> None:
    part = BEFORE[BEFORE.index("Р: Началась") : BEFORE.index("И: Понятно")]
    one = decide_on(BEFORE, QUOTE)
    assert found(one, part + "\n" + part) == SEVERAL


ANSWER = BEFORE[BEFORE.index("Началась") : BEFORE.index("\nИ: Понятно")]
ELSEWHERE = "И: Что ещё бывает?\nР: %s\nИ: Спасибо вам большое за разговор.\n"


def test_a_whole_answer_that_was_moved() -> None:
    """Nothing around it is as it was: its own words must be enough, and stand nowhere else."""
    one = decide_on(BEFORE, ANSWER)
    gone = BEFORE.replace(f"Р: {ANSWER}\n", "")
    after = gone + ELSEWHERE % ANSWER
    assert found(one, after) == f"{ANSWER} (moved)"
    assert found(replace(one, alike=1), after) == ALONE  # it stood elsewhere too
    assert found(replace(one, before="", after=""), after) == ALONE  # a line made by hand
    assert found(one, gone + ELSEWHERE % f"{ANSWER} Вот так.") == ALONE  # no whole answer now
    assert found(decide_on(BEFORE, QUOTE), gone + ELSEWHERE % QUOTE) == ALONE  # nor in the past
    short = BEFORE + "И: Как назвать это?\nР: Выживанием, пожалуй, общим.\n"
    said = "Выживанием, пожалуй, общим."
    assert found(decide_on(short, said), ELSEWHERE % said) == ALONE
    # it stands where it stood, changed, among other words: this may be a copy of it
    changed = ANSWER.replace("жалуются в министерство каждую неделю", "пишут письма куда попало")
    assert found(one, ELSEWHERE % changed + ELSEWHERE % ANSWER) == ALONE


def test_a_word_that_was_cut_through_is_the_same_word() -> None:
    before = "В: Где?\nР: На Чкалова, девяносто-две ступеньки, лифта в доме нет никакого совсем.\n"
    one = decide_on(before, "две ступеньки, лифта в доме")
    assert "(reworded)" in found(one, "Заголовок.\n" + before)


def test_the_interviewers_words_are_nobodys() -> None:
    said = BEFORE.replace("И: Понятно.", f"И: {QUOTE} Понятно.")
    one = decide_on(said, QUOTE)
    after = "Первая строка.\n" + said
    turns = [
        (after.index(words), after.index(words) + len(words))
        for words in (f"Люди терпят{after.partition('Люди терпят')[2].rstrip()}",)
    ]
    assert isinstance(place(one, after, "new", turns), Orphan)
    memo = replace(one, action="note", text="x", code="")
    assert isinstance(place(memo, after, "new", turns), Placed)


def test_no_words_no_place() -> None:
    assert found(decide_on(BEFORE, ": "), "x" + BEFORE) == "it bears no words to find its place by"


def test_near_places_for_a_person() -> None:
    after = BEFORE.replace("с подопечными некому гулять", "гулять с людьми никому не хочется")
    after = after.replace("Началась экономия.", "Сиделок мало.").replace("Да. Родственники", "Все")
    near = find_near(decide_on(BEFORE, QUOTE), after)
    assert near
    assert after[near[0].start : near[0].stop].startswith("Сократили двух сиделок")
    assert 0 < near[0].likeness < 1


def test_words_that_stand_twice_are_told_when_they_are_decided_about() -> None:
    sentence = "Никто нам тут не помогает, кроме самих родственников и двух соседок по дому."
    text = f"{BEFORE}Р: Итак. {sentence} Вот.\nИ: Ещё?\nР: Повторю. {sentence} Всё.\n"
    assert count_alike(decide_on(text, QUOTE), text) == 0
    inside = decide_on(text, "кроме самих родственников")
    assert count_alike(inside, text) == 2
    assert count_alike(decide_on(text, "Никто нам тут не"), text) == 1
    assert count_alike(decide_on(text, "Да."), text) == 0
    assert count_alike(decide_on(text, ", "), text) == 0
    twice = decide_on(text + text, QUOTE)
    assert count_alike(twice, text + text) == 2
    marked = replace(twice, alike=2)
    assert "(moved)" in found(twice, text)  # nothing in the text could tell
    assert "in the same surroundings" in found(marked, text)


def test_a_person_says_where_it_belongs() -> None:
    after = BEFORE.replace(QUOTE, "Сиделок стало меньше.")
    transcript = Transcript(
        "ru01.txt",
        after,
        (Turn(1, "Р", "respondent", "R1", 0, len(after), ""),),
        (),
        Source("ru01.txt", "", "txt", "utf-8", "labels", "new"),
    )
    one = decide_on(BEFORE, QUOTE, action="border", to_start=70, to_stop=200)
    start = after.index("Сиделок стало")
    talk = hear(transcript, None)
    moved = move_decision(one, transcript, talk, start, start + 21)
    assert (moved.supersedes, moved.quote) == ("1", "Сиделок стало меньше.")
    assert moved.id != one.id
    assert moved.to_start == start + 70 - one.start
    assert place(moved, after, "new") == Placed(moved, start, start + 21, "exact")
    assert (moved.coder, moved.code, moved.codebook) == (one.coder, one.code, one.codebook)
    far = replace(one, to_start=one.stop + 900, to_stop=one.stop + 950)
    moved = move_decision(far, transcript, talk, start, start + 21)
    assert (moved.to_start, moved.to_stop) == (start, start + 21)  # the text ends before
    assert parse_line(render_line(moved)).line == moved


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("kind", "name"), list(zip(KINDS, ["ru01.txt", "en01.txt"] * 4, strict=True))
)
def test_no_decision_is_put_at_a_wrong_place(kind: str, name: str) -> None:
    """The benchmark does the same with all interviews, whole."""
    whole = read_transcript(SAMPLE / name, name)
    turns = tuple(turn for turn in whole.turns if turn.stop < PART)
    part = replace(whole, text=whole.text[: turns[-1].stop], turns=turns)
    verdicts = try_edit(part, kind, 0.1, Random(f"{kind} {name}"))
    assert verdicts["wrong"] == verdicts["says otherwise"] == 0
    assert verdicts["right, moved"] > 10  # and it is not for being an orphan


WORDS = "да нет мы они работа деньги люди сиделки потом вообще хорошо центр".split()


@pytest.mark.parametrize("seed", range(8))
def test_poor_talk_full_of_the_same_words(seed: int) -> None:
    """Talk of twelve words: much is said twice, and little can be told apart."""
    random = Random(seed)
    sentences = [" ".join(random.choices(WORDS, k=random.randint(1, 9))) for _ in range(15)]
    talk = ". ".join(sentences)
    turn = Turn(1, "Р", "respondent", "R1", 0, len(talk), "")
    source = Source("t.txt", "", "txt", "utf-8", "labels")
    before = take_text(Transcript("t.txt", talk, (turn,), (), source), random)
    after = edit(before, random.choice(KINDS), 0.2, random)
    for quote in sentences:
        one = decide_on(before.text, quote)
        one = replace(one, alike=count_alike(one, before.text))
        placed = place(one, after.text, "new", after.turns)
        if isinstance(placed, Placed):
            assert judge(one, after, (placed.start, placed.stop)) != "wrong"


def test_one_word_over_and_over() -> None:
    talk = "Да. " + "Да да да да нет. " + "Да да да да да. " * 2 + "Да да да."
    for quote in ("Да да да да да.", "Да да да да нет.", "да да"):
        assert isinstance(place(decide_on(talk, quote), talk.replace(" нет", ""), "new"), Orphan)


@pytest.mark.parametrize("more", [{"start": 3, "stop": 10**9}, {"start": -9}, {"start": 9}])
def test_offsets_that_are_nowhere_in_the_text(more: dict[str, int]) -> None:
    """Written by hand, without words: nothing tells where it belongs."""
    one = replace(line("1", text_sha256="new", stop=9), **more)  # type: ignore[arg-type]
    assert found(one, BEFORE) == "it bears no words to find its place by"
