"""The shipped study of two cities: read whole, coded whole, figures beside what is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest
from shipped_study import present, tag_study, unpack

from qualcode.files import find_transcripts
from qualcode.guidance import Guidance
from qualcode.pipeline import read_corpus
from qualcode.respondents import load_respondents
from qualcode.runs.read import Run
from qualcode.study import Study
from qualcode.surveys import check_survey, fits_unit, load_surveys

CITIES = {"Северореченск", "Каменноборск"}
TYPES = {"npo_head", "municipal_official", "business_partner"}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return unpack(tmp_path_factory.mktemp("study") / "new", "partnership_barriers")


@pytest.fixture(scope="module")
def run(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return tag_study(study, tmp_path_factory.mktemp("run") / "run")


def places(run: Run) -> Mapping[str, Mapping[str, str]]:
    """The attributes of every respondent, with the type."""
    return {
        one.id: {"type": one.type, **dict(one.attributes)} for one in run.respondents.respondents
    }


def test_it_says_that_it_is_synthetic(study: Study) -> None:
    assert "synthetic" in study.note
    assert "вымышлены" in dict(study.translated)["note_ru"]
    assert study.compare_by == "city"


def test_every_transcript_is_read_and_everybody_in_it_is_known(study: Study) -> None:
    assert study.respondents is not None
    table = load_respondents(study.respondents)
    corpus = read_corpus(find_transcripts(study.transcripts), Guidance(table, study.interviewers))
    assert not corpus.failures
    assert {Path(one.id).suffix for one in corpus.transcripts} == {
        ".txt", ".docx", ".vtt", ".md", ".srt"
    }  # fmt: skip
    for transcript in corpus.transcripts:
        turns = [turn for turn in transcript.turns if turn.role == "respondent"]
        words = sum(len(transcript.text[turn.start : turn.stop].split()) for turn in turns)
        assert 450 <= words <= 950, transcript.id
        asked = [turn for turn in transcript.turns if turn.role == "interviewer"]
        assert len(asked) >= 9, transcript.id
        assert len(turns) + len(asked) == len(transcript.turns), transcript.id


def test_four_speak_in_each_city_of_three_types(run: Run) -> None:
    cities = defaultdict(set)
    for person in places(run).values():
        cities[person["city"]].add(person["type"])
    assert cities == dict.fromkeys(CITIES, TYPES)
    assert sorted(person["city"] for person in places(run).values()).count("Каменноборск") == 4


def test_every_code_is_found_and_barriers_in_both_cities(run: Run) -> None:
    people = places(run)
    found = defaultdict(set)
    for coding in present(run):
        found[coding["code"]].add(people[str(coding["respondent"])]["city"])
    assert {code.id for code in run.codebook.codes if code.indicators} == set(found)
    barriers = {code for code in found if str(code).startswith("barrier.")}
    one_city = {code for code in barriers if found[code] != CITIES}
    assert len(barriers) == 10
    assert one_city <= {"barrier.information"}
    assert found["instrument.social_order"] == {"Северореченск"}  # nobody in the other city has it


def test_all_types_speak_of_barriers_and_instruments_and_of_how_npos_are_seen(run: Run) -> None:
    people = places(run)
    spoken = defaultdict(set)
    for coding in present(run):
        branch = str(coding["code"]).split(".")[0]
        spoken[branch].add(people[str(coding["respondent"])]["type"])
    assert spoken["barrier"] == spoken["instrument"] == spoken["perception"] == TYPES


def test_words_that_deny_an_instrument_are_no_instrument(run: Run) -> None:
    """«Отдельной программы нет»: the official of the city without a programme."""
    (denied,) = (
        hit
        for hit in run.tables["hits"]
        if hit["transcript"] == "ru06.txt" and "программы" in str(hit["words"])
    )
    assert (denied["code"], denied["polarity"]) == ("instrument.commitments", "negated")


def test_all_tensions_occur_and_some_say_how(run: Run) -> None:
    assert {one["tension"] for one in run.tables["tensions"]} == {
        one.id for one in run.codebook.tensions
    }
    assert {one["relation"] for one in run.tables["tensions"]} >= {"conflict", "unstated"}


def test_most_questions_of_the_guide_are_recognised(run: Run) -> None:
    answers = [one for one in run.tables["segments"] if one["role"] == "respondent"]
    assert sum(bool(one["question"]) for one in answers) > 0.9 * len(answers)


def test_figures_fit_the_people_and_scores_are_said_beside_them(study: Study, run: Run) -> None:
    problems: list[object] = []
    surveys = load_surveys(study.surveys, problems)  # type: ignore[arg-type]
    assert problems == []
    for survey in surveys:
        assert check_survey(survey, run.respondents, run.codebook) == ()
        assert all("synthetic" in dict(row.sources)["en"] for row in survey.rows)
        assert all("вымышлен" in dict(row.sources)["ru"] for row in survey.rows)
    scored = {
        (one["respondent"], one["segment"], one["transcript"]) for one in run.tables["scores"]
    }
    asked = {(one["transcript"], one["segment"]): one["question"] for one in run.tables["segments"]}
    people = {one.id: one for one in run.respondents.respondents}
    rows = {(row.item, dict(row.where)["city"]): row for row in surveys[0].rows}
    for city in CITIES:
        for item in ("perception_authority", "perception_business"):
            row = rows[item, city]
            assert any(
                fits_unit(row, people[str(who)]) and asked[file, segment] in row.questions
                for who, segment, file in scored
            ), (item, city)
        assert 90 <= (rows["perception_authority", city].n or 0) <= 110
    higher, lower = (
        rows["perception_authority", c].figure for c in ("Северореченск", "Каменноборск")
    )
    assert higher > lower
