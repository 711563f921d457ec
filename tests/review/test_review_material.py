"""The JSON of a run: offsets, codings with their evidence, texts in the page's language."""

from __future__ import annotations

from dataclasses import replace

from reviewed import Reviewed, opened

from qualcode.review.material import Material, narrow
from qualcode.runs.read import Run


def test_texts_are_put_together_with_their_offsets(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    said = opened(desk, "ru02.txt")
    for turn, row in zip(said["turns"], desk.material.rows("turns", "ru02.txt"), strict=True):
        assert said["text"][turn["start"] : turn["stop"]] == row["text"]
    assert "\U0001f642" in said["text"]
    assert "Респондент" not in said["text"]  # the label; the page has the speakers
    assert {one["speaker"] for one in said["turns"]} == {"Интервьюер", "Респондент"}
    whole = (reviewed.study / "transcripts" / "ru02.txt").read_text(encoding="utf-8")
    for segment in said["segments"]:
        span = slice(segment["start"], segment["stop"])
        assert said["text"][span] == whole[span]
    assert [one["type"] for one in said["turns"]][:2] == ["", "public_provider"]


def test_codings_bear_their_evidence(reviewed: Reviewed) -> None:
    said = opened(reviewed.desk(), "ru01.txt")
    savings = [one for one in said["codings"] if one["code"] == "saving"]
    assert len(savings) == 2
    for one in savings:
        assert one["unit"] == "segment"
        for evidence in one["evidence"]:
            words = " … ".join(said["text"][start:stop] for start, stop in evidence["spans"])
            assert words.split(" … ")[0] == evidence["words"].split(" … ")[0].split(" ")[0]
            assert "эконом" in evidence["source"] or "сокращение" in evidence["source"]
            assert evidence["line"] > 0
    [met, *_] = said["tensions"]
    assert (met["tension"], met["relation"]) == ("saving_vs_care", "conflict")
    assert said["text"][slice(*met["cue_spans"][0])] == "мешает"


def test_the_head_is_in_the_language_of_the_page(reviewed: Reviewed) -> None:
    english, russian = (reviewed.desk(language=one).head() for one in ("en", "ru"))
    assert english["study"]["title"] == "Reviewed study"
    assert russian["study"]["title"] == "Обзор"
    assert [one["name"] for one in russian["codebook"]["codes"]] == ["Экономия", "Забота"]
    [code, _] = english["codebook"]["codes"]
    assert code["names"] == {"en": "Saving", "ru": "Экономия"}
    assert code["examples"][0] == "We save money."
    assert russian["codebook"]["codes"][0]["examples"][0] == "Всё решает экономия."
    assert code["near_misses"] == ["Это экономия времени."]
    [tension] = russian["codebook"]["tensions"]
    assert [one["name"] for one in tension["poles"]] == ["Экономия", "Забота"]
    assert [one["codes"] for one in tension["poles"]] == [["saving"], ["care"]]
    assert [one["name"] for one in tension["relations"]] == ["Конфликт"]
    assert russian["types"] == {"ngo_provider": "НКО", "public_provider": "Учреждение"}
    [entry] = [one for one in english["transcripts"] if one["id"] == "ru02.txt"]
    assert entry["respondents"] == ["R3"]
    assert entry["types"] == ["public_provider"]
    assert entry["language"] == "ru"
    assert entry["segments"] == 4
    assert english["queue"] is None


def test_what_people_have_overruled_is_shown_as_it_was_found(run: Run) -> None:
    codings = run.tables["codings"]
    [gone, *kept] = [row for row in codings if row["transcript"] == "ru01.txt"]
    others = {**kept[0], "coder": "BORIS", "status": "added", "code": "care", "start": 0}
    tables = {
        **run.tables,
        "codings": (*kept, others),
        "overruled": ({**gone, "status": "rejected", "decided_by": "BORIS"},),
    }
    found = Material(replace(run, tables=tables), "en").found("ru01.txt")["codings"]
    before = Material(run, "en").found("ru01.txt")["codings"]
    assert found == before


def test_a_run_can_be_narrowed(run: Run) -> None:
    narrowed = Material(narrow(run, {"en01.txt"}), "en")
    assert narrowed.ids == ("en01.txt",)
    assert narrowed.passages["en01.txt"] == Material(run, "en").passages["en01.txt"]
    assert "ru01" not in repr(narrowed.run.tables)
