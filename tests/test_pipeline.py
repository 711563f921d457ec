from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_study import ENGLISH, RUSSIAN, contents, write

from qualcode.batch import Group, RunSummary, Tagging, tag_files
from qualcode.codebook import load_codebook, parse_codebook
from qualcode.errors import RefusedError, TranscriptError
from qualcode.files import find_transcripts
from qualcode.model.codebook import Codebook
from qualcode.model.transcript import Role
from qualcode.pipeline import code_text, read_corpus
from qualcode.respondents import EMPTY_TABLE, load_respondents
from qualcode.runs.manifest import Settings
from qualcode.runs.read import read_run
from qualcode.study import load_study
from qualcode.tagging import Tagger


def tagging_of(study: Path) -> Tagging:
    return Tagging(
        load_codebook(study / "codebook.yaml"),
        load_respondents(study / "respondents.csv"),
        Settings(),
    )


def tag(study: Path, out: str, jobs: int = 1) -> RunSummary:
    return tag_files(
        find_transcripts([study / "transcripts"]), study / out, tagging_of(study), jobs=jobs
    )


def test_a_run_can_be_traced_back_to_the_words(study: Path) -> None:
    summary = tag(study, "run")
    run = read_run(study / "run")
    assert run.manifest["counts"] == {name: len(rows) for name, rows in run.tables.items()}
    assert summary.manifest["counts"] == run.manifest["counts"]
    lines = (study / "codebook.yaml").read_text().splitlines()
    texts = {
        transcript.id: transcript.text
        for transcript in read_corpus(find_transcripts([study / "transcripts"])).transcripts
    }
    assert run.tables["hits"]
    for hit in run.tables["hits"]:
        text, line = texts[str(hit["transcript"])], int(hit["line"])
        words = str(hit["words"]).split(" … ")
        start, stop = int(hit["start"]), int(hit["stop"])
        assert text[start:stop].startswith(words[0])
        assert text[start:stop].endswith(words[-1])
        assert lines[line - 1].lstrip().startswith(("ru:", "en:", "indicators:"))
    for name, column in (("turns", "text"), ("segments", "text"), ("codings", "quote")):
        for row in run.tables[name]:
            text = texts[str(row["transcript"])]
            assert text[int(row["start"]) : int(row["stop"])] == row[column]


def test_respondents_who_mention_a_code_are_counted_once(study: Path) -> None:
    english, russian = Group("public_provider", "en"), Group("ngo_provider", "ru")
    summary = tag(study, "run")
    assert summary.groups == {english: 1, russian: 1}
    assert summary.mentions == {
        "saving": {english: 1, russian: 1},
        "care": {english: 1, russian: 1},
    }


def test_the_same_inputs_give_the_same_bytes(study: Path) -> None:
    names = [write(study / f"more/{number}/a.txt", RUSSIAN) for number in range(3)]
    names += [study / "transcripts/en01.txt", study / "transcripts"]
    tagging = tagging_of(study)
    loaded = load_study(study / "study.yaml")
    tag_files(find_transcripts(names), study / "run", tagging, loaded)
    expected = contents(study / "run")
    assert b"0/a.txt" in expected["turns.csv"]
    for out, paths, jobs in (
        ("again", names, 1),
        ("far/shuffled", names[3:] + names[:3], 1),
        ("two", list(reversed(names)), 2),
        ("run", names, 3),
    ):
        tag_files(find_transcripts(paths), study / out, tagging, loaded, jobs)
        assert contents(study / out) == expected


def test_the_manifest_knows_nothing_of_the_machine(study: Path) -> None:
    table = study / "respondents.csv"
    write(table, table.read_text() + "none.txt,A,R3,ngo,\nru01.txt,B,R4,ngo_provider,\n")
    summary = tag(study, "run", jobs=2)
    manifest = (study / "run/run.json").read_text()
    assert str(study) not in manifest
    assert "/" not in manifest.replace("n/a", "")
    assert not {"jobs", "out", "host", "time", "date", "user"} & set(json.loads(manifest))
    assert json.loads(manifest)["settings"] == {
        "language": "auto",
        "interviewers": [],
        "models": [],
    }
    assert json.loads(manifest)["problems"] == [
        "respondents.csv:4: `ngo` is no respondent type of the codebook;"
        " did you mean `ngo_provider`?",
        "respondents.csv:4: names the file `none.txt`, which was not read",
        "respondents.csv:5: speaker `B` never speaks in ru01.txt; there are Интервьюер, Респондент",
    ]
    assert [problem.file for problem in summary.problems] == [str(table)] * 3


def test_a_bad_transcript_among_good_ones_is_left_out(study: Path) -> None:
    tag(study, "good")
    write(study / "transcripts/bad.docx", b"no zip")
    write(study / "transcripts/empty.txt", b"")
    for jobs in (1, 2):
        summary = tag(study, "run", jobs)
        assert [problem.file for problem in summary.failures] == ["bad.docx", "empty.txt"]
        here, good = contents(study / "run"), contents(study / "good")
        unread = json.loads(here.pop("run.json"))["unread"]
        assert list(unread) == ["bad.docx", "empty.txt"]
        assert json.loads(good.pop("run.json"))["unread"] == {}
        assert here == good


