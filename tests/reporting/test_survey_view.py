"""The joint display of surveys and interviews, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import Cli
from lxml import html as lxml_html
from survey_study import SURVEY, write_survey_study
from test_report import check

from qualcode.reporting import render_report
from qualcode.reporting.material import gather_material
from qualcode.reporting.messages import load_messages
from qualcode.reporting.panels import rows_of
from qualcode.reporting.views import ranks, spoken
from qualcode.reporting.views.estimates import write_p
from qualcode.reporting.views.places import find_places
from qualcode.reporting.views.ranks import _tell
from qualcode.reporting.views.survey import Item, SurveyView, view_survey
from qualcode.runs.read import Run, read_run
from qualcode.surveys import parse_survey


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> Path:
    study = write_survey_study(tmp_path / "study")
    monkeypatch.chdir(study)
    assert cli("tag").code == 0
    return study


@pytest.fixture
def run(folder: Path) -> Run:
    return read_run(folder / "run")


def view(run: Run, language: str = "en") -> SurveyView:
    material = gather_material(run, language=language)
    return view_survey(material, find_places(material))


def with_survey(run: Run, text: str) -> Run:
    return replace(run, surveys=(parse_survey(text.encode(), "survey-1.csv"),))


def item(run: Run, text: str) -> Item:
    (one,) = view(with_survey(run, text)).items
    return one


def test_figures_stand_beside_their_units(run: Run) -> None:
    satisfied, budget = view(run).items
    assert (satisfied.name, satisfied.measure) == ("Satisfied", "points")
    assert (satisfied.scale, satisfied.sources) == ("Scale from 1 to 5.", ("synthetic",))
    assert [name for name, _ in satisfied.codes] == ["Feedback"]
    lines = [(line.unit, line.about, line.figure, line.answers) for line in satisfied.lines]
    assert lines == [
        ("All", "", "4.54", "n = 9,120"),
        ("Север", "Home care", "4.61", "n = 412; SD 0.7"),
        ("СЕВЕР", "Rehabilitation", "3.90", "n = 198; SD 0.9"),
        ("Юг", "Service", "4.10", "n = 90"),
    ]
    home = satisfied.lines[1].talks[0]
    assert home.present is not None
    assert (home.language, home.respondents, home.present.text) == (
        "Russian",
        "2 respondents",
        "2 of 2",
    )
    assert home.present.href == f"#{home.anchor}"
    assert (home.codings, home.denied) == ("2 codings", "")
    assert [one.respondent for one in home.advocates] == ["R1", "R2"]
    assert [(one.value, one.fit) for one in home.said] == [("4.5", "same"), ("4.6", "unknown")]
    south = satisfied.lines[3].talks[0]
    assert (south.codings, south.denied) == ("", "1 denied")
    assert south.advocates[0].codes[0][0] == "Feedback (denied)"
    assert budget.scale == "No scale: bars go from nought to the largest figure here."
    assert [line.talks[0].present for line in budget.lines] == [None, None]
    assert not budget.scored
    assert budget.lines[0].note == "guessed"


def test_sources_and_notes_are_told_in_the_language_of_the_report(run: Run) -> None:
    table = (
        "region,item,value,source,source_ru,note,note_ru\n"
        "Север,a,2,made up,выдумано,per head,на человека.\n"
        "Юг,a,2.5,made up,выдумано,per head,на человека.\n"
    )
    for language, source, note in (
        ("en", "made up", "per head"),
        ("ru", "выдумано", "на человека"),
    ):
        (one,) = view(with_survey(run, table), language).items
        assert (one.sources, one.note) == ((source,), note)
        assert [line.note for line in one.lines] == ["", ""]  # told once, for all of them
    assert [line.figure for line in one.lines] == ["2,0", "2,5"]
    apart = item(run, table.replace("2.5,made up,выдумано,per head", "3,made up,выдумано,a year"))
    assert (apart.note, [line.note for line in apart.lines]) == ("", ["per head", "a year"])


def test_where_nobody_says_scores_there_is_no_column_for_them(run: Run) -> None:
    assert view(run).scored
    silent = replace(run, tables={**run.tables, "scores": ()})
    assert not view(silent).scored
    for one, shown in ((run, True), (silent, False)):
        page = render_report(one)
        assert ('<th scope="col">Scores said</th>' in page) is shown
        assert ("score said, on another scale" in page) is shown


def test_scores_are_drawn_on_the_scale_of_the_figure(run: Run) -> None:
    everybody, _, rehabilitation, south = view(run).items[0].lines
    assert everybody.bar == pytest.approx(188 * 3.54 / 4, abs=0.01)
    assert [dot.kind for dot in everybody.dots] == ["unknown", "same", "same", "unknown"]
    assert everybody.dots[2].x == pytest.approx(6 + 188 * 2 / 4)
    # The five that was denied is listed, and drawn nowhere.
    assert len(rehabilitation.dots) == 1
    assert [one.value for one in rehabilitation.talks[0].said] == ["3", "not 5"]
    # Seven out of ten has no place on a scale of five.
    assert [one.fit for one in south.talks[0].said] == ["unknown", "other"]
    assert len(south.dots) == 1


def test_scores_on_the_same_place_stand_above_each_other(run: Run) -> None:
    records = run.tables["scores"]
    same = tuple(
        {**record, "value": 4.0, "until": 4.0 + (at == 0), "low": "1", "high": "5"}
        for at, record in enumerate(records)
    )
    changed = replace(run, tables={**run.tables, "scores": same})
    dots = view(changed).items[0].lines[0].dots
    assert len({dot.x for dot in dots}) == 1
    assert len({dot.y for dot in dots}) == 3
    ranges = [dot for dot in dots if dot.until != dot.x]
    assert len(ranges) == 1
    assert "4–5" in {
        one.value for talk in view(changed).items[0].lines[0].talks for one in talk.said
    }


def test_what_is_no_scale_has_bars_of_its_own(run: Run) -> None:
    one = item(run, "item,value\na,-3\n")
    assert [line.bar for line in one.lines] == [0]
    shares = item(run, "region,item,value\nСевер,a,0.2\nЮг,a,0.1\n")
    assert [line.bar for line in shares.lines] == [188, 94]


def test_a_unit_without_interviews_says_so(run: Run) -> None:
    run = with_survey(run, "respondent,item,mean,codes\nR9,a,4,feedback\n")
    talk = view(run).items[0].lines[0].talks[0]
    assert (talk.language, talk.present, talk.codings) == ("", None, "")
    assert ">nobody<" in render_report(run)


def test_every_score_is_shown_with_its_words(run: Run) -> None:
    told = [(one.value, one.scale, one.nuance, one.about) for one in view(run).spoken.shown]
    assert told == [
        ("4.5", "out of 5, as asked", "", "Home care"),
        ("3", "out of 5, as asked", "“твёрдая тройка”", "Rehabilitation"),
        ("not 5", "from 1 to 5, assumed", "", "Rehabilitation"),
        ("4.6", "scale not known", "", "Home care"),
        ("4", "scale not known", "“solid four”", "Home care"),
        ("7", "out of 10", "", "Rehabilitation"),
    ]


def test_too_many_scores_are_capped(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken, "MOST", 2)
    shown = view(run)
    assert (len(shown.spoken.shown), shown.spoken.capped) == (2, "2 of 6 shown")
    hrefs = [one.href for talk in shown.items[0].lines[0].talks for one in talk.said]
    assert sum(bool(href) for href in hrefs) == 2
    check(render_report(run))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_is_sound(run: Run, language: str) -> None:
    page = render_report(run, language=language)
    parsed = check(page)
    assert "#survey" in parsed.links
    (section,) = lxml_html.fromstring(page).xpath("//section[@id='survey']")
    words = " ".join(section.text_content().split())
    for said in ("9,120" if language == "en" else "9\u00a0120", "твёрдая тройка", "synthetic"):
        assert said.replace("\u00a0", " ") in words
    assert ("correlated by ranks" if language == "en" else "сопоставлены по рангам") in words
    few = "2 units with interviews, and" if language == "en" else "в 2 единицах, а нужно"
    assert few in words
    assert page == render_report(run, language=language)


def test_without_figures_there_are_scores_alone(run: Run) -> None:
    page = render_report(replace(run, surveys=()))
    (section,) = lxml_html.fromstring(page).xpath("//section[@id='survey']")
    assert not section.xpath(".//table")
    assert len(section.xpath(".//blockquote")) == 6
    check(page)


def test_without_figures_and_scores_there_is_nothing(run: Run) -> None:
    tables = {**run.tables, "scores": ()}
    page = render_report(replace(run, surveys=(), tables=tables))
    assert "#survey" not in check(page).links
    numbers = re.findall(r"<h2[^>]*>(\d+)\.", page)
    assert numbers == [str(number) for number, _ in enumerate(numbers, 1)]


def test_what_is_wrong_is_told_before_anything_is_tagged(folder: Path, cli: Cli) -> None:
    before = sorted(path.name for path in (folder / "run").iterdir())
    (folder / "survey.csv").write_text(SURVEY.replace(";feedback;", ";feedbak;"), encoding="utf-8")
    (folder / "territory.csv").write_text("item,value\na,NaN\n", encoding="utf-8")
    (folder / "respondents.csv").write_text("file\nx\n", encoding="utf-8")
    done = cli("tag")
    assert done.code == 3
    told = [line.split("; ")[0] for line in done.lines]
    assert "territory.csv:2: `value` holds `NaN`, which is no such number" in told
    assert any("has no column `speaker`" in line for line in told)
    assert not any("feedbak" in line for line in told)  # units are not known without respondents
    assert sorted(path.name for path in (folder / "run").iterdir()) == before


def test_codes_nobody_has_are_told_at_their_line(folder: Path, cli: Cli) -> None:
    (folder / "survey.csv").write_text(SURVEY.replace(";feedback;", ";feedbak;"), encoding="utf-8")
    done = cli("tag")
    assert done.code == 3
    assert done.lines[0] == (
        "survey.csv:2: `feedbak` is no code of the codebook; did you mean `feedback`?"
    )
    assert len(done.lines) == 4


def test_another_figure_is_no_reason_to_tag_again(folder: Path, cli: Cli) -> None:
    (folder / "survey.csv").write_text(SURVEY.replace("4,54", "4,53"), encoding="utf-8")
    assert "unchanged, so not tagged again: 3 of 3 transcripts" in cli("tag").lines
    assert "4,53" in (folder / "run/survey-1.csv").read_text(encoding="utf-8")


def test_the_run_has_what_its_report_needs(folder: Path, cli: Cli) -> None:
    for name in ("survey.csv", "territory.csv", "study.yaml"):
        (folder / name).unlink()
    assert cli("report", "run", "--language", "ru").code == 0
    page = (folder / "run/report.html").read_text(encoding="utf-8")
    assert "Довольны" in page
    assert "Доля бюджета" in page


def test_typical_words_and_those_of_one_who_differs(run: Run) -> None:
    satisfied = view(run).items[0]
    everybody = next(talk for talk in satisfied.lines[0].talks if talk.language == "Russian")
    assert [(one.kind, one.says) for one in everybody.examples] == [
        ("typical", "speak of it, 2 of 2"),
        ("typical", "speak of it, 2 of 2"),
    ]
    assert {one.speaker.respondent for one in everybody.examples} == {"R1", "R2"}
    (alone,) = satisfied.lines[3].talks[0].examples
    assert (alone.kind, alone.says) == ("example", "only deny it, 1 of 1")
    assert alone.href.startswith("#")


def test_who_denies_what_others_affirm_deviates(run: Run) -> None:
    codings = tuple(
        {**one, "polarity": "negated"} if one["transcript"] == "north2.txt" else one
        for one in run.tables["codings"]
    )
    third = tuple(
        {**one, "respondent": "R2"} if one["respondent"] == "R2" else one for one in codings
    )
    item = view(replace(run, tables={**run.tables, "codings": third})).items[0]
    talk = next(one for one in item.lines[0].talks if one.language == "Russian")
    assert [one.kind for one in talk.examples] == ["example", "example"]  # one against one


REGIONS = ("Север", "Юг", "Восток", "Запад", "Центр", "Озёра")


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> Run:
    """A study of six regions with an interview each."""
    study = write_survey_study(tmp_path / "many")
    table, survey = ["file,speaker,respondent,type,region,age"], ["region,item,value,unit,codes"]
    for at, region in enumerate(REGIONS, 1):
        said = ["Отзывы хорошие."] * at + ["Работаем дальше."] * (8 - at)
        turns = [f"Интервьюер: И дальше?\nРеспондент: {one}\n" for one in said]
        (study / f"transcripts/m{at}.txt").write_text("".join(turns), encoding="utf-8")
        table.append(f"m{at}.txt,Респондент,M{at},ngo,{region},{30 + at if at < 6 else 'много'}")
        survey.append(f"{region},Bed,{at * at},beds,feedback")
    for name in ("north", "north2", "south"):
        (study / f"transcripts/{name}.txt").unlink()
    (study / "respondents.csv").write_text("\n".join(table) + "\n", encoding="utf-8")
    (study / "survey.csv").write_text("\n".join(survey) + "\n", encoding="utf-8")
    (study / "territory.csv").write_text("region,item,value\nСевер,a,1\n", encoding="utf-8")
    monkeypatch.chdir(study)
    assert cli("tag").code == 0
    return read_run(study / "run")


def test_five_units_and_more_are_ranked_and_drawn(many: Run) -> None:
    bed, alone = view(many).items
    rank = next(one for one in bed.ranks.rows if one.measure == "codings for 1,000 words")
    assert (rank.name, rank.units, rank.rho, rank.limits) == ("Feedback", "6", "1.00", "")
    assert (rank.p, rank.least) == ("0.003", "0.003")
    assert bed.ranks.figure is not None
    assert len(bed.ranks.figure.numbers.rows) == 6
    assert all(region in bed.ranks.figure.svg for region in REGIONS)
    assert alone.ranks.rows == ()
    assert alone.ranks.figure is None
    assert alone.ranks.remarks == (
        "No rank correlation: 1 unit with interviews, and at least 5 are needed.",
    )


@pytest.mark.parametrize("language", ["en", "ru"])
def test_numbers_of_respondents_stand_beside_codes(many: Run, language: str) -> None:
    (age,) = view(many, language).attributes
    assert age.name == "age"
    assert {one.name for one in age.ranks.rows} == {"Feedback" if language == "en" else "Отзывы"}
    assert {one.units for one in age.ranks.rows} == {"5"}
    said = "1 cell holds something" if language == "en" else "В 1 ячейке записано не число"
    assert any(one.startswith(said) for one in age.ranks.remarks)
    parsed = check(render_report(many, language=language))
    assert "#survey" in parsed.links


def test_many_codes_are_capped(many: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranks, "MOST", 1)
    run = with_survey(
        many, "region,item,value\n" + "".join(f"{one},a,{at}\n" for at, one in enumerate(REGIONS))
    )
    (one,) = view(run).items
    assert len(one.ranks.rows) == 1
    assert one.ranks.capped == ""
    assert one.ranks.figure is None


def test_figures_that_do_not_differ_are_said(many: Run) -> None:
    run = with_survey(
        many, "region,item,value,codes\n" + "".join(f"{one},a,1,feedback\n" for one in REGIONS)
    )
    (one,) = view(run).items
    assert one.ranks.remarks == ("No rank correlation: the figures do not differ.",)
    run = with_survey(
        many,
        "region,item,value,codes\n"
        + "".join(f"{one},a,{at},service\n" for at, one in enumerate(REGIONS)),
    )
    (one,) = view(run).items
    assert one.ranks.remarks[0].startswith("No rank correlation: the units do not differ")


def test_the_strongest_of_many_and_what_has_no_p(many: Run) -> None:
    """Only the first region's figure differs: no p up to 0.05 is possible."""
    rows = "".join(f"{one},a,{int(at == 0)}\n" for at, one in enumerate(REGIONS))
    run = with_survey(many, "region,item,value\n" + rows)
    material = gather_material(run, language="en")
    told = _tell(material, rows_of(material.results["correlations"]), 2)
    assert len(told.rows) == 2
    assert told.capped.startswith("The 2 strongest of")
    (one,) = view(run).items
    assert (one.ranks.rows[0].p, one.ranks.rows[0].family) == ("", "")
    assert one.ranks.rows[0].least == "0.333"
    assert one.ranks.rows[0].limits.startswith("(−")


def test_respondents_without_a_number_are_counted(many: Run) -> None:
    people = tuple(
        replace(one, attributes=tuple((name, "" if name == "age" and one.id == "M1" else cell)
                                      for name, cell in one.attributes))
        for one in many.respondents.respondents
    )  # fmt: skip
    (age,) = view(
        replace(many, respondents=replace(many.respondents, respondents=people))
    ).attributes
    assert "1 respondent has no number here and is left out." in age.ranks.remarks
    assert any("4 units with interviews" in one for one in age.ranks.remarks)
    assert write_p(load_messages("en"), 0.0001) == "< 0.001"
