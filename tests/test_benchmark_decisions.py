"""The made-up decisions of the benchmarks: the same every time, and decisions that count."""

from __future__ import annotations

from pathlib import Path

from benchmarks.decided import CODERS, as_posted, write_decisions
from qualcode.analysis.agreement.decided import gather_coders
from qualcode.decisions import load_logs
from qualcode.runs.read import read_run


def test_made_up_decisions(sample: Path, tmp_path: Path) -> None:
    run = read_run(sample / "run")
    assert write_decisions(tmp_path / "one", run, 400, 1) == dict.fromkeys(CODERS, 200)
    write_decisions(tmp_path / "two", run, 400, 1)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()
    logs = load_logs(tmp_path / "one")
    assert not logs.problems
    gathered = gather_coders(run, logs)
    assert not gathered.problems
    assert {coder.name for coder in gathered.coders} == set(CODERS)
    assert all(len(coder.stretches) > 50 for coder in gathered.coders)
    posted = as_posted(logs.decisions[0])
    assert posted["quote"]
    assert "coder" not in posted
