"""Two runs set side by side as one."""

from __future__ import annotations

from dataclasses import replace

from qualcode.model.codebook import Code, Codebook
from qualcode.runs.merged import PERSON, RUN, compares_inside_people, join_codebooks, merge_runs
from qualcode.runs.read import Run, Side
from tests.analysis.constructed_run import Said, make_run, make_table

TYPES = {"P1": "provider", "P2": "provider", "N1": "ngo"}


def make(words: str, people: str = "P1 P2 N1", **attributes: dict[str, str]) -> Run:
    types = {person: TYPES.get(person, "ngo") for person in people.split()}
    interviews = {f"{one}.txt": [Said("", "How?"), Said(one, words)] for one in types}
    return make_run(interviews, make_table(types, **attributes))


NORTH = Side("North", make("We {humanization.care:care}", region=dict.fromkeys(TYPES, "Lake")))
SOUTH = Side("South", make("We {efficiency.saving:save money}", "P1 S2"))


def test_everybody_is_in_the_group_of_a_run() -> None:
    merged = merge_runs(NORTH, SOUTH)
    told = {person.id: dict(person.attributes) for person in merged.respondents.respondents}
    assert told["P1 (North)"] == {"region": "Lake", RUN: "North", PERSON: "P1"}
    assert told["P1 (South)"][PERSON] == "P1"
    assert told["S2 (South)"][RUN] == "South"
    assert merged.respondents.attributes == ("region", RUN, PERSON)


def test_every_row_of_either_run_is_there_under_another_name() -> None:
    merged = merge_runs(NORTH, SOUTH)
    for table, rows in merged.tables.items():
        assert len(rows) == sum(len(side.run.tables[table]) for side in (NORTH, SOUTH))
    transcripts = {str(row["transcript"]) for row in merged.tables["turns"]}
    assert transcripts == {
        "North/P1.txt",
        "North/P2.txt",
        "North/N1.txt",
        "South/P1.txt",
        "South/S2.txt",
    }
    spoken = {(row["transcript"], row["respondent"]) for row in merged.tables["codings"]}
    assert ("South/P1.txt", "P1 (South)") in spoken
    assert {row["respondent"] for row in merged.tables["turns"] if not row["respondent"]} <= {""}


def test_people_of_one_run_keep_their_ids() -> None:
    merged = merge_runs(NORTH, Side("South", make("We wait", "S1 S2")))
    ids = [person.id for person in merged.respondents.respondents]
    assert ids == ["P1", "P2", "N1", "S1", "S2"]
    assert PERSON not in merged.respondents.attributes


def test_a_column_called_run_is_kept_under_another_name() -> None:
    runs = {"P1": "first round", "P2": "", "N1": ""}
    merged = merge_runs(Side("North", make("We wait", run=runs)), Side("South", make("We", "S1")))
    told = {person.id: dict(person.attributes) for person in merged.respondents.respondents}
    assert told["P1"] == {"run_given": "first round", RUN: "North"}
    assert merged.respondents.attributes == ("run_given", RUN)


def test_people_are_compared_with_themselves_where_half_of_them_are_in_both() -> None:
    assert compares_inside_people(NORTH.run, SOUTH.run)  # one of two
    assert compares_inside_people(NORTH.run, NORTH.run)
    assert not compares_inside_people(NORTH.run, make("We wait", "P1 S1 S2"))  # one of three
    assert not compares_inside_people(NORTH.run, make("We wait", "S1"))


def test_one_codebook_stays_itself() -> None:
    codebook = NORTH.run.codebook
    assert join_codebooks(codebook, codebook) is codebook


def test_two_codebooks_hold_the_codes_and_poles_of_either() -> None:
    first = NORTH.run.codebook
    other = _rename_a_code(first, "humanization.care", "humanization.warmth")
    joined = join_codebooks(first, other)
    ids = [code.id for code in joined.codes]
    assert ids == [*(code.id for code in first.codes), "humanization.warmth"]
    (tension,) = [one for one in joined.tensions if "humanization.care" in one.poles[1].codes]
    assert "humanization.warmth" in tension.poles[1].codes


def test_a_coding_is_explained_by_the_codebook_of_its_own_run() -> None:
    other = _rename_a_code(SOUTH.run.codebook, "humanization.care", "humanization.warmth")
    south = Side("South", replace(SOUTH.run, codebook=other))
    merged = merge_runs(NORTH, south)
    assert merged.codebook_of("South/P1.txt") is other
    assert merged.codebook_of("North/P1.txt") is NORTH.run.codebook
    assert NORTH.run.codebook_of("P1.txt") is NORTH.run.codebook


def _rename_a_code(codebook: Codebook, old: str, new: str) -> Codebook:
    def renamed(code: Code) -> Code:
        return replace(code, id=new) if code.id == old else code

    tensions = tuple(
        replace(
            tension,
            poles=tuple(
                replace(pole, codes=frozenset(new if id == old else id for id in pole.codes))
                for pole in tension.poles
            ),
        )
        for tension in codebook.tensions
    )
    codes = tuple(map(renamed, codebook.codes))
    return replace(codebook, codes=codes, tensions=tensions, sha256="other")
