from __future__ import annotations

import pytest

from qualcode.model.codebook import RespondentType, Text
from qualcode.model.transcript import Role, Source, Speaker, Transcript, Turn
from qualcode.respondents import (
    EMPTY_TABLE,
    Table,
    attach_respondents,
    check_interviewers,
    check_speakers,
    check_types,
    narrow_table,
    parse_respondents,
    rows_for,
)


def table_of(*rows: str) -> Table:
    lines = ("file,speaker,respondent,type", *rows)
    return parse_respondents("\n".join(lines).encode(), "r.csv")


def talk(id: str, **roles: Role) -> Transcript:
    """Make a transcript in which each speaker speaks once; `_` is the dash."""
    labels = [(label.replace("_", "—"), role) for label, role in roles.items()]
    turns = tuple(
        Turn(at, label, role, "", 0, 0, "") for at, (label, role) in enumerate(labels, start=1)
    )
    speakers = tuple(Speaker(label, role, "declared") for label, role in labels)
    return Transcript(id, "", turns, speakers, Source(id, "", "txt", "utf-8", "labels"))


def respondents(transcript: Transcript, table: Table) -> list[str]:
    return [turn.respondent for turn in attach_respondents(transcript, table).turns]


@pytest.mark.parametrize(
    ("row", "transcript"),
    [
        ("a.txt", "a.txt"),
        ("A.TXT", "a.txt"),
        ("./a.txt", "a.txt"),
        (".\\a.txt", "a.txt"),
        ("north\\a.txt", "north/a.txt"),
        ("north/a.txt", "north/a.txt"),
        ("a.txt", "north/a.txt"),
    ],
)
def test_rows_are_found_by_path_or_name(row: str, transcript: str) -> None:
    assert [row.respondent for row in rows_for(table_of(f"{row},A,R1,ngo"), transcript)] == ["R1"]


@pytest.mark.parametrize("row", ["south/a.txt", "a", "a.docx", "xa.txt"])
def test_rows_of_other_files_are_not_taken(row: str) -> None:
    assert rows_for(table_of(f"{row},A,R1,ngo"), "north/a.txt") == ()


def test_the_whole_path_goes_before_the_name() -> None:
    table = table_of("a.txt,A,R1,ngo", "north/a.txt,A,R2,ngo")
    assert respondents(talk("north/a.txt", A="respondent"), table) == ["R2"]
    assert respondents(talk("south/a.txt", A="respondent"), table) == ["R1"]


def test_speakers_get_their_respondents() -> None:
    table = table_of("a.txt,инф.,R1,ngo", "a.txt,,R2,ngo", "b.txt,—,R3,ngo")
    group = talk("a.txt", Инф="respondent", Р2="respondent", И="interviewer", Кот="other")
    assert respondents(group, table) == ["R1", "R2", "", ""]
    assert respondents(talk("b.txt", _="respondent"), table) == ["R3"]


def test_nobody_without_a_row_is_lost_or_joined_with_another() -> None:
    group = talk("a.txt", A="respondent", B="respondent")
    assert respondents(group, EMPTY_TABLE) == ["a.txt:A", "a.txt:B"]
    assert respondents(group, table_of("a.txt,A,R1,ngo")) == ["R1", "a.txt:B"]


def told(table: Table, *transcripts: Transcript) -> list[str]:
    return [str(problem) for problem in check_speakers(table, transcripts)]


def test_a_table_that_fits_has_no_problems() -> None:
    table = table_of("a.txt,A,R1,ngo", "b.txt,,R2,ngo")
    fitting = (
        talk("a.txt", A="respondent", I="interviewer"),
        talk("b.txt", A="respondent", B="other", I="interviewer"),
    )
    assert told(table, *fitting) == []
    assert told(EMPTY_TABLE, *fitting) == []


@pytest.mark.parametrize(
    ("written", "there", "near"),
    [
        ("ru01.txt", "e1.txt", False),
        ("interview_2.txt", "interview_3.txt", False),
        ("interview 02.docx", "north/Interview_2.txt", True),
        ("ru1.txt", "ru01.txt", True),
        ("Petrov.txt", "Petrova.txt", True),
        ("Petrov.txt", "Ivanova.txt", False),
    ],
)
def test_only_names_that_are_alike_are_offered(written: str, there: str, near: bool) -> None:
    (*_, line) = told(table_of(f"{written},,R1,ngo"), talk(there))
    message = f"r.csv:2: names the file `{written}`, which was not read"
    assert line == (f"{message}; did you mean `{there}`?" if near else message)


