"""Whatever is done to a codebook, gained less lost is what the runs differ by, and has reasons."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from mutated import INDICATORS, basic, compare, parse, read

from qualcode.errors import CodebookError
from qualcode.inspecting.comparing.matching import match_codes
from qualcode.pipeline import Corpus, code_transcript
from qualcode.tagging import Tagger

Step = tuple[str, int, int]
KINDS = (
    "add", "remove", "weight", "negation", "min_score", "unit", "speakers", "code negation", "mask",
    "unmask", "status", "rename", "move", "merge", "drop", "guide", "cues", "reverse",
)  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 2), st.integers(0, 11)), min_size=1, max_size=5
)


def mutate(data: dict[str, Any], step: Step) -> None:
    kind, which, number = step
    codes = data["codes"]
    one = codes[which % len(codes)]
    items = one["indicators"]["ru"]
    if kind == "add" and INDICATORS[number] not in items:
        items.append(INDICATORS[number])
    elif kind == "remove" and len(items) > 1:
        items.pop(number % len(items))
    elif kind in ("weight", "negation"):
        at = number % len(items)
        value = [0.3, 0.5, 2][number % 3] if kind == "weight" else _negation(number)
        written = items[at] if isinstance(items[at], dict) else {"term": items[at]}
        items[at] = written | {kind: value}
    elif kind == "min_score":
        one["min_score"] = [0.5, 1, 1.5, 2][number % 4]
    elif kind == "unit":
        one["unit"] = ["segment", "turn", "answer", "interview"][number % 4]
    elif kind == "speakers":
        one["speakers"] = [["respondent"], ["interviewer"], ["respondent", "interviewer"]][
            number % 3
        ]
    elif kind == "code negation":
        one["negation"] = _negation(number)
    elif kind == "mask":
        one["exclude"] = {"ru": [["экономия время"], ["забота"], ["человек"]][number % 3]}
    elif kind == "unmask":
        one.pop("exclude", None)
    elif kind == "status":
        one["status"] = ["active", "retired"][number % 2]
    elif kind == "reverse":
        items.reverse()
    else:
        _change_more(data, kind, which, number)


def _change_more(data: dict[str, Any], kind: str, which: int, number: int) -> None:
    codes = data["codes"]
    one, other = codes[which % len(codes)], codes[number % len(codes)]
    if kind == "rename":
        _replace(data, one, f"{one['id']}_new{number}")
    elif kind == "move" and one is not other and len(one["indicators"]["ru"]) > 1:
        moved = one["indicators"]["ru"].pop()
        if moved not in other["indicators"]["ru"]:
            other["indicators"]["ru"].append(moved)
    elif kind == "merge" and one is not other and len(codes) > 2 and one["id"] == "other":
        codes.remove(one)
        former = [one["id"], *_former(one), *_former(other)]
        other["replaces"] = former
        for item in one["indicators"]["ru"]:
            if item not in other["indicators"]["ru"]:
                other["indicators"]["ru"].append(item)
    elif kind == "drop" and one["id"] == "other":
        codes.remove(one)
    elif kind == "guide":
        data["guide"] = [{"id": "q1", "text": ["И всё?", "А деньги?"][number % 2]}]
    elif kind == "cues":
        data["relations"][0]["cues"]["ru"] = [["мешать"], ["не бывать"]][number % 2]


def _negation(number: int) -> str:
    return ["mark", "ignore", "exclude"][number % 3]


def _former(code: dict[str, Any]) -> list[str]:
    return list(code.get("replaces", []))


def _replace(data: dict[str, Any], code: dict[str, Any], id: str) -> None:
    former = code["id"]
    code["replaces"] = [former, *_former(code)]
    code["id"] = id
    for tension in data["tensions"]:
        tension["poles"] = [id if pole == former else pole for pole in tension["poles"]]
    for one in data["codes"]:
        for item in one["indicators"]["ru"]:
            if isinstance(item, dict) and item.get("code") == former:
                item["code"] = id


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder: Path = tmp_path_factory.mktemp("talk") / "talk"
    return read(folder)


def count_present(corpus: Corpus, data: dict[str, Any], names: dict[str, str]) -> Counter[str]:
    """Count the codings that are present by a run of its own."""
    tagger = Tagger(parse(data))
    coded = (code_transcript(one, tagger, corpus.table) for one in corpus.transcripts)
    return Counter(
        names.get(coding.code, coding.code)
        for one in coded
        for coding in one.tagged.codings
        if coding.present
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=STEPS, steps=STEPS)
def test_gained_less_lost_is_the_difference(
    corpus: Corpus, before: list[Step], steps: list[Step]
) -> None:
    old = basic()
    for step in before:
        mutate(old, step)
        for code in old["codes"]:
            code.pop("replaces", None)
    new = copy.deepcopy(old)
    for step in steps:
        mutate(new, step)
    try:
        books = parse(old), parse(new)
    except CodebookError:
        event("refused")
        return
    outcome = compare(corpus, old, new)
    names = match_codes(*books)
    counts = count_present(corpus, old, names), count_present(corpus, new, {})
    for code in {*counts[0], *counts[1]}:
        [one] = [one for one in outcome.codes if one.code == code]
        assert (one.old, one.new) == (counts[0][code], counts[1][code])
        assert one.new - one.old == one.gained - one.lost
        became = Counter(change.became for change in outcome.codings if change.code == code)
        assert (became["gained"], became["lost"]) == (one.gained, one.lost)
    for change in outcome.codings:
        assert change.reasons
        assert "elsewhere" not in {reason.kind for reason in change.reasons}, change
        assert any(fragment.marked for fragment in change.quote)


@settings(max_examples=15, deadline=None)
@given(steps=STEPS)
def test_the_way_back_loses_what_was_gained(corpus: Corpus, steps: list[Step]) -> None:
    old, new = basic(), basic()
    for step in steps:
        if step[0] not in ("rename", "merge"):
            mutate(new, step)
    try:
        parse(new)
    except CodebookError:
        return
    there, back = compare(corpus, old, new), compare(corpus, new, old)

    def places(became: str, changes: Any) -> Counter[tuple[object, ...]]:
        kinds = {became}
        return Counter(
            (one.code, one.unit, one.start, one.stop) for one in changes if one.became in kinds
        )

    assert places("gained", there.codings) == places("lost", back.codings)
    assert places("lost", there.codings) == places("gained", back.codings)
    assert places("changed", there.codings) == places("changed", back.codings)


def test_the_same_codebook_changes_nothing(corpus: Corpus) -> None:
    outcome = compare(corpus, basic(), basic())
    assert outcome.codings == ()
    assert sum(one.new for one in outcome.codes) > 5
    assert all((one.gained, one.lost, one.changed) == (0, 0, 0) for one in outcome.tensions)
    assert sum(one.new for one in outcome.tensions) > 0
