"""What people give and take away, as the report counts it."""

from __future__ import annotations

from dataclasses import replace

from constructed_run import CODEBOOK, Said, make_code, make_run, make_table

from qualcode.codebook.branches import codes_in_use, is_branch
from qualcode.reporting.material import Material, gather_material
from qualcode.reporting.views.evidence import list_evidence
from qualcode.reporting.views.glance import view_glance
from qualcode.reporting.views.paragraph import write_paragraph
from qualcode.reporting.views.places import find_places

TALK = {"a.txt": [Said("P1", "We {efficiency.saving:save money}"), Said("P1", "{road:the road}")]}


def gather(*, overruled: bool = False) -> Material:
    """Make a run whose codebook has a code without indicators, which somebody has given."""
    codebook = replace(CODEBOOK, codes=(*CODEBOOK.codes, make_code("road", 9), make_code("river")))
    run = make_run(TALK, make_table({"P1": "admin"}), codebook=codebook)
    stripped = (*CODEBOOK.codes, make_code("road"), make_code("river"))
    run = replace(run, codebook=replace(codebook, codes=stripped))
    if overruled:
        gone, *kept = run.tables["codings"]
        run = replace(run, tables={**run.tables, "codings": tuple(kept), "overruled": (gone,)})
    return gather_material(run)


def test_a_code_without_indicators_is_a_code() -> None:
    material = gather()
    book = material.codebook
    assert [code.id for code in book.codes if is_branch(code, book)] == [
        *("efficiency", "humanization")
    ]
    assert len(codes_in_use(book)) == 5
    assert len(codes_in_use(book, ["efficiency"])) == 6
    codes = view_glance(material, find_places(material)).figures[-1]
    assert (codes.number, codes.label) == ("2", "codes found of 5 in the codebook")
    said = " ".join(write_paragraph(material))
    assert "5 codes (2 without indicators, given by people alone), 3 indicators" in said


def test_hits_that_people_took_away_were_found_by_the_rules() -> None:
    material = gather(overruled=True)
    said = " ".join(write_paragraph(material))
    assert "The rules gave 2 hits, of which 0 were denied" in said
    assert "1 of these hits are in codings that people rejected" in said
    rows = list_evidence(material, find_places(material))
    assert sum(int(row.counts[0]) for row in rows) == 2
    assert "people rejected or" not in " ".join(write_paragraph(gather()))
