from pathlib import Path

import pytest

from qualcode.corrections import (
    NO_CORRECTIONS,
    Corrections,
    check_corrections,
    check_questions,
    fit_corrections,
    load_corrections,
    narrow_corrections,
    parse_corrections,
)
from qualcode.errors import QuestionsError
from qualcode.model.codebook import GuideItem, Text
from qualcode.model.transcript import Source, Transcript, Turn

HEADER = "transcript,turn,question,score,how,near,text\n"
GUIDE = tuple(GuideItem(id, Text((("any", id),))) for id in ("q1_path", "q2_money"))


def table(*rows: str, header: str = HEADER) -> Corrections:
    return parse_corrections((header + "\n".join(rows) + "\n").encode(), "questions.csv")


def told(source: str | bytes) -> list[str]:
    content = source.encode() if isinstance(source, str) else source
    with pytest.raises(QuestionsError) as refused:
        parse_corrections(content, "questions.csv")
    return [str(problem) for problem in refused.value.problems]


def asking(*said: str, id: str = "ru01.txt") -> Transcript:
    """Make a transcript in which the interviewer has every odd turn."""
    text, turns = "", []
    for place, talk in enumerate(said):
        start = len(text)
        text += talk + "\n"
        number = 2 * place + 1
        turns.append(Turn(number, "И", "interviewer", "", start, start + len(talk), ""))
    return Transcript(id, text, tuple(turns), (), Source(id, "", "txt", "utf-8", ""))


@pytest.mark.parametrize(
    ("question", "how", "read"),
    [
        ("q1_path", "aligned", "q1_path"),
        ("q1_path", "follow-up", "q1_path"),
        ("q1_path", "unsure", "q1_path"),
        ("-", "aligned", "-"),
        ("—", "unsure", "-"),
        ("follow-up", "aligned", "follow-up"),
        ("", "aligned", "-"),
        ("", "corrected", "-"),
        ("", "", "-"),
        ("", "follow-up", ""),
        ("", "unsure", ""),
        ("", "unasked", ""),
    ],
)
def test_what_a_row_says(question: str, how: str, read: str) -> None:
    (row,) = table(f"ru01.txt,3,{question},80.0,{how},,А деньги?").rows
    assert row.question == read


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251"])
def test_however_a_spreadsheet_saves_it(sign: str, encoding: str) -> None:
    lines = "text,how,turn,question,transcript\nА деньги?,unsure,3,q2_money,ru01.txt\n"
    read = parse_corrections(lines.replace(",", sign).encode(encoding), "questions.csv")
    assert [(row.line, row.turn, row.question) for row in read.rows] == [(2, 3, "q2_money")]


def test_numbers_of_turns_as_programs_write_them() -> None:
    (row,) = table("ru01.txt,3.0,q1_path,80.0,aligned,,А деньги?").rows
    assert row.turn == 3


def test_all_that_is_wrong_is_told_at_its_line() -> None:
    rows = (
        "ru01.txt,3,q1_path,80,aligned,,А деньги?\n"
        "ru01.txt,три,q1_path,80,aligned,,А деньги?\n"
        ",3,q1_path,80,aligned,,А деньги?\n"
        "ru01.txt,5,q1_path,80,aligned,,\n"
        "ru01.txt,7,q1_path,80,aligned,,Да, а деньги?\n"
        "RU01.txt,3,q2_money,80,aligned,,а деньги\n"
        f"ru01.txt,{'9' * 5000},q2_money,80,aligned,,а деньги\n"
    )
    lines = told(HEADER + rows)
    assert [line.split(";")[0].split(" `999")[0] for line in lines] == [
        "questions.csv:3: `три` is no number of a turn",
        "questions.csv:4: `transcript` is empty",
        "questions.csv:5: `text` is empty",
        "questions.csv:6: has 8 cells, the first line has 7",
        "questions.csv:7: turn 3 of RU01.txt stands in line 2 already",
        "questions.csv:8:",
    ]


def test_missing_columns_are_told_together() -> None:
    assert told("transcript,turn,qestion,how,note\nru01.txt,1,,,x\n") == [
        "questions.csv:1: has no column `question`; did you mean `qestion`? rename it",
        "questions.csv:1: has no column `text`; write the table with `qualcode questions --out`",
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "is empty"),
        (b"a\0b", "is no text"),
        (HEADER + 'ru01.txt,1,,,,,"x\n', "quotation marks do not match"),
        (HEADER.replace("turn", "text"), "has no column `turn`"),
    ],
)
def test_what_is_no_table_is_told_in_plain_words(source: str | bytes, message: str) -> None:
    assert message in told(source)[0]


def test_a_table_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match="cannot be read"):
        load_corrections(tmp_path / "questions.csv")