def test_without_a_single_good_transcript_nothing_is_done(study: Path) -> None:
    write(study / "bad/a.txt", b"")
    write(study / "bad/b.docx", b"no zip")
    (study / "none").mkdir()
    for folder, count in (("bad", 2), ("none", 1)):
        with pytest.raises(TranscriptError) as told:
            tag_files(find_transcripts([study / folder]), study / "deep/run", tagging_of(study))
        assert len(told.value.problems) == count
        with pytest.raises(TranscriptError) as told:
            read_corpus(find_transcripts([study / folder]))
        assert len(told.value.problems) == count
    assert not (study / "deep").exists()


@pytest.mark.parametrize("out", ["transcripts", ".", "transcripts/../transcripts"])
def test_sources_are_never_replaced(study: Path, out: str) -> None:
    before = contents(study)
    with pytest.raises(RefusedError):
        tag(study, out)
    assert contents(study) == before


def test_a_run_below_the_transcripts_is_no_transcript(study: Path) -> None:
    for _ in range(2):
        summary = tag(study, "transcripts/run")
        assert summary.manifest["counts"]["turns"] == 8
    assert (study / "transcripts/ru01.txt").read_text() == RUSSIAN


def test_speakers_of_nobody_are_kept_apart(study: Path) -> None:
    write(study / "transcripts/en02.txt", ENGLISH)
    tag(study, "run")
    rows = read_run(study / "run").tables["codings"]
    assert {(row["respondent"], row["type"]) for row in rows} == {
        ("R1", "ngo_provider"),
        ("R2", "public_provider"),
        ("en02.txt:Respondent", ""),
    }


def test_one_respondent_may_speak_in_several_files(study: Path) -> None:
    write(study / "transcripts/en02.txt", f"{ENGLISH}Interviewer: Thank you.\n")
    table = study / "respondents.csv"
    write(table, table.read_text() + "en02.txt,Respondent,R2,public_provider,South\n")
    summary = tag(study, "run")
    assert summary.problems == ()
    assert summary.mentions["saving"][Group("public_provider", "en")] == 1


def test_language_and_interviewers_can_be_told(study: Path) -> None:
    write(study / "two.txt", "Анна: экономия?\nВера: забота!\nАнна: забота?\nВера: забота!\n")
    codebook = load_codebook(study / "codebook.yaml")
    found = {}
    for language in ("ru", "en"):
        settings = Settings(language, ("Вера",))
        tag_files(
            find_transcripts([study / "two.txt"]),
            study / language,
            Tagging(codebook, EMPTY_TABLE, settings),
        )
        found[language] = read_run(study / language)
    assert {row["respondent"] for row in found["ru"].tables["codings"]} == {"two.txt:Анна"}
    assert found["en"].tables["codings"] == ()
    assert {row["language"] for row in found["en"].tables["segments"]} == {"en"}


def test_progress_is_told_of_every_file(study: Path) -> None:
    write(study / "transcripts/bad.docx", b"no zip")
    done: list[str] = []
    tag_files(
        find_transcripts([study / "transcripts"]),
        study / "run",
        tagging_of(study),
        progress=done.append,
    )
    read_corpus(find_transcripts([study / "transcripts"]), progress=done.append)
    assert done == ["bad.docx", "en01.txt", "ru01.txt"] * 2


def test_a_bare_text_is_one_turn(small_codebook: Codebook) -> None:
    said = "У нас экономия мешает заботе."
    coded = code_text(f"  {said}\n", Tagger(small_codebook))
    assert coded.transcript.text == said
    assert {coding.code for coding in coded.tagged.codings} == {"saving", "care"}
    assert {met.relation for met in coded.tensions} == {"conflict"}


def test_a_bare_text_can_be_the_interviewers(small_codebook: Codebook) -> None:
    source = small_codebook.source.replace("- id: care\n", "- id: care\n  speakers: interviewer\n")
    codebook = parse_codebook(source, "c.yaml")
    tagger = Tagger(codebook)
    roles: tuple[Role, ...] = ("respondent", "interviewer")
    found = [code_text("Экономия и забота", tagger, "ru", role) for role in roles]
    assert [{coding.code for coding in one.tagged.codings} for one in found] == [
        {"saving"},
        {"care"},
    ]


def test_what_is_known_of_another_language_is_told(study: Path) -> None:
    codebook = study / "codebook.yaml"
    write(codebook, codebook.read_text(encoding="utf-8").replace("[ru, en]", "[ru, en, de]"))
    problems = [str(problem) for problem in tag(study, "run").problems]
    assert problems == [
        "codebook: its language `de`: words are found in any form; its turns are told by"
        " its commonest words; negation, wishes, the past and verbs of speech are not looked for"
    ]
