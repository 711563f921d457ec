"""Codings of two runs of the same transcripts, counted by hand."""

from dataclasses import replace

from constructed_run import Said, make_run, make_table

from qualcode.analysis.sides import compare_sides, find_same_transcripts
from qualcode.runs.read import Run, Side

TABLE = make_table({"P1": "admin", "P2": "admin"})
SAVE, CARE = "{efficiency.saving:save money}", "{humanization.care:care}"


def make_side(name: str, hashes: dict[str, str], **talk: str) -> Side:
    """Make a side of transcripts with these hashes; all of them hold one turn of P1."""
    run = make_run({f"{id}.txt": [Said("P1", said)] for id, said in talk.items()}, TABLE)
    described = [
        {**one, "sha256": hashes.get(str(one["transcript"])[0], "")}
        for one in run.manifest["transcripts"]
    ]
    return Side(name, replace(run, manifest={**run.manifest, "transcripts": described}))


def counted(first: Side, second: Side) -> list[list[object]]:
    return [list(row) for row in compare_sides(first, second).to_numpy().tolist()]


def test_units_of_either_run_and_of_both() -> None:
    first = make_side("1", {"a": "x", "b": "y"}, a=f"{SAVE} {CARE}", b=f"so {SAVE}")
    second = make_side("2", {"a": "x", "b": "y"}, a=f"{SAVE} {CARE}", b=f"so {CARE} yes")
    assert counted(first, second) == [
        ["efficiency.saving", 1, 1, 0],
        ["humanization.care", 1, 0, 1],
    ]


def test_only_files_that_are_the_same_count() -> None:
    first = make_side("1", {"a": "x", "b": "y", "c": ""}, c=SAVE, b=SAVE, a=SAVE)
    second = make_side("2", {"a": "x", "b": "other", "c": ""}, a=SAVE, b=SAVE, c=SAVE)
    assert find_same_transcripts(first.run, second.run) == ("a.txt",)
    assert counted(first, second) == [["efficiency.saving", 1, 0, 0]]


def test_denied_codings_are_none() -> None:
    first = make_side("1", {"a": "x"}, a="{humanization.care!:care}")
    assert counted(first, make_side("2", {"a": "x"}, a="{humanization.care:care}")) == [
        ["humanization.care", 0, 0, 1]
    ]


def test_codes_that_no_codebook_knows_come_last() -> None:
    side = make_side("1", {"a": "x"}, a=f"{SAVE} {CARE}")
    bare = replace(side.run.codebook, codes=())
    unknown: Run = replace(side.run, codebook=bare)
    known = Side("2", replace(side.run, codebook=replace(bare, codes=side.run.codebook.codes[2:])))
    assert [row[0] for row in counted(Side("1", unknown), known)] == [
        "humanization.care",
        "efficiency.saving",
    ]