def test_questions_must_be_of_the_guide() -> None:
    read = table(
        "ru01.txt,3,q1_pat,80,aligned,,А деньги?",
        "ru01.txt,5,дети,80,aligned,,А дети?",
        "ru01.txt,7,,0,unsure,,А планы?",
        "ru01.txt,9,-,0,unsure,,А собаки?",
        "ru01.txt,11,followup,0,unsure,,А кошки?",
    )
    assert [str(problem) for problem in check_questions(read, GUIDE, "book.yaml")] == [
        "questions.csv:2: `q1_pat` is no question of the guide; did you mean `q1_path`?",
        "questions.csv:3: `дети` is no question of the guide; the guide has q1_path, q2_money;"
        " `follow-up` and `-` can stand here too",
        "questions.csv:6: `followup` is no question of the guide; did you mean `follow-up`?",
    ]
    assert [str(problem) for problem in check_questions(read, (), "book.yaml")] == [
        "questions.csv: cannot be used: book.yaml has no guide; write the questions under `guide`"
    ]
    assert check_questions(NO_CORRECTIONS, (), "book.yaml") == ()


def test_rows_are_found_by_the_words_of_their_turns() -> None:
    read = table(
        "ru01.txt,1,q1_path,80,aligned,,Как вы пришли?",
        'ru01.txt,3,q2_money,80,unsure,,"А деньги, всё же?"',
    )
    edited = asking(
        "Присядьте.", "Как  вы\nпришли?", "Вот так.", "а деньги всё-же!", "А ДЕНЬГИ, все же"
    )
    fitted = fit_corrections(read, edited)
    assert fitted.decided == {3: "q1_path", 9: "q2_money"}
    assert fitted.unfit == ()


@pytest.mark.parametrize(
    ("said", "decided"),
    [
        (["Почему?", "И?", "Почему?"], {1: "q1_path", 5: "q2_money"}),
        # a turn was put in before them: 5 is the first of them there
        (["Так-то.", "И?", "Почему?", "И?", "Почему?"], {5: "q1_path", 9: "q2_money"}),
        # the second is gone, then the first has its number still
        (["Почему?", "И?"], {1: "q1_path"}),
        # nobody can tell which is left
        (["Так-то.", "Почему?"], {}),
    ],
)
def test_of_turns_with_the_same_words_number_and_order_pick(
    said: list[str], decided: dict[int, str]
) -> None:
    read = table(
        "ru01.txt,1,q1_path,80,follow-up,,Почему?", "ru01.txt,5,q2_money,80,follow-up,,Почему?"
    )
    fitted = fit_corrections(read, asking(*said))
    assert fitted.decided == decided
    assert len(fitted.unfit) == 2 - len(decided)


def test_rows_that_nobody_filled_keep_the_order_and_decide_nothing() -> None:
    read = table("ru01.txt,1,,44,follow-up,,Почему?", "ru01.txt,5,q2_money,44,follow-up,,Почему?")
    edited = asking("Так-то.", "Почему?", "И?", "Почему?")
    assert fit_corrections(read, edited).decided == {7: "q2_money"}
    assert fit_corrections(read, asking("Так-то.")).unfit == ((5, "Почему?"),)


def test_orphans_are_listed_and_never_lost() -> None:
    read = table(
        "ru01.txt,1,q1_path,80,aligned,,Как вы пришли?",
        "ru01.txt,3,q2_money,80,aligned,,Сколько же у вас на самом деле денег в год?",
        "ru02.txt,1,q2_money,80,aligned,,Как вы пришли?",
        "ru03.txt,1,,0,unsure,,Как вы пришли?",
    )
    unfit = {"ru01.txt": fit_corrections(read, asking("Как вы пришли?")).unfit}
    assert [str(problem) for problem in check_corrections(read, unfit)] == [
        "questions.csv:3: fits no turn of the interviewer in ru01.txt: “Сколько же у вас на самом"
        " …”; write the words as the transcript has them, or delete the line",
        "questions.csv:4: has rows for transcripts that were not read: ru02.txt",
    ]


def test_rows_name_a_path_or_a_file() -> None:
    read = table(
        "ru01.txt,1,q1_path,80,aligned,,Почему?", r"A\ru01.txt,1,q2_money,80,aligned,,Почему?"
    )
    assert fit_corrections(read, asking("Почему?", id="a/ru01.txt")).decided == {1: "q2_money"}
    assert fit_corrections(read, asking("Почему?", id="b/ru01.txt")).decided == {1: "q1_path"}


def test_a_row_more_changes_nothing_for_other_transcripts() -> None:
    one = table("ru01.txt,1,q1_path,80,aligned,,Почему?")
    more = table("ru02.txt,1,,0,unsure,,Да?", "ru01.txt,1,q1_path,80,aligned,,Почему?")
    assert narrow_corrections(one, "ru01.txt") == narrow_corrections(more, "ru01.txt")
    assert narrow_corrections(one, "ru02.txt") is NO_CORRECTIONS
