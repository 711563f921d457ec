"""The shipped study of the social order: read whole, coded whole, spoken scores beside figures."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from shipped_study import present, tag_study, unpack

from qualcode.analysis import make_frames, place_scores
from qualcode.files import find_transcripts
from qualcode.guidance import Guidance
from qualcode.pipeline import read_corpus
from qualcode.respondents import load_respondents
from qualcode.runs.read import Run
from qualcode.study import Study
from qualcode.surveys import check_survey, fits_unit, load_surveys

REGIONS = {"Приозёрская область", "Заречный край"}
TYPES = {"authority", "public_provider", "npo_provider", "private_provider", "recipient"}
SERVICES = ("home_care", "rehabilitation", "day_care", "child_care")
NOT_SAID_IN_ENGLISH = {"service.child_care"}

# The scores in the interviews by a reader's count: file, words, value, upper end of the scale, and
# whether the mark is given. The mark for a driver is one, though of no service.
Score = tuple[str, str, float, float | None, bool]
SCORES: tuple[Score, ...] = (
    ("en01.txt", "four and a half points", 4.5, 5, True),
    ("en01.txt", "four", 4, 5, True),
    ("en01.txt", "solid four", 4, 5, True),
    ("en01.txt", "more than a three", 3, 5, True),
    ("en02.srt", "four point nine", 4.9, None, True),
    ("en02.srt", "Four out of five", 4, 5, True),
    ("en02.srt", "three and a half out of five", 3.5, 5, True),
    ("ru01.txt", "четыре целых шесть десятых балла", 4.6, None, True),
    ("ru01.txt", "четыре и три", 4.3, None, True),
    ("ru01.txt", "четвёрку, и то с минусом", 4, 5, True),
    ("ru01.txt", "твёрдую четвёрку", 4, 5, True),
    ("ru02.txt", "четыре и семь", 4.7, None, True),
    ("ru02.txt", "четыре и девять", 4.9, None, True),
    ("ru02.txt", "Четвёрку с плюсом", 4, 5, True),
    ("ru02.txt", "пять", 5, None, True),
    ("ru02.txt", "троечку", 3, 5, True),
    ("ru03.docx", "четыре запятая восемь", 4.8, None, True),
    ("ru03.docx", "четыре", 4, 5, True),
    ("ru03.docx", "Пятёрку", 5, 5, False),
    ("ru03.docx", "тройку", 3, 5, True),
    ("ru04.txt", "двойку", 2, 5, True),
    ("ru04.txt", "Пять с плюсом", 5, 5, True),
    ("ru04.txt", "тройка, и ту с натяжкой", 3, 5, True),
    ("ru04.txt", "четыре с половиной", 4.5, 5, True),
    ("ru05.txt", "четыре целых семь десятых балла", 4.7, None, True),
    ("ru05.txt", "три с плюсом", 3, 5, True),
    ("ru05.txt", "четыре", 4, 5, True),
    ("ru05.txt", "пятёрку", 5, 5, False),
    ("ru05.txt", "слабая тройка", 3, 5, True),
    ("ru06.vtt", "Девять из десяти", 9, 10, True),
    ("ru06.vtt", "четвёрочка", 4, 5, True),
    ("ru06.vtt", "пять", 5, None, True),
    ("ru06.vtt", "три и восемь", 3.8, None, True),
)
# Scores to a reader that the rules may miss, for nothing near by says that they are marks:
# «Поднимаешь — она тебе единицу. Не поднимаешь — пятёрку.»
HARD = {("ru01.txt", "пятёрки"), ("ru05.txt", "единицу")}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return unpack(tmp_path_factory.mktemp("study") / "new", "social_order")


@pytest.fixture(scope="module")
def run(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return tag_study(study, tmp_path_factory.mktemp("run") / "run")


def said(run: Run) -> list[Score]:
    """The scores of respondents: file, words, value, upper end of the scale, whether given."""
    return [
        (
            str(one["transcript"]),
            str(one["words"]),
            float(one["value"]),
            float(one["high"]) if one["high"] not in ("", None) else None,
            one["polarity"] == "affirmed",
        )
        for one in run.tables["scores"]
        if one["role"] == "respondent"
    ]


def test_it_says_that_it_is_synthetic(study: Study) -> None:
    assert "synthetic" in study.note
    assert "вымышлены" in dict(study.translated)["note_ru"]


def test_every_transcript_is_read_and_everybody_in_it_is_known(study: Study) -> None:
    assert study.respondents is not None
    table = load_respondents(study.respondents)
    corpus = read_corpus(find_transcripts(study.transcripts), Guidance(table, study.interviewers))
    assert not corpus.failures
    assert {Path(one.id).suffix for one in corpus.transcripts} == {".txt", ".docx", ".vtt", ".srt"}
    known = {(one.file, one.speaker) for one in table.rows}
    for transcript in corpus.transcripts:
        turns = [turn for turn in transcript.turns if turn.role == "respondent"]
        words = sum(len(transcript.text[turn.start : turn.stop].split()) for turn in turns)
        assert 450 <= words <= 900, transcript.id
        assert {(transcript.id, turn.speaker) for turn in turns} <= known
        asked = [turn for turn in transcript.turns if turn.role == "interviewer"]
        assert len(asked) >= 8, transcript.id
        assert len(turns) + len(asked) == len(transcript.turns), transcript.id


def test_three_types_speak_in_each_region(run: Run) -> None:
    regions = defaultdict(set)
    for one in run.respondents.respondents:
        regions[dict(one.attributes)["region"]].add(one.type)
    assert set(regions) == REGIONS
    assert regions["Приозёрская область"] | regions["Заречный край"] == TYPES
    both = regions["Приозёрская область"] & regions["Заречный край"]
    assert both == {"authority", "npo_provider", "recipient"}


def test_every_code_is_found_and_all_types_speak_of_every_matter(run: Run) -> None:
    types = {one.id: one.type for one in run.respondents.respondents}
    languages = {
        (str(one["transcript"]), str(one["segment"])): str(one["language"])
        for one in run.tables["segments"]
    }
    found, matters = defaultdict(set), defaultdict(set)
    for coding in present(run):
        if not coding["respondent"]:  # services that an interviewer names
            continue
        place = str(coding["transcript"]), str(coding["segment"])
        found[str(coding["code"])].add(languages[place])
        matters[str(coding["code"]).split(".")[0]].add(types[str(coding["respondent"])])
    codes = {code.id for code in run.codebook.codes if code.indicators}
    assert {code for code in codes if "ru" in found[code]} == codes
    assert {code for code in codes if "en" not in found[code]} == NOT_SAID_IN_ENGLISH
    assert len(codes) == 27
    for matter in ("certificate", "choice", "feedback", "platform", "provider", "effect"):
        assert matters[matter] == TYPES, matter
    assert "recipient" not in matters["selection"]


def test_denied_assignment_is_no_lack_of_choice(run: Run) -> None:
    """«Не его прикрепили, … а выбрал»: a father who chose."""
    (denied,) = (
        hit
        for hit in run.tables["hits"]
        if hit["transcript"] == "ru03.docx" and hit["words"] == "прикрепили"
    )
    assert (denied["code"], denied["polarity"]) == ("choice.none", "negated")


def test_all_tensions_occur_with_all_relations(run: Run) -> None:
    found = run.tables["tensions"]
    assert {one["tension"] for one in found} == {one.id for one in run.codebook.tensions}
    assert {one["relation"] for one in found} >= {"conflict", "compromise", "reconciliation"}
    prices = {
        one["transcript"]: one["relation"]
        for one in found
        if (one["tension"], one["level"]) == ("price_vs_quality", "segment")
        and one["relation"] != "unstated"
    }
    assert prices == {"ru01.txt": "compromise", "en01.txt": "compromise"}  # the floor price


def test_most_questions_of_the_guide_are_recognised(run: Run) -> None:
    answers = [one for one in run.tables["segments"] if one["role"] == "respondent"]
    assert sum(bool(one["question"]) for one in answers) > 0.9 * len(answers)


@pytest.mark.parametrize("score", SCORES, ids=lambda score: f"{score[0]}: {score[1]}")
def test_a_spoken_score_is_found(run: Run, score: Score) -> None:
    assert score in said(run)


def test_nothing_else_is_found(run: Run) -> None:
    told = {(file, words) for file, words, *_ in SCORES}
    others = {(file, words) for file, words, *_ in said(run)} - told
    assert others <= HARD


@pytest.mark.parametrize(
    ("file", "words", "service"),
    [
        ("ru01.txt", "твёрдую четвёрку", "rehabilitation"),
        ("ru02.txt", "Четвёрку с плюсом", "home_care"),
        ("ru02.txt", "троечку", "home_care"),
        ("ru03.docx", "тройку", "home_care"),
        ("ru01.txt", "четыре и три", "rehabilitation"),
        ("ru02.txt", "пять", "day_care"),
        ("ru04.txt", "четыре с половиной", "home_care"),
        ("ru06.vtt", "четвёрочка", "child_care"),
        ("en01.txt", "more than a three", "rehabilitation"),
        ("ru05.txt", "три с плюсом", "home_care"),
        ("ru05.txt", "слабая тройка", "rehabilitation"),
        ("ru06.vtt", "Девять из десяти", "rehabilitation"),
        ("en01.txt", "solid four", "day_care"),
        ("en02.srt", "Four out of five", "day_care"),
        ("en02.srt", "three and a half out of five", "home_care"),
    ],
)
def test_a_score_is_about_its_service(run: Run, file: str, words: str, service: str) -> None:
    placed = place_scores(make_frames(run.tables), run.codebook)
    (row,) = placed[(placed["transcript"] == file) & (placed["words"] == words)].to_dict("records")
    assert row["about"] == f"service.{service}"


def test_figures_fit_the_people_and_scores_are_said_beside_them(study: Study, run: Run) -> None:
    problems: list[object] = []
    (survey,) = load_surveys(study.surveys, problems)  # type: ignore[arg-type]
    assert problems == []
    assert check_survey(survey, run.respondents, run.codebook) == ()
    assert all("synthetic" in row.source for row in survey.rows)
    rows = {
        (dict(row.where).get("region", ""), *row.about): row
        for row in survey.rows
        if row.item == "satisfaction"
    }
    expected = {(region, f"service.{service}") for region in REGIONS for service in SERVICES}
    assert set(rows) == expected | {("",)}
    assert all((row.low, row.high) == (1, 5) for row in rows.values())
    assert rows["",].figure == 4.54
    people = {one.id: one for one in run.respondents.respondents}
    placed = place_scores(make_frames(run.tables), run.codebook)
    spoken = {
        key
        for key in expected
        for who in placed[placed["about"] == key[1]]["respondent"]
        if fits_unit(rows[key], people[str(who)])
    }
    hardly = {("Приозёрская область", "service.day_care"), ("Заречный край", "service.child_care")}
    assert spoken | hardly == expected - {("Приозёрская область", "service.child_care")}
