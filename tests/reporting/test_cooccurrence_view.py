"""The matrix of codes that stand together, and what is said of poles and chance."""

from __future__ import annotations

from dataclasses import replace

import pytest
from constructed_run import CODEBOOK, TENSION, Said, make_run, make_table
from test_report import check

from qualcode.reporting import render_report
from qualcode.reporting.material import Material, gather_material
from qualcode.reporting.views import cooccurrence as room
from qualcode.reporting.views.balance import Balance, view_balance
from qualcode.reporting.views.cooccurrence import Cooccurrence, PairCell, view_cooccurrence
from qualcode.reporting.views.places import find_places, meeting_anchor, pole_anchor
from qualcode.runs.read import Run

SAVE, TARGET, CARE = (
    "{efficiency.saving:save money}",
    "{efficiency.targets:target}",
    "{humanization.care:care}",
)
TABLE = make_table({"P1": "admin", "P2": "admin", "P3": "admin", "N1": "ngo", "N2": "ngo"})


def say(person: str, *talk: str) -> list[Said]:
    return [Said(person, words, answer=number) for number, words in enumerate(talk, 1)]


# Saving and care always together, in two of eight segments of three persons; targets never.
RUN = make_run(
    {
        f"{person}.txt": say(
            person,
            f"{CARE} and {SAVE}",
            f"{SAVE}, {SAVE}, {CARE}",
            *[f"a {TARGET}"] * 4,
            "Yes",
            "No",
        )
        for person in ("P1", "P2", "P3")
    }
    | {"N1.txt": say("N1", f"They {CARE}", "{humanization.care!:care} or " + SAVE)},
    TABLE,
)


def gathered(run: Run, language: str = "en") -> Material:
    return gather_material(run, language=language)


def matrix_of(run: Run) -> Cooccurrence:
    material = gathered(run)
    (panel,) = view_cooccurrence(material, find_places(material))
    return panel


def cell(panel: Cooccurrence, row: str, column: str) -> PairCell:
    names = [one.name for one in panel.rows]
    return next(one for one in panel.rows if one.name == row).cells[names.index(column)]


def test_every_number_leads_to_so_many_segments() -> None:
    panel = matrix_of(RUN)
    found = cell(panel, "Care", "Saving")
    assert (found.both, found.expected) == ("6", "2.0")  # by chance 3 × 2 × 2 / 8 + 1 × 1 / 2
    (shared,) = panel.lists
    assert found.href == f"#{shared.anchor}"
    assert shared.names == ("Saving", "Care")
    assert shared.counts == "6 segments with both, 2.0 by chance; 3 respondents"
    assert shared.capped == ""
    assert [(one.respondent, one.segment) for one in shared.segments] == [
        (person, segment) for person in ("P1", "P2", "P3") for segment in (1, 2)
    ]
    saving, care = shared.segments[1].mentions
    assert (saving.code, saving.words) == ("Saving", ("save money",))
    assert (care.code, care.words) == ("Care", ("care",))


def test_rows_are_a_half_matrix_in_the_codebooks_order() -> None:
    panel = matrix_of(RUN)
    assert [(row.ordinal, row.name, row.segments) for row in panel.rows] == [
        (1, "Saving", "7"),
        (2, "Care", "7"),
    ]
    assert [len(row.cells) for row in panel.rows] == [0, 1]


def test_marks_need_three_persons() -> None:
    found = cell(matrix_of(RUN), "Care", "Saving")
    assert (found.kind, found.label) == ("more", "twice as many as by chance, or more")
    rare = [f"{CARE} and {SAVE}", *["Yes"] * 3]
    most = make_run({f"{id}.txt": say(id, *rare) for id in ("P1", "P2", "P3")}, TABLE)
    assert cell(matrix_of(most), "Care", "Saving").kind == "most"
    two = replace(RUN, tables={**RUN.tables, "codings": without_person("P3")})
    found = cell(matrix_of(two), "Care", "Saving")
    assert (found.both, found.kind, found.label) == ("4", "", "")
    assert not matrix_of(two).coloured


def without_person(person: str) -> tuple[dict[str, object], ...]:
    return tuple(one for one in RUN.tables["codings"] if one["respondent"] != person)


def test_codes_that_shun_each_other() -> None:
    """Saving in four segments of eight, care in the four others, but once: two each expected."""
    talk = [f"{SAVE} and {CARE}", *[f"We {SAVE}"] * 3, *[f"They {CARE}"] * 3, "Yes"]
    run = make_run({f"{id}.txt": say(id, *talk) for id in ("P1", "P2", "P3")}, TABLE)
    found = cell(matrix_of(run), "Care", "Saving")
    assert (found.both, found.expected, found.kind) == ("3", "6.0", "fewer")
    twice = make_run({f"{id}.txt": say(id, *talk[:5]) for id in ("P1", "P2", "P3")}, TABLE)
    usual = cell(matrix_of(twice), "Care", "Saving")
    assert (usual.both, usual.expected, usual.kind) == ("3", "4.8", "")


def test_never_together_though_expected_is_a_zero_without_a_link() -> None:
    talk = [*[f"We {SAVE}"] * 2, *[f"They {CARE}"] * 2, f"{TARGET} and {CARE}", f"{TARGET}, {SAVE}"]
    panel = matrix_of(make_run({"P1.txt": say("P1", *talk)}, TABLE))
    found = cell(panel, "Care", "Saving")
    assert (found.both, found.expected, found.href, found.kind) == ("0", "1.5", "", "")
    assert {one.names for one in panel.lists} == {("Targets", "Care"), ("Saving", "Targets")}