def test_every_misfit_is_told_at_its_line_with_the_near_name() -> None:
    table = table_of(
        "a.txt,Anna,R1,ngo",
        "a.txt,Bellla,R2,ngo",
        "b.txt,,R3,ngo",
        "cc.txt,Dora,R4,ngo",
        "first.docx,Dora,R5,ngo",
        "far/away.docx,Dora,R7,ngo",
    )
    transcripts = (
        talk("a.txt", Anna="respondent", Bella="respondent", Cora="unknown", I="interviewer"),
        talk("b.txt", X="respondent"),
        talk("c.txt"),
    )
    assert told(table, *transcripts) == [
        "a.txt: speaker `Bella` has no row in r.csv; did you mean `Bellla`?",
        "a.txt: speaker `Cora` has no row in r.csv; add a row for them",
        "r.csv:3: speaker `Bellla` never speaks in a.txt; did you mean `Bella`?",
        "r.csv:5: names the file `cc.txt`, which was not read; did you mean `c.txt`?",
        "r.csv:6: names 2 files that were not read: first.docx, far/away.docx",
    ]


def test_two_paths_that_may_mean_one_file_are_told() -> None:
    table = table_of("a.txt,A,R1,ngo", "C:\\data\\a.txt,B,R2,ngo", "south/b.txt,B,R3,ngo")
    transcript = talk("a.txt", A="respondent", I="interviewer")
    aside = (
        "r.csv:3: `C:\\data\\a.txt` may mean a.txt, which line 2 names as `a.txt`;"
        " only rows with that path are used; if it is the same file, write `a.txt` here, too"
    )
    assert told(table, transcript) == [
        aside,
        "r.csv:4: names the file `south/b.txt`, which was not read",
    ]
    # other files may be read another time
    assert check_speakers(table, [transcript], whole=False) == ()


def test_rows_of_interviews_that_are_not_there_mean_no_other_interview() -> None:
    table = table_of("a.docx#1,A,R1,ngo", "a.docx#2,B,R2,ngo", "a.docx,B,R3,ngo")
    transcript = talk("a.docx#1", A="respondent")
    first, second = told(table, transcript)
    assert first == "r.csv:3: names the file `a.docx#2`, which was not read"
    assert second.startswith("r.csv:4: `a.docx` may mean a.docx#1, which line 2 names as")


def test_types_are_those_of_the_codebook() -> None:
    table = table_of("a.txt,A,R1,ngo_provder", "b.txt,A,R2,ngo", "c.txt,A,R2,ngo", "d.txt,A,R3,zoo")
    known = [
        RespondentType(id, Text(), ("zoological",) if id == "public" else ())
        for id in ("ngo", "ngo_provider", "public")
    ]
    assert [str(problem) for problem in check_types(table, known)] == [
        "r.csv:2: `ngo_provder` is no respondent type of the codebook;"
        " did you mean `ngo_provider`?",
        "r.csv:5: `zoo` is no respondent type of the codebook; it has ngo, ngo_provider, public",
    ]
    assert check_types(table, []) == ()


def test_another_word_for_a_type_is_known() -> None:
    types = [RespondentType("ngo_provider", Text(), ("СОНКО", "фонд"))]
    assert [str(problem) for problem in check_types(table_of("a.txt,A,R1,сонко"), types)] == [
        "r.csv:2: `сонко` is no respondent type of the codebook; write `ngo_provider` for it"
    ]


def test_declared_interviewers_who_never_speak_are_told() -> None:
    transcripts = (talk("a.txt", Anna="interviewer"), talk("b.txt", **{"— 1": "respondent"}))
    told = check_interviewers(["anna:", "— 1", "Ana", "Nobody"], transcripts)
    assert [str(problem) for problem in told] == [
        "--interviewer: `Ana` speaks in no transcript; did you mean `Anna`?",
        "--interviewer: `Nobody` speaks in no transcript; there are Anna, — 1",
    ]


def test_a_name_that_means_several_files_is_told_once() -> None:
    table = table_of("b.txt,,R0,ngo", "a.txt,A,R1,ngo", "a.txt,B,R2,ngo", "far/b.txt,,R4,ngo")
    files = [talk(f"{folder}/a.txt", A="respondent", B="respondent") for folder in "nsw"]
    several = (talk("b.txt", A="respondent"), talk("far/b.txt", A="respondent"), *files)
    assert told(table, *several) == [
        "r.csv:3: `a.txt` means 3 files: n/a.txt, s/a.txt, w/a.txt;"
        " write the folder before the name"
    ]
    assert told(table, *several[:3]) == []


