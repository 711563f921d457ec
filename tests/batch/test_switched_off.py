"""A regular expression that does not come to an end is looked for nowhere, and that is told."""

from __future__ import annotations

import json
import pickle
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import Cli
from small_study import CODEBOOK, RUSSIAN, contents, write

from qualcode.batch import RunSummary, Tagging, cache_beside, tag_files
from qualcode.codebook import load_codebook, parse_codebook
from qualcode.files import find_transcripts
from qualcode.model.codebook import Codebook, Regex
from qualcode.model.transcript import Segment, Transcript
from qualcode.respondents import load_respondents
from qualcode.runs.manifest import Settings
from qualcode.runs.read import read_run
from qualcode.tagging import Tagged, Tagger, TooSlowError

SLOW, SLOWER = "экономия", "забота"  # indicators of the small codebook


class SlowTagger(Tagger):
    """A tagger for which two indicators never come to an end where somebody says so."""

    deaf = False  # to what is switched off

    def __init__(
        self, codebook: Codebook, switched_off: Collection[str] = (), pipelines: tuple[()] = ()
    ) -> None:
        super().__init__(codebook, switched_off, pipelines)
        self._off = switched_off

    def tag(
        self, transcript: Transcript, segments: Sequence[Segment], types: Mapping[str, str]
    ) -> Tagged:
        for code in self.codebook.codes:
            for indicator in code.indicators:
                endless = f"без конца {indicator.text}" in transcript.text
                if endless and (self.deaf or indicator.id not in self._off):
                    raise TooSlowError(indicator, transcript.id)
        return super().tag(transcript, segments, types)


@pytest.fixture
def slow_study(study: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small study with transcripts in which two indicators are slow."""
    monkeypatch.setattr("qualcode.batch.pieces.Tagger", SlowTagger)
    for number, words in enumerate([*[""] * 5, SLOW, "", SLOWER, SLOW, ""]):
        said = f"{RUSSIAN}Респондент: Это {number}, без конца {words}.\n"
        write(study / f"transcripts/{number}.txt", said)
    (study / "respondents.csv").write_text("file,speaker,respondent,type\nен,,R,ngo_provider\n")
    return study


def tagging_of(study: Path, codebook: Codebook) -> Tagging:
    return Tagging(codebook, load_respondents(study / "respondents.csv"), Settings())


def tag(study: Path, out: str = "run", jobs: int = 1, told: list[str] | None = None) -> RunSummary:
    return tag_files(
        find_transcripts([study / "transcripts"]),
        study / out,
        tagging_of(study, load_codebook(study / "codebook.yaml")),
        jobs=jobs,
        progress=(told if told is not None else []).append,
        cache=cache_beside(study / out),
    )


@pytest.mark.parametrize("jobs", [1, 2])
def test_it_finds_nothing_anywhere(slow_study: Path, jobs: int) -> None:
    told: list[str] = []
    summary = tag(slow_study, jobs=jobs, told=told)
    lines = {one.text: one.line for code in load_codebook(slow_study / "codebook.yaml").codes
             for one in code.indicators}  # fmt: skip
    assert [(one.text, one.transcript, one.line) for one in summary.switched_off] == [
        (SLOW, "5.txt", lines[SLOW]),
        (SLOWER, "7.txt", lines[SLOWER]),
    ]
    run = read_run(slow_study / "run")
    off = {one.id for one in summary.switched_off}
    assert run.tables["hits"]
    assert off.isdisjoint(str(hit["indicator"]) for hit in run.tables["hits"])
    assert run.manifest["switched_off"] == [
        {"id": one.id, "line": one.line, "text": one.text, "transcript": one.transcript}
        for one in summary.switched_off
    ]
    names = sorted(path.name for path in (slow_study / "transcripts").iterdir())
    assert len(names) == 12
    assert told[-12:] == names
    assert told[: len(told) - 12] == names[:5] + names[:7]


def test_runs_are_the_same_however_they_are_made(slow_study: Path) -> None:
    for out, jobs in (("a/run", 1), ("b/run", 2), ("b/run", 1), ("b/run", 2)):
        tag(slow_study, out, jobs)
        assert contents(slow_study / out) == contents(slow_study / "a/run")


def test_it_is_told_to_people_and_in_the_run(slow_study: Path, cli: Cli) -> None:
    (slow_study / "respondents.csv").unlink()
    study = (slow_study / "study.yaml").read_text().replace("respondents: respondents.csv\n", "")
    write(slow_study / "study.yaml", study)
    line = CODEBOOK.split("\n").index('    ru: ["экономия", "сокращение ставка|штат"]') + 1
    for _ in range(2):
        done = cli("tag")
        assert done.code == 1
        said = (
            f"codebook.yaml:{line}: `{SLOW}` took too long in 5.txt, so it was looked for in no"
            " transcript and found nothing anywhere; write it more simply: nothing repeated inside"
            " what is repeated, as in `(a+)+`"
        )
        assert said in done.lines
        manifest = json.loads((slow_study / "run/run.json").read_text())
        assert manifest["problems"][0] == said
        assert [one["text"] for one in manifest["switched_off"]] == [SLOW, SLOWER]


def test_nothing_is_switched_off_without_need(slow_study: Path, study: Path, cli: Cli) -> None:
    for path in (slow_study / "transcripts").glob("[578].txt"):
        path.unlink()
    assert cli("tag").code == 0
    assert json.loads((study / "run/run.json").read_text())["switched_off"] == []


def test_an_indicator_that_cannot_be_switched_off_is_a_bug(
    slow_study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SlowTagger, "deaf", True)
    with pytest.raises(TooSlowError):
        tag(slow_study)
    assert not (slow_study / "run").exists()


def test_it_can_be_sent_between_processes(slow_study: Path) -> None:
    indicator = load_codebook(slow_study / "codebook.yaml").codes[0].indicators[0]
    sent = pickle.loads(pickle.dumps(TooSlowError(indicator, "5.txt")))  # noqa: S301
    assert (sent.indicator, sent.transcript) == (indicator, "5.txt")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_regular_expression_that_never_ends_is_switched_off(study: Path, jobs: int) -> None:
    """What checking the codebook has not seen."""
    written = CODEBOOK.replace('"dignity"', '"dignity", {regex: "peace|quiet"}')
    tagging = tagging_of(study, parse_codebook(written, "codebook.yaml"))
    saving, care = tagging.codebook.codes
    *others, quiet = care.indicators
    endless = replace(quiet, expression=Regex("(?:a|aa)+$"))
    codebook = replace(
        tagging.codebook, codes=(saving, replace(care, indicators=(*others, endless)))
    )
    write(study / "transcripts/a.txt", f"I: {'a' * 60}?\nR: We save {'a' * 60} b.\n")
    found = find_transcripts([study / "transcripts"])
    summary = tag_files(found, study / "run", replace(tagging, codebook=codebook), jobs=jobs)
    assert [(one.id, one.transcript) for one in summary.switched_off] == [(quiet.id, "a.txt")]
    assert len(summary.problems) >= 1
    assert "took too long in a.txt" in str(summary.problems[0])
    assert len(read_run(study / "run").tables["hits"]) == 10