def test_never_together_and_not_to_be_expected_is_an_empty_cell() -> None:
    talk = [f"{SAVE} and {CARE}", f"{SAVE} and {TARGET}", *["Yes"] * 4]
    panel = matrix_of(make_run({"P1.txt": say("P1", *talk)}, TABLE))
    assert cell(panel, "Care", "Targets") == PairCell("", "", "", "", "")


def test_what_is_cut_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    talk = [f"{SAVE} and {CARE}"] * 3 + [f"{SAVE} and {TARGET}"] * 2
    run = make_run({"P1.txt": say("P1", *talk)}, TABLE)
    monkeypatch.setattr(room, "MOST_CODES", 2)
    monkeypatch.setattr(room, "MOST_IN_ALL", 2)
    panel = matrix_of(run)
    assert [row.name for row in panel.rows] == ["Saving", "Care"]
    assert panel.capped.startswith("Of 3 codes that stand with others, the 2 that")
    (shared,) = panel.lists
    assert shared.capped == "2 of 3 shown"
    assert len(shared.segments) == 2


def test_segments_that_do_not_fit_are_one_for_each_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_IN_ALL", 0)
    assert [len(one.segments) for one in matrix_of(RUN).lists] == [1]


def test_codes_the_codebook_has_lost_come_last() -> None:
    lost = replace(CODEBOOK, codes=CODEBOOK.codes[3:], tensions=())
    panel = matrix_of(replace(RUN, codebook=lost))
    assert [row.name for row in panel.rows] == ["Care", "efficiency.saving"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_pages_are_sound(language: str) -> None:
    page = render_report(RUN, language=language)
    check(page)
    assert 'class="pair more"' in page
    alone = render_report(make_run({"P1.txt": say("P1", f"We {SAVE}")}, TABLE), language=language)
    check(alone)
    assert {"en": "No two codes stand together", "ru": "Нигде два кода не стоят"}[language] in alone


def balance_of(run: Run, language: str = "en") -> Balance:
    (balance,) = view_balance(gathered(run, language))
    return balance


def test_poles_are_set_against_chance_in_words() -> None:
    (panel,) = balance_of(RUN).panels
    whole, admin, ngo = panel.chance
    assert [one.group for one in panel.chance] == ["All groups", "Administrator", "NGO manager"]
    assert whole.met is not None
    assert (whole.met.number, whole.met.href) == ("6 segments", "")
    # Three persons: 6 with the first pole and 2 with the second of 8; N1 has one each of 2.
    assert whole.met.rest == (
        " with both poles, 5.0 by chance (3–7); more than by chance with 3 of 4 who speak for both;"
        " p\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}0.676"
    )
    assert admin.met is not None
    assert admin.met.href == f"#{meeting_anchor(TENSION.id, 'en', 'admin', 'segment', '')}"
    assert admin.order is not None
    assert admin.order.number == "3 respondents speak for both poles"
    assert admin.order.href == f"#{pole_anchor(TENSION.id, 'en', 'admin', 'both')}"
    assert admin.order.rest == (
        ": first for “Efficiency” with 0, first for “Humanization” with 3;"
        " where they meet, the first pole comes first in 3, the second in 3"
    )
    assert ngo.order is not None
    assert ngo.order.number == "1 respondent speaks for both poles"
    assert ngo.met is not None
    assert ngo.met.href == ""


def test_p_is_given_where_it_can_say_something() -> None:
    people = [f"P{number}" for number in range(6)]
    talk = {id: say(id, f"{SAVE} {CARE}", *["Well"] * 9) for id in people}
    run = make_run(
        {f"{id}.txt": said for id, said in talk.items()},
        make_table(dict.fromkeys(people, "admin")),
    )
    (line,) = balance_of(run).panels[0].chance
    assert line.group == "Administrator"  # one group: nothing to add up
    assert line.met is not None
    assert line.met.rest.endswith("; p\N{NO-BREAK SPACE}<\N{NO-BREAK SPACE}0.001")
    assert line.order is not None
    assert "; sign test: p\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}0.031" in line.order.rest
    (russian,) = balance_of(run, "ru").panels[0].chance
    assert russian.order is not None
    assert russian.order.number == "6 респондентов говорят в пользу обоих полюсов"
    assert "критерий знаков: p\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}0,031" in russian.order.rest


def test_what_cannot_vary_is_said() -> None:
    run = make_run({"P1.txt": say("P1", *[f"{SAVE} {CARE}"] * 3)}, TABLE)
    (line,) = balance_of(run).panels[0].chance
    assert line.met is not None
    assert line.met.number == "3 segments"
    assert line.met.rest == " with both poles; shuffling can give no other number"


def test_nobody_for_both_poles_and_tensions_of_whole_interviews() -> None:
    apart = make_run({"P1.txt": say("P1", SAVE), "P2.txt": say("P2", CARE)}, TABLE)
    assert balance_of(apart).panels[0].chance == ()
    interviews = replace(CODEBOOK, tensions=(replace(TENSION, levels=("interview",)),))
    run = make_run({"P1.txt": say("P1", SAVE, CARE)}, TABLE, interviews)
    (line,) = balance_of(run).panels[0].chance
    assert line.met is None
    assert line.order is not None
    assert line.order.rest == ": first for “Efficiency” with 1, first for “Humanization” with 0"
