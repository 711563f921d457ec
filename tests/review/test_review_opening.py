"""What is put on the desk: suggestions, their order, a narrower run."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest
from reviewed import Reviewed, of_segment, opened

from qualcode.errors import RunError
from qualcode.learning.folder import load_suggestions, write_suggestions
from qualcode.learning.suggestion import Reason, Suggestion
from qualcode.review.material import narrow
from qualcode.review.notices import say_notice
from qualcode.review.opening import Asked, open_desk

SUGGESTED = Suggestion("ru01.txt", 2, 0, 1, "care", 0.5, 1)


@pytest.fixture
def suggested(reviewed: Reviewed) -> Reviewed:
    """Return the study with suggestions for three segments."""

    def one(transcript: str, segment: int, score: float) -> Suggestion:
        [row] = [
            row
            for row in reviewed.run.tables["segments"]
            if (row["transcript"], row["segment"]) == (transcript, segment)
        ]
        start, stop = int(row["start"]), int(row["stop"])
        reasons = (Reason("words", "roof"), Reason("like", "Забота", "ru02.txt", 2))
        return Suggestion(transcript, segment, start, stop, "care", score, 1, reasons)

    found = replace(one("ru01.txt", 4, 0.7), code="saving", found=True)
    some = (one("en02.txt", 2, 0.9), one("ru02.txt", 4, 0.5), one("ru01.txt", 2, 0.2), found)
    judged = narrow(reviewed.run, {"ru01.txt", "ru02.txt", "en02.txt"})
    write_suggestions(reviewed.shelf.suggestions, judged, some, {})
    return reviewed


def test_suggestions_bear_their_reasons(suggested: Reviewed) -> None:
    desk = suggested.desk()
    [first] = opened(desk, "en02.txt")["suggestions"]
    assert first == {
        "segment": 2,
        "code": "care",
        "score": 0.9,
        "reasons": [
            asdict(Reason("words", "roof")),
            asdict(Reason("like", "Забота", "ru02.txt", 2)),
        ],
    }
    assert desk.task.queue is None


def test_what_the_rules_have_coded_is_not_suggested_again(suggested: Reviewed) -> None:
    said = opened(suggested.desk(order="find"), "ru01.txt")
    assert [one["code"] for one in said["suggestions"]] == ["care"]


@pytest.mark.parametrize(("order", "first"), [("find", "en02.txt"), ("teach", "ru02.txt")])
def test_what_is_worth_most_comes_first(suggested: Reviewed, order: str, first: str) -> None:
    desk = suggested.desk(order=order)
    assert desk.task.queue is not None
    assert desk.task.queue[0][0] == first
    answers = [
        (row["transcript"], row["segment"])
        for row in suggested.run.tables["segments"]
        if row["role"] == "respondent"
    ]
    assert sorted(desk.task.queue) == sorted(answers)  # what came since stands at the end
    [told] = desk.head()["notices"]
    # There was nothing to suggest for the others: their interviews were judged.
    assert told == {"kind": "unsuggested", "count": 2, "transcripts": ("en01.txt",)}
    assert desk.task.queue[4:6] == (("en01.txt", 2), ("en01.txt", 4))
    assert say_notice(desk.task.notices[0]) == (
        "2 segments of 1 interview (en01.txt) have no suggestions: run `qualcode suggest`"
    )
    desk.save([of_segment(opened(desk, "en01.txt"), number, "seen") for number in (2, 4)])
    assert suggested.desk("EVE", order=order).head()["notices"] == []  # somebody has read it
    corrected = tuple(
        {**row, "text": f"{row['text']} !"} if row["transcript"] == "en02.txt" else row
        for row in suggested.run.tables["segments"]
    )
    run = replace(suggested.run, tables={**suggested.run.tables, "segments": corrected})
    [told] = replace(suggested, run=run).desk(order=order).head()["notices"]
    assert (told["count"], told["transcripts"]) == (2, ("en02.txt",))


def test_an_interview_that_was_judged_in_vain_has_not_come_since(suggested: Reviewed) -> None:
    folder, run = suggested.shelf.suggestions, suggested.run

    def told(of: Reviewed) -> list[tuple[str, ...]]:
        return [one["transcripts"] for one in of.desk().head()["notices"]]

    write_suggestions(folder, run, load_suggestions(folder, run), {})
    assert told(suggested) == []  # nothing was found to suggest in en01.txt
    described = [
        {**one, "text_sha256": "f" * 64} if one["transcript"] == "en01.txt" else one
        for one in run.manifest["transcripts"]
    ]
    other = replace(run, manifest={**run.manifest, "transcripts": described})
    assert told(replace(suggested, run=other)) == [("en01.txt",)]  # it says something else now
    listing = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    del listing["files"]["judged.csv"]
    (folder / "run.json").write_text(json.dumps(listing), encoding="utf-8")
    (folder / "judged.csv").unlink()  # as older versions have written it
    assert told(suggested) == [("en01.txt",)]


def test_where_all_suggestions_are_stale_it_is_told(suggested: Reviewed) -> None:
    corrected = tuple({**row, "text": "!ab"} for row in suggested.run.tables["segments"])
    run = replace(suggested.run, tables={**suggested.run.tables, "segments": corrected})
    [told] = replace(suggested, run=run).desk().head()["notices"]
    assert told["kind"] == "unsuggested"
    assert set(told["transcripts"]) == {"ru01.txt", "ru02.txt", "en01.txt", "en02.txt"}


def test_suggestions_of_another_codebook_are_marked(suggested: Reviewed) -> None:
    """An indicator that found something then, and finds nothing there now."""
    hit = next(hit for hit in suggested.run.tables["hits"] if hit["transcript"] == "ru01.txt")
    [row] = [
        row
        for row in suggested.run.tables["segments"]
        if (row["transcript"], row["segment"]) == ("ru01.txt", hit["segment"])
    ]
    whole = replace(SUGGESTED, start=int(row["start"]), stop=int(row["stop"]))
    whole = replace(whole, segment=int(row["segment"]))

    def older(line: object) -> list[bool]:
        reasons = (Reason("rule", f"{line}: слово"),)
        some = [replace(whole, reasons=reasons)]
        write_suggestions(suggested.shelf.suggestions, suggested.run, some, {})
        desk = suggested.desk()
        told = {one.kind: say_notice(one) for one in desk.task.notices}
        [shown] = opened(desk, "ru01.txt")["suggestions"]
        assert ("older" in told) is shown.get("older", False)
        return [shown.get("older", False)]

    assert (older(hit["line"]), older(9000)) == ([False], [True])


def test_a_pack_has_only_transcripts_with_something_to_do(suggested: Reviewed) -> None:
    asked = Asked("VERA", sample=1)
    desk = open_desk(suggested.shelf, asked, whole=False)
    assert len(desk.material.ids) == 1
    assert desk.head()["queue"][0][0] == 0
    find = replace(asked, sample=None, order="find")
    assert open_desk(suggested.shelf, find).head()["queue"][0] == [1, 2]
    everything = open_desk(suggested.shelf, Asked("VERA"), whole=False)
    assert len(everything.material.ids) == 4


def test_a_blind_coder_is_suggested_nothing(suggested: Reviewed) -> None:
    desk = suggested.desk(blind=True, sample=3)
    said = [opened(desk, id) for id in desk.material.ids]
    assert not any("suggestions" in one for one in said)
    assert "roof" not in str(desk.head())
    assert opened(suggested.desk(sample=3), "en02.txt")["suggestions"]


def test_a_run_without_talk_has_no_sample(reviewed: Reviewed) -> None:
    rows = reviewed.run.tables["segments"]
    asked = tuple(row for row in rows if row["role"] != "respondent")
    run = replace(reviewed.run, tables={**reviewed.run.tables, "segments": asked})
    with pytest.raises(RunError, match="no talk of respondents"):
        replace(reviewed, run=run).desk(sample=3)
    assert not reviewed.decisions.joinpath("samples").exists()


def test_who_has_decided_in_sight_is_told_before_reading_blind(reviewed: Reviewed) -> None:
    assert reviewed.desk(blind=True).head()["notices"] == []
    sighted = reviewed.desk()
    sighted.save([of_segment(opened(sighted, "en02.txt"), 2, "seen")])
    [told] = reviewed.desk(blind=True).task.notices
    assert (told.kind, told.count) == ("sighted", 1)
    assert "about 1 of the segments with codings in sight" in say_notice(told)
    assert reviewed.desk("EVE", blind=True).task.notices == ()
