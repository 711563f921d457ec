"""Samples: drawn by the seed alone, from every stratum, with weights that add up to the study."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewed import Reviewed

from qualcode.errors import RefusedError, RunError
from qualcode.review.sampling import (
    NO_SAMPLE,
    _share,
    draw_sample,
    keep_sample,
    load_sample,
    name_sample,
    parse_name,
)
from qualcode.runs.read import Record, Run


def big_run(run: Run, tagged: int = 12) -> Run:
    """Return a run of six interviews of forty segments, some of them tagged."""
    segments: list[Record] = []
    codings: list[Record] = []
    for number in range(6):
        transcript = f"t{number}.txt"
        for at in range(40):
            row = {
                "transcript": transcript,
                "segment": at + 1,
                "role": "respondent" if at % 4 else "interviewer",
                "type": ("a", "b")[number % 2],
                "language": ("ru", "en")[number // 3],
                "start": at * 10,
                "stop": at * 10 + 9,
                "text": f"слово {at}",
            }
            segments.append(row)
            if at % 4 and at < tagged:
                span = {"start": row["start"], "stop": row["stop"]}
                codings.append({"transcript": transcript, "coder": "qualcode", **span})
    return replace(run, tables={**run.tables, "segments": segments, "codings": codings})


def test_every_stratum_is_there_and_weights_add_up(run: Run) -> None:
    big = big_run(run)
    sample = draw_sample(big, 40, 7)
    assert len(sample.drawn) == len(set(sample.queue)) == 40
    rows = {(row["transcript"], row["segment"]): row for row in big.tables["segments"]}
    strata: Counter[tuple[object, ...]] = Counter()
    weights: Counter[tuple[object, ...]] = Counter()
    for one in sample.drawn:
        row = rows[one.transcript, one.segment]
        assert row["role"] == "respondent"
        key = (one.start < 120, row["type"], row["language"])
        strata[key] += 1
        weights[key] += one.weight
    assert len(strata) == 8  # two types, two languages, tagged or not
    assert sum(count for (tagged, *_), count in strata.items() if tagged) == 20
    for (tagged, *_), weight in weights.items():
        of_type = 2 if (tagged, *_)[1:] in {("a", "ru"), ("b", "en")} else 1
        assert weight == pytest.approx(of_type * (9 if tagged else 21))
    assert sum(one.weight for one in sample.drawn) == pytest.approx(6 * 30)


def test_the_seed_alone_decides(run: Run) -> None:
    big = big_run(run)
    assert draw_sample(big, 40, 7) == draw_sample(big, 40, 7)
    assert draw_sample(big, 40, 8).queue != draw_sample(big, 40, 7).queue
    order = [one.transcript for one in draw_sample(big, 40, 7).drawn]
    assert len([1 for one, other in pairwise(order) if one != other]) == 5
    assert order != sorted(order)  # interviews come by lot
    [first, *rest] = draw_sample(big, 40, 7).drawn
    assert first.start < rest[0].start


def test_a_sample_larger_than_the_study_is_all_of_it(run: Run) -> None:
    big = big_run(run)
    sample = draw_sample(big, 1_000, 1)
    assert len(sample.drawn) == 180
    assert {one.weight for one in sample.drawn} == {1.0}


def test_where_little_is_tagged_the_rest_is_untagged(run: Run) -> None:
    sample = draw_sample(big_run(run, tagged=2), 40, 1)
    assert sum(one.start < 20 for one in sample.drawn) == 6
    assert len(sample.drawn) == 40


def test_its_name_tells_what_could_be_drawn(run: Run) -> None:
    big = big_run(run)
    name = name_sample(big, 40, -7)
    listed = "".join(
        f"{row['transcript']}\t{row['start']}\t{row['stop']}\n"
        for row in big.tables["segments"]
        if row["role"] == "respondent"
    )
    assert name == f"-7-40-{hashlib.sha256(listed.encode()).hexdigest()[:12]}"
    assert parse_name(name) == (-7, 40)
    shorter = replace(big, tables={**big.tables, "segments": big.tables["segments"][1:-1]})
    assert name_sample(shorter, 40, -7) != name


def test_a_later_codebook_draws_no_other(run: Run, tmp_path: Path) -> None:
    first = keep_sample(big_run(run), 40, 7, tmp_path)
    again = keep_sample(big_run(run, tagged=30), 40, 7, tmp_path)
    assert again == first != draw_sample(big_run(run, tagged=30), 40, 7)
    assert load_sample(tmp_path, first.name) == first
    table = (tmp_path / "samples" / f"{first.name}.csv").read_text(encoding="utf-8")
    assert table.startswith("transcript,segment,start,stop,weight\n")
    assert table.count("\n") == 41


@pytest.mark.parametrize("table", ["", "a,b\n", "transcript,segment,start,stop,weight\na,1,2\n"])
def test_a_table_that_was_changed_is_no_sample(run: Run, tmp_path: Path, table: str) -> None:
    sample = keep_sample(run, 4, 1, tmp_path)
    path = tmp_path / "samples" / f"{sample.name}.csv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(RunError, match="as it was drawn"):
        keep_sample(run, 4, 1, tmp_path)
    bad = "transcript,segment,start,stop,weight\na,1,2,3,nan\n"
    path.write_text(bad, encoding="utf-8")
    with pytest.raises(RunError, match="as it was drawn"):
        load_sample(tmp_path, sample.name)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "1-2-3", "1-2-0123456789ab/..", "7"])
def test_a_name_that_is_none_leads_nowhere(tmp_path: Path, name: str) -> None:
    assert load_sample(tmp_path, name) is None
    assert load_sample(tmp_path, "1-2-0123456789ab") is None


def test_a_place_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "decisions").write_text("a file")
    with pytest.raises(RefusedError, match="cannot be made"):
        keep_sample(run, 4, 1, tmp_path / "decisions")


def test_what_lies_in_a_segment_belongs_to_the_sample(reviewed: Reviewed) -> None:
    sample = draw_sample(reviewed.run, 4, 1)
    one = sample.drawn[0]
    assert sample.belonging(one.transcript, one.start, one.stop) == (sample.name, one.weight)
    assert sample.belonging(one.transcript, one.start + 1, one.stop)[0] == sample.name
    assert sample.belonging(one.transcript, one.start, one.stop + 1) == ("", 1.0)
    assert sample.belonging("other", one.start, one.stop) == ("", 1.0)
    assert NO_SAMPLE.belonging("any", 0, 1) == ("", 1.0)


@given(st.integers(0, 60), st.lists(st.integers(0, 20), min_size=1, max_size=8))
def test_shares_are_whole_and_fit(number: int, sizes: Sequence[int]) -> None:
    shares = _share(number, sizes, sizes)
    assert sum(shares) == min(number, sum(sizes))
    assert all(0 <= share <= size for share, size in zip(shares, sizes, strict=True))
    if number >= len(sizes):
        assert all(share or not size for share, size in zip(shares, sizes, strict=True))
    for share, size in zip(shares, sizes, strict=True):
        if share > 1 and sum(sizes) >= number:
            assert share <= number * size / sum(sizes) + 1.5
