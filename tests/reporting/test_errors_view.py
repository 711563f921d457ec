"""What the report says of the machine's errors, and of how far it is right in each group."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from coded_study import write_coded_study
from command_line import Cli
from constructed_run import Said, make_run, make_table
from lxml import html as lxml_html

from qualcode.analysis.results import Choices
from qualcode.reporting import render_report
from qualcode.reporting.material import gather_material
from qualcode.reporting.views import errors as errors_view
from qualcode.reporting.views.errors import ErrorsView, name_item, view_errors
from qualcode.runs.read import Run
from tests.analysis.test_machine_errors import PEOPLE, SAVING, make_coder, say


@pytest.fixture(scope="module")
def run() -> Run:
    talk = {f"{one}.txt": [Said(one, words) for words, _ in say(one)] for one in PEOPLE}
    return make_run(talk, make_table(PEOPLE))


def view(run: Run, *names: str, language: str = "en") -> ErrorsView:
    coders = [make_coder(name, run, list(PEOPLE)) for name in names]
    return view_errors(gather_material(run, Choices(coders=coders), language))


def test_each_group_has_its_errors(run: Run) -> None:
    errors = view(run, "anna")
    assert errors.coders == ("anna",)
    assert not errors.compared
    told = [(one.group, one.respondents, one.gold, one.found, one.both) for one in errors.groups]
    assert told == [
        ("Administrator", "4 of 4", "12", "8", "8"),
        ("NGO manager", "4 of 4", "12", "8", "4"),
    ]
    admin, ngo = errors.groups
    assert admin.precision.startswith("100% (")
    assert admin.precision.endswith("–100%)")
    assert ngo.recall.startswith("33% (")


def test_people_among_themselves_are_told(run: Run) -> None:
    errors = view(run, "anna", "boris")
    assert errors.compared
    assert [one.people for one in errors.groups] == ["100%", "100%"]


def test_comparisons_are_judged(run: Run) -> None:
    errors = view(run, "anna")
    assert len(errors.judged) == 2
    assert errors.judged[0].startswith("3 are uncertain")
    assert "too rare" in errors.judged[1]
    assert [one.word for one in errors.pairs] == ["is uncertain"] * 3
    names = [(one.name, one.detail) for one in errors.pairs]
    assert ("Efficiency", "whole branch") in names
    assert ("Saving", "") in names
    assert ("Efficiency or humanization: Efficiency", "") in names
    assert errors.pairs[0].groups == "Administrator less NGO manager"
    assert errors.pairs[0].observed == "0.0"
    assert errors.pairs[0].corrected.startswith("0.0 (−")
    assert errors.capped == ""


def test_many_comparisons_are_capped(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors_view, "MOST", 2)
    errors = view(run, "anna")
    assert len(errors.pairs) == 2
    assert errors.capped.startswith("2 of 3 shown")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "How far the machine is right"), ("ru", "Насколько точны правила")],
)
def test_the_page_has_them_among_the_method(run: Run, language: str, said: str) -> None:
    coder = make_coder("anna", run, list(PEOPLE))
    page = render_report(run, Choices(coders=(coder,)), language=language)
    (section,) = lxml_html.fromstring(page).xpath("//section[@id='method']")
    assert said in [heading.text_content() for heading in section.xpath(".//h3")]
    assert "33%(" in "".join(section.text_content().split())
    assert page == render_report(run, Choices(coders=(coder,)), language=language)


def test_without_coders_it_says_that_nothing_is_known(run: Run) -> None:
    assert not view_errors(gather_material(run, language="en"))
    page = render_report(run)
    (section,) = lxml_html.fromstring(page).xpath("//section[@id='method']")
    assert "it is not known how much the word lists miss" in section.text_content()


def test_one_group_has_nothing_to_compare(run: Run) -> None:
    alone = replace(run, respondents=make_table(dict.fromkeys(PEOPLE, "ngo")))
    same = tuple({**one, "type": "ngo"} for one in run.tables["segments"])
    errors = view(replace(alone, tables={**run.tables, "segments": same}), "anna")
    assert len(errors.groups) == 1
    assert (errors.pairs, errors.judged) == ((), ())


def test_the_public_form_does_not_name_the_coders(run: Run) -> None:
    coder = make_coder("Anna Petrova", run, list(PEOPLE))
    page = render_report(run, Choices(coders=(coder,)), public=True)
    assert "Anna Petrova" not in page
    assert "coder 1" in page
    assert "33% (" in page


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> Path:
    study = write_coded_study(tmp_path / "study")
    monkeypatch.chdir(study)
    assert cli("tag").code == 0
    return study


def page_of(folder: Path) -> str:
    return (folder / "run/report.html").read_text(encoding="utf-8")


def test_coders_are_named_on_the_command_line(folder: Path, cli: Cli) -> None:
    assert cli("report", "--against", "anna.csv", "boris.csv").code == 0
    assert "(anna, boris)" in page_of(folder)


def test_coders_are_named_in_the_study(folder: Path, cli: Cli) -> None:
    study = folder / "study.yaml"
    study.write_text(study.read_text() + "coders: [anna.csv, boris.csv]\n")
    assert cli("report").code == 0
    assert "(anna, boris)" in page_of(folder)
    assert cli("report", "--against", "boris.csv").code == 0
    assert "(boris)" in page_of(folder)
    done = cli("compare", "--table", "errors", "--json")
    assert done.code == 0
    assert '"people_f1"' in done.out


def test_rows_that_are_not_found_are_told(folder: Path, cli: Cli) -> None:
    table = folder / "anna.csv"
    table.write_text(
        table.read_text().replace("Пришли 13 заявок на заботу о людях.", "Совсем другие слова тут.")
    )
    done = cli("report", "--against", "anna.csv")
    assert done.code == 0
    assert any("anna.csv:3" in line for line in done.lines)
    done = cli("report", "--against", "none.csv")
    assert done.code == 3


def test_withdrawn_interviews_are_left_out(folder: Path, cli: Cli) -> None:
    study = folder / "study.yaml"
    withdrawn = "withdrawn:\n- file: ru01.txt\n"
    study.write_text(study.read_text() + "coders: anna.csv\n" + withdrawn)
    assert cli("tag").code == 0
    done = cli("report")
    assert done.code == 0, done.stderr
    assert "3 stretches of withdrawn interviews left out" in done.lines
    assert "2 of 2" in page_of(folder)


def test_where_all_is_withdrawn_there_are_no_coders(folder: Path, cli: Cli) -> None:
    study = folder / "study.yaml"
    lines = (folder / "anna.csv").read_text().splitlines()
    own = [line for line in lines if line.startswith(("file", "ru01"))]
    (folder / "anna.csv").write_text("\n".join(own) + "\n")
    study.write_text(study.read_text() + "coders: anna.csv\nwithdrawn:\n- file: ru01.txt\n")
    assert cli("tag").code == 0
    assert cli("report").code == 0
    assert "it is not known how much the word lists miss" in page_of(folder)
    assert SAVING not in page_of(folder)


def test_what_has_no_limits_has_a_dash(run: Run) -> None:
    """One administrator is coded, and no NGO manager."""
    coders = [make_coder("anna", run, ["admin1"])]
    material = gather_material(run, Choices(coders=coders), "en")
    errors = view_errors(material)
    admin, ngo = errors.groups
    assert (admin.respondents, admin.precision, admin.recall) == ("1 of 4", "100%", "67%")
    assert (ngo.respondents, ngo.precision, ngo.recall) == ("0 of 4", "", "")
    both = name_item(material, "pole", "efficiency_vs_humanization", "both")
    assert both == "Efficiency or humanization: both poles"