@pytest.mark.parametrize("file", ["a.txt", "north/a.txt", "b.txt", "c.txt"])
def test_a_narrowed_table_says_the_same_of_its_transcript(file: str) -> None:
    rows = ["a.txt,A,R1,ngo", "b.txt,,R2,public", "north/a.txt,B,R3,ngo", "b.txt,A,R1,ngo"]
    whole = table_of(*rows)
    narrow = narrow_table(whole, file)
    transcript = talk(file, A="respondent", B="respondent", I="interviewer")
    assert respondents(transcript, narrow) == respondents(transcript, whole)
    people = {row.respondent for row in rows_for(whole, file)}
    assert narrow.types == {id: type for id, type in whole.types.items() if id in people}
    assert narrow_table(table_of("d.txt,A,R4,ngo", *rows), file) == narrow
    assert (narrow == narrow_table(table_of(*rows[1:]), file)) is (file != "a.txt")


@pytest.mark.parametrize(
    ("row", "transcript"),
    [
        ("C:\\data\\a.txt", "a.txt"),
        ("C:\\data\\north\\a.txt", "north/a.txt"),
        ("\\\\server\\share\\a.txt", "a.txt"),
        ("/home/anna/data/a.txt", "data/a.txt"),
        ("data/a.txt", "a.txt"),
        ("north/a.txt", "far/north/a.txt"),
        ("Андреи\u0306.txt", "Андрей.txt"),
        ("C:\\data\\a.docx#2", "a.docx#2"),
        ("C:\\data\\a.docx", "a.docx#2"),
        ("a.docx#2", "north/a.docx#2"),
    ],
)
def test_paths_of_other_computers_are_taken_by_their_end(row: str, transcript: str) -> None:
    table = table_of(f"{row},A,R1,ngo", "b.txt,A,R2,ngo")
    assert [row.respondent for row in rows_for(table, transcript)] == ["R1"]
    narrow = narrow_table(table, transcript.partition("#")[0])
    assert [row.respondent for row in rows_for(narrow, transcript)] == ["R1"]
    assert told(table, talk(transcript, A="respondent")) == [
        "r.csv:3: names the file `b.txt`, which was not read"
    ]


@pytest.mark.parametrize(
    ("rows", "transcript"),
    [
        (("C:\\north\\a.txt,A,R1,ngo", "C:\\south\\a.txt,A,R2,ngo"), "a.txt"),
        (("C:\\north\\a.txt,A,R1,ngo",), "south/a.txt"),
        (("C:\\a.docx#3,A,R1,ngo",), "a.docx#2"),
    ],
)
def test_what_may_mean_two_files_means_none(rows: tuple[str, ...], transcript: str) -> None:
    assert rows_for(table_of(*rows), transcript) == ()


def test_the_longest_path_that_fits_is_meant() -> None:
    table = table_of("a.txt,A,R1,ngo", "north/a.txt,A,R2,ngo", "C:\\x\\far\\north\\a.txt,A,R3,ngo")
    assert [row.respondent for row in rows_for(table, "x/north/a.txt")] == ["R2"]
    assert [row.respondent for row in rows_for(table, "south/a.txt")] == ["R1"]


def test_rows_of_single_interviews_go_before_those_of_the_file() -> None:
    table = table_of("C:\\d\\a.docx#1,A,R1,ngo", "a.docx,A,R2,ngo", "b.docx,A,R3,ngo")
    narrow = narrow_table(table, "a.docx")
    assert {row.respondent for row in narrow.rows} == {"R1", "R2"}
    for whole in (table, narrow):
        assert respondents(talk("a.docx#1", A="respondent"), whole) == ["R1"]
        assert respondents(talk("a.docx#2", A="respondent"), whole) == ["R2"]


def test_reading_yaml_names_who_the_table_does_not() -> None:
    table = table_of("a.txt,A,R1,ngo")
    group = talk("a.txt", A="respondent", B="respondent", C="respondent", _="respondent")
    told = (("a.", "P1"), ("b", "P2"), ("—", "P3"))
    ids = [turn.respondent for turn in attach_respondents(group, table, told).turns]
    assert ids == ["R1", "P2", "a.txt:C", "P3"]


def test_nobody_is_asked_for_who_is_settled_elsewhere() -> None:
    group = talk("a.txt", A="respondent", B="respondent", C="other", D="unknown")
    problems = check_speakers(
        table_of("a.txt,A,R1,ngo"), [group], settled=lambda _id, label: label == "B"
    )
    assert [problem.message for problem in problems] == ["speaker `D` has no row in r.csv"]
