"""Agreement and suggestions from Python, as the commands give them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from coded_study import write_coded_study
from command_line import Cli
from shipped_study import tag_study

import qualcode
from qualcode.decisions import append, name_log
from qualcode.errors import CodersError, QualcodeError, RefusedError
from qualcode.model.decision import Decision
from qualcode.runs.read import read_run
from qualcode.study import load_study


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_coded_study(tmp_path_factory.mktemp("people"))
    tag_study(load_study(folder / "study.yaml"), folder / "run")
    _decide(folder)
    return folder


def _decide(folder: Path) -> None:
    """Let two people read all Russian segments blind; VERA gives `saving` to every third."""
    run = read_run(folder / "run")
    hashes = {one["transcript"]: one["text_sha256"] for one in run.manifest["transcripts"]}
    for coder, every in (("VERA", 3), ("GLEB", 4)):
        lines = []
        for number, one in enumerate(run.tables["segments"]):
            if one["role"] != "respondent" or one["language"] != "ru":
                continue
            place = {
                "transcript": str(one["transcript"]),
                "text_sha256": str(hashes[one["transcript"]]),
                "start": int(one["start"]),
                "stop": int(one["stop"]),
                "quote": str(one["text"]),
                "blind": True,
            }
            if number % every == 0:
                line = Decision(
                    f"{coder}-{number}-add", _TIME, coder, "add", code="saving", **place
                )
                lines.append(line)
            lines.append(Decision(f"{coder}-{number}-seen", _TIME, coder, "seen", **place))
        append(name_log(folder / "decisions", coder), lines)


_TIME = "2026-01-01T10:00:00.000Z"


def test_agreement_of_tables_is_that_of_the_command(
    folder: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = [folder / "anna.csv", folder / "boris.csv"]
    found = qualcode.agree(folder / "run", tables=tables, resamples=0)
    assert list(found) == ["items", "coders", "together", "machine", "disagreements", "problems"]
    monkeypatch.chdir(folder / "transcripts")  # no study here
    told = cli("agree", folder / "run", "--against", *tables, "--json", "--resamples", 0)
    said = json.loads(told.out)
    for name in ("items", "together", "disagreements"):
        frame = found[name].astype(object).where(found[name].notna(), None)
        assert frame.to_dict("records") == said[name]
    assert found["machine"].empty
    assert found["problems"].empty
    assert set(found["disagreements"]["given_by"]) == {"anna"}


def test_agreement_of_decisions(folder: Path) -> None:
    found = qualcode.agree(folder / "run", decisions=folder / "decisions", machine=True)
    assert set(found["coders"]["coder"]) == {"VERA", "GLEB"}
    assert not found["machine"].empty
    one = qualcode.agree(
        folder / "run",
        decisions=folder / "decisions",
        tables=[folder / "anna.csv"],
        coders=["VERA", "anna"],
        code="saving",
    )
    assert set(one["coders"]["coder"]) == {"VERA", "anna"}
    assert set(one["items"].loc[one["items"]["kind"] == "code", "item"]) == {"saving"}


def test_suggestions(folder: Path) -> None:
    tables = [folder / "anna.csv", folder / "boris.csv"]
    found = qualcode.suggest(folder / "run", tables=tables, first=1)
    assert list(found) == ["suggestions", "figures", "codes", "problems"]
    segments = qualcode.runs.read.read_run(folder / "run").tables["segments"]
    spoken = sum(one["role"] == "respondent" for one in segments)
    assert len(found["suggestions"]) == spoken
    assert set(found["suggestions"]["rank"]) == {1}
    assert found["suggestions"]["reasons"].str.contains("rule: ").any()
    both = qualcode.suggest(folder / "run", decisions=folder / "decisions")
    assert both["suggestions"]["seen"].any()


def test_what_cannot_be(folder: Path) -> None:
    with pytest.raises(RefusedError, match="is no folder"):
        qualcode.suggest(folder / "run", decisions=folder / "nowhere")
    with pytest.raises(QualcodeError, match="`clara` has coded nothing"):
        qualcode.agree(folder / "run", tables=[folder / "anna.csv"], coders=["anna", "clara"])
    with pytest.raises(QualcodeError, match="two coders"):
        qualcode.agree(folder / "run", tables=[folder / "anna.csv"])
    with pytest.raises(CodersError):
        qualcode.agree(folder / "run", tables=[folder / "respondents.csv"])
