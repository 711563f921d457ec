"""What is learned from people's codings, on a small study of ten interviews."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from coded_study import render_table, rows_of_anna, talk_of, write_coded_study
from shipped_study import tag_study
from small_study import write

from qualcode.analysis.agreement import Coder, load_coders
from qualcode.learning.as_text import render_learned
from qualcode.learning.coded import lay_codes
from qualcode.learning.figures import take_first
from qualcode.learning.fixed import FIXED
from qualcode.learning.folder import describe_reason
from qualcode.learning.learn import Learned, learn
from qualcode.learning.reasons import _says_something
from qualcode.learning.rules import gather_evidence
from qualcode.learning.segments import NONE, gather_segments
from qualcode.learning.suggest import suggest
from qualcode.learning.suggestion import FLOOR, Suggestion, keep_worthy
from qualcode.runs.read import Run
from qualcode.study import load_study


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_coded_study(tmp_path_factory.mktemp("learned"))
    tag_study(load_study(folder / "study.yaml"), folder / "run")
    return folder


@pytest.fixture(scope="module")
def run(coded: Path) -> Run:
    from qualcode.runs.read import read_run

    return read_run(coded / "run")


@pytest.fixture(scope="module")
def coders(coded: Path, run: Run) -> tuple[Coder, ...]:
    return load_coders([coded / "anna.csv", coded / "boris.csv"], run.codebook)


@pytest.fixture(scope="module")
def learned(run: Run, coders: tuple[Coder, ...]) -> Learned:
    return learn(run, coders, run.codebook)


def coder_of(folder: Path, run: Run, name: str, rows: list[tuple[str, str, str, str]]) -> Coder:
    path = write(folder / f"{name}.csv", render_table(rows))
    return load_coders([path], run.codebook)[0]


def at(suggestions: tuple[Suggestion, ...], transcript: str, segment: int) -> list[Suggestion]:
    return [one for one in suggestions if (one.transcript, one.segment) == (transcript, segment)]


def test_segments_know_their_neighbours_and_what_was_asked(run: Run) -> None:
    segments = gather_segments(run)
    assert len(segments) == 24
    row = segments.rows["ru01.txt", 4]
    assert segments.words[row][:3] == ("пришли", "13", "заявок")
    assert segments.asked[row] == ("а", "ещё".replace("ё", "е"))
    assert segments.before[row] == row - 1
    first = segments.rows["ru01.txt", 2]
    assert segments.before[first] == NONE
    assert segments.asked[first] == ("вопрос", "1")
    assert segments.behind[first] == first + 1
    assert segments.before[segments.rows["ru02.txt", 2]] == NONE


def test_rules_are_counted_whatever_people_decided(run: Run) -> None:
    segments = gather_segments(run)
    evidence = gather_evidence(run, segments, ["saving", "care"])
    row = segments.rows["ru01.txt", 2]
    assert evidence.weights[row].tolist() == [1.0, 0.0]
    assert evidence.coded[row].tolist() == [1.0, 0.0]
    assert evidence.lines[row, 0] == (f"{run.tables['hits'][-1]['line']}: экономия",) or (
        evidence.lines[row, 0][0].endswith(": экономия")
    )
    denied = segments.rows["en03.txt", 2]
    assert not evidence.weights[denied].any()
    emptied = dataclasses.replace(run, tables={**run.tables, "codings": ()})
    again = gather_evidence(emptied, segments, ["saving", "care"])
    assert (again.coded == evidence.coded).all()


def test_what_was_suppressed_speaks_too(run: Run) -> None:
    segments = gather_segments(run)
    hit = run.tables["hits"][0]
    taken = ({**hit, "reason": "masked"}, {**hit, "reason": "outranked"})
    tables = {**run.tables, "hits": ({**hit, "code": "gone"},), "suppressed": taken}
    evidence = gather_evidence(
        dataclasses.replace(run, tables=tables), segments, ["saving", "care"]
    )
    assert not evidence.weights.any()
    assert evidence.suppressed.sum() == hit["score"]  # a longer hit took the other's place


def test_talk_that_nobody_asked_for(run: Run) -> None:
    turns = tuple(one for one in run.tables["turns"] if one["role"] == "respondent")
    segments = gather_segments(dataclasses.replace(run, tables={**run.tables, "turns": turns}))
    assert set(segments.asked) == {()}


def test_labels_are_the_share_of_those_who_read_the_segment(
    run: Run, coders: tuple[Coder, ...]
) -> None:
    segments = gather_segments(run)
    laid = lay_codes(run, coders, run.codebook, segments)
    assert laid.codes == ("saving", "care")
    rows = {int(row): at for at, row in enumerate(laid.rows)}
    told = laid.labels[rows[segments.rows["ru01.txt", 2]]]
    assert told.tolist() == [0.5, 0.0]  # Anna alone
    assert not laid.right[rows[segments.rows["ru01.txt", 2]]].any()
    assert laid.given[rows[segments.rows["ru01.txt", 2]]].tolist() == [True, False]
    alone = laid.labels[rows[segments.rows["ru07.txt", 2]]]
    assert alone.tolist() == [1.0, 0.0]  # Boris has not read it


def test_what_was_settled_together_counts_alone(
    tmp_path: Path, run: Run, coders: tuple[Coder, ...]
) -> None:
    settled = [("ru01.txt", "", talk_of(1)[0], "care")]
    consensus = coder_of(tmp_path, run, "consensus", settled)
    segments = gather_segments(run)
    laid = lay_codes(run, (*coders, consensus), run.codebook, segments)
    rows = {int(row): at for at, row in enumerate(laid.rows)}
    assert laid.labels[rows[segments.rows["ru01.txt", 2]]].tolist() == [0.0, 1.0]
    assert laid.labels[rows[segments.rows["ru02.txt", 2]]].tolist() == [1.0, 0.0]


def test_every_segment_has_suggestions_in_order(run: Run, learned: Learned) -> None:
    suggestions = suggest(learned, run)
    assert [one.rank for one in suggestions] == [1, 2] * 24  # there are two codes
    for one, other in zip(suggestions[::2], suggestions[1::2], strict=True):
        assert (one.transcript, one.segment) == (other.transcript, other.segment)
        assert 1 > one.score >= other.score > 0
    records = {(str(s["transcript"]), int(s["segment"])): s for s in run.tables["segments"]}
    for one in suggestions:
        record = records[one.transcript, one.segment]
        assert (one.start, one.stop) == (record["start"], record["stop"])
    assert all(one.seen for one in suggestions)
    assert len(suggest(learned, run, 1)) == 24


def test_the_likeliest_code_says_why(run: Run, learned: Learned) -> None:
    best = at(suggest(learned, run), "ru03.txt", 2)[0]
    assert (best.code, best.found) == ("saving", True)
    reasons = {one.kind: one for one in best.reasons}
    assert reasons["rule"].text.endswith(": экономия")
    assert "экономия" in reasons["words"].text.split(", ")
    alike = [one for one in best.reasons if one.kind == "like"]
    assert 1 <= len(alike) <= 2
    for one in alike:
        assert one.transcript != "ru03.txt"
        assert one.text.startswith("Нас тут")
        assert one.segment == 2


def test_rules_beside_the_segment_are_named_with_their_place(run: Run, learned: Learned) -> None:
    weak = next(one for one in at(suggest(learned, run), "ru03.txt", 6) if one.code == "care")
    beside = [one for one in weak.reasons if one.kind == "rule"]
    assert [(one.transcript, one.segment) for one in beside] == [("ru03.txt", 4)]
    assert beside[0].text.endswith(": заботу")
    assert beside[0].where == "before"
    assert describe_reason(beside[0]).startswith("rule in the segment before (4): ")


def test_words_are_shown_as_they_stand_in_the_text(run: Run, learned: Learned) -> None:
    for one in suggest(learned, run):
        text = next(
            str(record["text"])
            for record in run.tables["segments"]
            if (record["transcript"], record["segment"]) == (one.transcript, one.segment)
        )
        for reason in one.reasons:
            if reason.kind == "words":
                assert all(word in text for word in reason.text.split(", "))


def test_words_that_the_codebook_lacks_are_learned(tmp_path: Path, coded: Path, run: Run) -> None:
    rows = [
        (file, who, words, "saving" if words.startswith(("Ремонт", "Нас")) else "")
        for file, who, words, _ in rows_of_anna()
        if file != "ru07.txt"
    ]
    told = learn(run, [coder_of(tmp_path, run, "dora", rows)], run.codebook)
    nobody = learn(run, (), run.codebook)
    unread = at(suggest(told, run), "ru07.txt", 6)
    assert not unread[0].seen
    by_book = {one.code: one.score for one in at(suggest(nobody, run), "ru07.txt", 6)}
    by_people = {one.code: one.score for one in unread}
    assert unread[0].code == "saving"
    assert by_people["saving"] > 3 * by_book["saving"]
    words = next(one.text for one in unread[0].reasons if one.kind == "words")
    assert "Ремонт" in words


def test_an_interview_is_never_judged_by_itself(tmp_path: Path, run: Run, learned: Learned) -> None:
    """What was coded in one interview changes nothing of what is suggested in it."""
    rows = [(*row[:3], "care" if row[0] == "ru04.txt" else row[3]) for row in rows_of_anna()]
    honest = learn(run, [coder_of(tmp_path, run, "dora", rows_of_anna())], run.codebook)
    turned = learn(run, [coder_of(tmp_path, run, "dora", rows)], run.codebook)
    first = at(suggest(honest, run, 2), "ru04.txt", 2) + at(suggest(honest, run, 2), "ru04.txt", 6)
    second = at(suggest(turned, run, 2), "ru04.txt", 2) + at(suggest(turned, run, 2), "ru04.txt", 6)
    assert [(one.code, one.score) for one in first] == [(one.code, one.score) for one in second]
    others = [at(suggest(one, run, 2), "ru05.txt", 6) for one in (honest, turned)]
    assert others[0] != others[1]  # … but of others it does


def test_nobody_has_coded(run: Run) -> None:
    told = learn(run, (), run.codebook)
    assert not told.has_learned
    assert told.figures == ()
    suggestions = suggest(told, run)
    best = at(suggestions, "ru03.txt", 2)[0]
    assert (best.code, best.seen) == ("saving", False)
    assert best.score > 0.3
    assert {reason.kind for one in suggestions for reason in one.reasons} == {"rule", "words"}


def test_one_interview_is_too_little(tmp_path: Path, run: Run) -> None:
    rows = [row for row in rows_of_anna() if row[0] == "ru01.txt"]
    told = learn(run, [coder_of(tmp_path, run, "dora", rows)], run.codebook)
    assert not told.has_learned
    assert told.interviews == 1
    nobody = suggest(learn(run, (), run.codebook), run)
    assert [one.score for one in suggest(told, run)] == [one.score for one in nobody]


def test_what_is_said_of_too_little(tmp_path: Path, run: Run, learned: Learned) -> None:
    nothing = learn(run, (), run.codebook)
    assert "Nobody has coded anything" in render_learned(nothing, (), 3)
    assert "Nothing of what anna said fits this run" in render_learned(nothing, ("anna",), 3)
    rows = [(*row[:3], "") for row in rows_of_anna()]
    empty = learn(run, [coder_of(tmp_path, run, "dora", rows)], run.codebook)
    assert "none of them has a code" in " ".join(render_learned(empty, ("dora",), 3).split())
    assert "Probabilities promise" in render_learned(learned, ("anna",), 3)


def test_promises_are_counted_by_interview(learned: Learned) -> None:
    promise = learned.promise
    assert promise
    top = take_first(learned.left_out, 3)
    assert promise.expected == pytest.approx(learned.left_out[top].sum())
    assert promise.right == pytest.approx(learned.coded.labels[top].sum())
    assert promise.least <= promise.right / promise.expected <= promise.most


def test_codes_with_few_examples_are_named(learned: Learned) -> None:
    codes = {one.code: one for one in learned.codes}
    assert codes["saving"].learnable
    assert (codes["care"].examples, codes["care"].learnable) == (5, True)
    assert codes["care"].recall == 1.0


def test_figures_stand_beside_those_of_the_rules(learned: Learned) -> None:
    figures = {(one.group, one.name, one.method): one for one in learned.figures}
    whole = figures["all", "", "suggestions"]
    assert (whole.interviews, whole.segments, whole.recall) == (10, 24, 1.0)
    assert whole.calibration_error is not None
    rules = figures["all", "", "rules"]
    assert rules.calibration_error is None
    assert rules.recall is not None
    assert 0 < rules.recall < 1
    assert figures["language", "ru", "rules"].segments == 21
    assert figures["type", "ngo_provider", "commonest"].interviews == 6


def test_same_input_same_output(run: Run, coders: tuple[Coder, ...], learned: Learned) -> None:
    again = learn(run, coders, run.codebook)
    assert suggest(again, run) == suggest(learned, run)
    assert again.figures == learned.figures


def test_another_run_is_judged_by_what_was_learned(
    tmp_path: Path, run: Run, learned: Learned
) -> None:
    write(tmp_path / "transcripts" / "new.txt", "Интервьюер: И?\nРеспондент: Всюду экономия.\n")
    write(tmp_path / "codebook.yaml", run.codebook.source)
    write(
        tmp_path / "respondents.csv",
        "file,speaker,respondent,type\nnew.txt,Респондент,N,ngo_provider\n",
    )
    write(
        tmp_path / "study.yaml",
        "transcripts: transcripts\ncodebook: codebook.yaml\nrespondents: respondents.csv\n",
    )
    other = tag_study(load_study(tmp_path / "study.yaml"), tmp_path / "run")
    suggestions = suggest(learned, other)
    assert [one.code for one in suggestions] == ["saving", "care"]
    assert not suggestions[0].seen
    assert {one.kind for one in suggestions[0].reasons} == {"rule", "words", "like"}
    empty = dataclasses.replace(other, tables={**other.tables, "segments": ()})
    assert suggest(learned, empty) == ()
    assert not learn(empty, (), other.codebook).has_learned


def test_segments_that_changed_since_are_new(run: Run, learned: Learned) -> None:
    changed = tuple(
        {**one, "text": "Совсем другое."}
        if (one["transcript"], one["segment"]) == ("ru01.txt", 2)
        else one
        for one in run.tables["segments"]
    )
    other = dataclasses.replace(run, tables={**run.tables, "segments": changed})
    seen = {
        one.segment: one.seen for one in suggest(learned, other) if one.transcript == "ru01.txt"
    }
    assert seen == {2: False, 4: True, 6: True}


def test_features_of_the_ground(learned: Learned) -> None:
    ground = learned.ground
    assert ground.fixed.shape == (24, 2, len(FIXED))
    assert np.isfinite(ground.fixed).all()
    row = ground.segments.rows["ru01.txt", 4]
    told = dict(zip(FIXED, ground.fixed[row, 0], strict=True))
    # What was said before answers another question: that is known apart, and counts for less.
    assert told["hits"] == told["hits before"] == 0 < told["hits answer before"]
    assert told["words"] == told["words before"] == 0 < told["words answer before"]


def test_only_what_is_likely_and_has_a_reason_is_worth_a_look(run: Run, learned: Learned) -> None:
    first, second, *_ = suggest(learned, run)
    place = first.transcript, first.segment
    unlikely = dataclasses.replace(first, score=FLOOR - 0.001)
    mute = dataclasses.replace(first, reasons=())
    other = dataclasses.replace(second, score=FLOOR, reasons=first.reasons)
    assert keep_worthy([unlikely, other]) == (dataclasses.replace(other, rank=1),)
    assert keep_worthy([mute]) == ()
    assert keep_worthy([first], frozenset([place])) == ()


def test_numbers_and_pointers_are_no_reasons() -> None:
    assert _says_something("ru", "журнал")
    assert not any(_says_something("ru", word) for word in ("это", "три", "полтора", "и"))


def test_codes_that_came_later_are_not_denied(run: Run, coders: tuple[Coder, ...]) -> None:
    """A segment read before a code stood in the codebook is no example against it."""
    anna = dataclasses.replace(
        coders[0],
        stretches=tuple(
            dataclasses.replace(one, unjudged=frozenset({"care"}))
            if one.file.startswith("ru01") and "care" not in one.codes
            else one
            for one in coders[0].stretches
        ),
    )
    laid = lay_codes(run, [anna], run.codebook, gather_segments(run))
    assert not laid.known[:, laid.codes.index("care")].all()
    assert laid.known[:, laid.codes.index("saving")].all()
    told = learn(run, [anna], run.codebook)
    assert np.isfinite(told.left_out).all()
    assert told.promise
    top = take_first(told.left_out, 3) & laid.known
    assert told.promise.expected == pytest.approx(told.left_out[top].sum())
