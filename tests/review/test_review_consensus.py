"""What coders disagree about, and the desk at which it is settled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from reviewed import Line, Reviewed, of_segment, on, opened

from qualcode.decisions import Log, append, load_logs, name_log, read_log
from qualcode.decisions.codebooks import keep_codebook
from qualcode.errors import CodersError
from qualcode.review.consensus import find_settled
from qualcode.review.material import Material


def decide(reviewed: Reviewed, coder: str, *lines: Line, blind: bool = False) -> None:
    reviewed.desk(coder, blind=blind).save(lines)


def code_apart(reviewed: Reviewed, *, blind: bool) -> None:
    """Have two coders read ru02.txt and differ about its last answer."""
    said = opened(reviewed.desk(), "ru02.txt")
    first, second, third, fourth = (
        one["number"] for one in said["segments"] if one["role"] == "respondent"
    )
    decide(
        reviewed,
        "ANNA",
        of_segment(said, first, "add", code="care"),
        of_segment(said, first, "seen"),
        of_segment(said, second, "seen"),
        of_segment(said, fourth, "add", code="saving"),
        of_segment(said, fourth, "seen"),
        blind=blind,
    )
    decide(
        reviewed,
        "BORIS",
        on(said, "Забота. Ну", "add", code="care"),
        of_segment(said, first, "seen"),
        of_segment(said, second, "seen"),
        of_segment(said, third, "add", code="care"),  # she has not read it
        of_segment(said, third, "seen"),
        of_segment(said, fourth, "seen"),
        blind=blind,
    )


@pytest.fixture
def apart(reviewed: Reviewed) -> Reviewed:
    code_apart(reviewed, blind=True)
    return reviewed


def test_disagreements_are_a_queue(apart: Reviewed) -> None:
    desk = apart.desk("", settle=("ANNA", "BORIS"))
    said = opened(desk, "ru02.txt")
    last = said["segments"][-1]["number"]
    assert desk.task.queue == (("ru02.txt", last),)
    head = desk.head()
    assert (head["coder"], head["settle"]) == ("consensus", ["ANNA", "BORIS"])
    told = [
        (one["coder"], one["action"], one["code"])
        for one in said["others"]
        if one["segment"] == last
    ]
    assert told == [("ANNA", "add", "saving"), ("ANNA", "seen", ""), ("BORIS", "seen", "")]
    [first, *_] = said["others"]
    assert said["text"][first["start"] : first["stop"]].startswith("Забота. Ну")
    assert opened(desk, "en01.txt")["others"] == []
    assert "others" not in opened(apart.desk("ANNA"), "ru02.txt")


def test_what_all_gave_is_settled_too_if_asked_for(apart: Reviewed) -> None:
    """In the first segment both gave care; nobody gave anything in the second."""
    disputed = apart.desk("", settle=("ANNA", "BORIS")).task
    whole = apart.desk("", settle=("ANNA", "BORIS"), with_agreed=True).task
    first = next(
        one["number"]
        for one in opened(apart.desk(), "ru02.txt")["segments"]
        if one["role"] == "respondent"
    )
    assert (disputed.left, whole.left) == (1, 0)
    assert whole.queue == (("ru02.txt", first), *(disputed.queue or ()))


def test_what_nobody_gave_is_decided_where_all_is_settled(reviewed: Reviewed) -> None:
    """In en01.txt the rules have found saving and care; both read it, and EVE added something."""
    said = opened(reviewed.desk(), "en01.txt")
    for coder in ("ANNA", "BORIS"):
        lines = [of_segment(said, 2, "seen"), of_segment(said, 2, "add", code="care")]
        decide(reviewed, coder, *lines, blind=True)
    pair: dict[str, Any] = {"settle": ("ANNA", "BORIS")}
    disputed = reviewed.desk("", **pair)
    assert (disputed.task.queue, disputed.task.left, disputed.count_open()) == ((), 1, 0)
    assert sum(map(len, (disputed.task.unclaimed or {}).values())) == 1  # told in the terminal
    coded = reviewed.run.tables["codings"]
    own = next(row for row in coded if row["transcript"] == "en01.txt")
    added = {**own, "coder": "EVE", "code": "care", "start": own["start"] + 3}
    tables = {**reviewed.run.tables, "codings": (*coded, added)}
    whole = replace(reviewed, run=replace(reviewed.run, tables=tables)).desk(
        "", **pair, with_agreed=True
    )
    assert whole.task.queue == (("en01.txt", 2),)
    shown = opened(whole, "en01.txt")["codings"]
    found = {one["code"]: one["unclaimed"] for one in shown if one["segment"] == 2}
    assert found == {"saving": True, "care": False}  # what EVE added is care, which they gave
    assert whole.count_open() == 1
    whole.save([of_segment(said, 2, "reject", code="saving"), of_segment(said, 2, "seen")])
    assert whole.count_open() == 0


def test_what_others_added_is_decided_too(reviewed: Reviewed) -> None:
    said = opened(reviewed.desk(), "en02.txt")
    for coder in ("ANNA", "BORIS"):
        decide(reviewed, coder, of_segment(said, 2, "seen"), blind=True)
    first = next(row for row in reviewed.run.tables["codings"] if row["transcript"] == "en01.txt")
    [segment] = [one for one in said["segments"] if one["number"] == 2]
    place = {"transcript": "en02.txt", "start": segment["start"], "stop": segment["stop"]}
    added = {**first, **place, "segment": 2, "coder": "EVE", "code": "care"}
    tables = {**reviewed.run.tables}
    tables["codings"] = (*tables["codings"], added)
    changed = replace(reviewed, run=replace(reviewed.run, tables=tables))
    desk = changed.desk("", settle=("ANNA", "BORIS"), with_agreed=True)
    assert desk.task.queue == (("en02.txt", 2),)
    [coding] = opened(desk, "en02.txt")["codings"]
    assert (coding["by"], coding["unclaimed"], coding["evidence"]) == ("EVE", True, [])
    assert desk.count_open() == 1
    apart = changed.desk("", settle=("ANNA", "BORIS"))
    assert opened(apart, "en02.txt")["codings"] == []


def test_it_is_what_agree_finds(apart: Reviewed) -> None:
    from qualcode.analysis.agreement.among import agree
    from qualcode.analysis.agreement.decided import gather_coders

    coders = gather_coders(apart.run, load_logs(apart.decisions)).coders
    found = agree(apart.run, coders).disagreements
    assert [(one.unit.transcript, one.unit.segment) for one in found] == list(
        apart.desk("", settle=("ANNA", "BORIS")).task.queue or ()
    )


def test_what_was_decided_in_the_open_counts_where_nothing_is_blind(reviewed: Reviewed) -> None:
    code_apart(reviewed, blind=False)
    assert len(reviewed.desk("", settle=("ANNA", "BORIS")).task.queue or ()) == 1
    said = opened(reviewed.desk(), "ru02.txt")
    same = [of_segment(said, 2, "add", code="care"), of_segment(said, 2, "seen")]
    for coder in ("ANNA", "BORIS"):
        again = [{**one, "id": f"{coder}-{number}-blind"} for number, one in enumerate(same)]
        decide(reviewed, coder, *again, blind=True)
    desk = reviewed.desk("", settle=("ANNA", "BORIS"))
    assert desk.task.queue == ()  # blind they agree
    assert len(opened(desk, "ru02.txt")["others"]) == 4


def test_what_is_settled_is_a_log_of_its_own(apart: Reviewed) -> None:
    desk = apart.desk("", settle=("ANNA", "BORIS"))
    said = opened(desk, "ru02.txt")
    last = said["segments"][-1]["number"]
    desk.save([of_segment(said, last, "accept", code="saving"), of_segment(said, last, "seen")])
    log = read_log(name_log(apart.decisions, "consensus"))
    assert [one.coder for one in log.decisions] == ["consensus"] * 2
    assert not log.decisions[0].blind
    again = apart.desk("", settle=("ANNA", "BORIS"))
    assert again.task.queue == desk.task.queue  # it is still what they said
    assert again.head()["count"] == 2


@pytest.mark.parametrize("with_agreed", [False, True])
def test_a_code_that_one_of_them_denies_is_disputed(reviewed: Reviewed, with_agreed: bool) -> None:
    """A code that both deny is none; agreement says the same, from the logs and from a run."""
    said = opened(reviewed.desk(), "ru02.txt")
    first, second, *_ = (one["number"] for one in said["segments"] if one["role"] == "respondent")
    for coder, polarity in (("ANNA", "negated"), ("BORIS", "")):
        lines = [
            of_segment(said, first, "add", code="care", polarity=polarity),
            of_segment(said, second, "add", code="saving", polarity="negated"),
            *(of_segment(said, number, "seen") for number in (first, second)),
        ]
        decide(reviewed, coder, *lines, blind=True)
    desk = reviewed.desk("", settle=("ANNA", "BORIS"), with_agreed=with_agreed)
    assert desk.task.queue == (("ru02.txt", first),)
    others = [one for one in opened(desk, "ru02.txt")["others"] if one["action"] == "add"]
    assert [(one["coder"], one["code"], one.get("polarity")) for one in others] == [
        ("ANNA", "care", "negated"),
        ("ANNA", "saving", "negated"),
        ("BORIS", "care", None),
        ("BORIS", "saving", "negated"),
    ]


def test_taken_back_is_not_said(apart: Reviewed) -> None:
    desk = apart.desk("ANNA", blind=True)
    [added] = [one for one in desk.head()["decisions"] if one.get("code") == "saving"]
    desk.save([{"id": "take-back", "action": "undo", "supersedes": added["id"]}])
    assert apart.desk("", settle=("ANNA", "BORIS")).task.queue == ()


def test_what_others_decided_stands_where_it_was_put(reviewed: Reviewed) -> None:
    said = opened(reviewed.desk(), "ru01.txt")
    turn = said["turns"][1]
    recode = on(
        said, said["text"][turn["start"] : turn["stop"]], "recode", code="care", to="saving"
    )
    border = on(said, "Началась", "border", code="saving")
    border |= {"to_start": turn["start"], "to_stop": turn["stop"]}
    relate = on(said, "Началась экономия", "relate", tension="saving_vs_care", level="segment")
    relate |= {"relation": "unstated"}
    number = next(one["number"] for one in said["segments"] if one["turn"] == turn["number"])
    for coder, lines in (("ANNA", [recode]), ("BORIS", [border, relate])):
        seen = {**of_segment(said, number, "seen"), "id": f"seen-{coder}"}
        decide(reviewed, coder, *lines, seen)
    desk = reviewed.desk("", settle=("ANNA", "BORIS"))
    others = opened(desk, "ru01.txt")["others"]
    placed = [(one["action"], one["code"], one["start"], one["stop"]) for one in others]
    assert placed[0] == ("recode", "saving", turn["start"], turn["stop"])
    assert ("border", "saving", turn["start"], turn["stop"]) in placed
    [related] = [one for one in others if one["action"] == "relate"]
    assert (related["tension"], related["level"], related["relation"]) == (
        *("saving_vs_care", "segment"),
        "unstated",
    )


def test_in_a_changed_text_only_what_is_certain_is_said(apart: Reviewed) -> None:
    logs = load_logs(apart.decisions).logs
    material = Material(apart.run, "en")
    before = find_settled(material, logs)

    def changed(**fields: Any) -> list[Log]:
        return [
            replace(log, decisions=tuple(replace(one, **fields) for one in log.decisions))
            for log in logs
        ]

    moved = find_settled(material, changed(text_sha256="0" * 64))
    assert set(moved.places) <= set(before.places)
    for one in moved.others["ru02.txt"]:
        assert one in before.others["ru02.txt"]
    lost = find_settled(material, changed(text_sha256="0" * 64, quote="was never said"))
    assert (lost.compared, lost.places, lost.others.get("ru02.txt", ())) == (0, (), ())
    away = find_settled(material, changed(transcript="zz.txt"))
    assert (away.compared, away.others) == (0, {"zz.txt": ()})


def test_coders_without_anything_in_common_are_told(apart: Reviewed) -> None:
    with pytest.raises(CodersError, match="EVE has decided nothing"):
        apart.desk("", settle=("ANNA", "EVE"))
    said = opened(apart.desk(), "en01.txt")
    decide(apart, "EVE", of_segment(said, 2, "seen"))
    with pytest.raises(CodersError, match="no segment of the run as read in common"):
        apart.desk("", settle=("ANNA", "EVE"))


@pytest.mark.parametrize("name", ["consensus", "qualcode", "all", "any"])
def test_names_that_mean_something_else_are_refused(reviewed: Reviewed, name: str) -> None:
    with pytest.raises(CodersError, match="is no person"):
        reviewed.desk(name)


def test_a_name_in_other_letters_is_perhaps_a_slip(apart: Reviewed) -> None:
    with pytest.raises(CodersError, match="ANNA has one"):
        apart.desk("Anna")
    append(name_log(apart.decisions, "Anna"), [])
    assert apart.desk("ANNA").task.coder == "ANNA"


def relate_apart(reviewed: Reviewed) -> Line:
    """Have two coders give both poles in a segment and say otherwise how they meet."""
    said = opened(reviewed.desk(), "en02.txt")
    for coder, relation in (("ANNA", "conflict"), ("BORIS", "unstated")):
        lines = [of_segment(said, 2, "add", code=code) for code in ("care", "saving")]
        told: Line = {"tension": "saving_vs_care", "level": "segment", "relation": relation}
        lines += [of_segment(said, 2, "relate", **told), of_segment(said, 2, "seen")]
        decide(reviewed, coder, *lines, blind=True)
    return said


def test_a_disputed_relation_is_open_until_it_is_set(reviewed: Reviewed) -> None:
    said = relate_apart(reviewed)
    desk = reviewed.desk("", settle=("ANNA", "BORIS"))
    assert desk.task.queue == (("en02.txt", 2),)
    told = [["ANNA", "conflict"], ["BORIS", "unstated"]]
    dispute = {"segment": 2, "tension": "saving_vs_care", "said": told}
    assert opened(desk, "en02.txt")["disputed"] == [dispute]
    assert desk.count_open() == 1
    refused = of_segment(said, 2, "reject", code="care")
    desk.save([refused])
    assert desk.count_open() == 0  # no poles meet there any more
    desk.save([{"id": "take-back", "action": "undo", "supersedes": refused["id"]}])
    assert desk.count_open() == 1
    set_so: Line = {"tension": "saving_vs_care", "level": "segment", "relation": "conflict"}
    desk.save([of_segment(said, 2, "relate", **set_so)])
    assert desk.count_open() == 0


def test_a_code_that_came_after_the_reading_is_no_dispute(reviewed: Reviewed) -> None:
    """ANNA read with a codebook that had no care; about saving they disagree."""
    said = opened(reviewed.desk(), "en02.txt")
    book = reviewed.run.codebook
    former = replace(
        book, sha256="a" * 64, codes=tuple(one for one in book.codes if one.id != "care")
    )
    keep_codebook(reviewed.decisions, former)
    early = replace(reviewed, run=replace(reviewed.run, codebook=former))
    decide(early, "ANNA", of_segment(said, 2, "seen"), blind=True)
    lines = [of_segment(said, 2, "add", code=code) for code in ("care", "saving")]
    decide(reviewed, "BORIS", *lines, of_segment(said, 2, "seen"), blind=True)
    desk = reviewed.desk("", settle=("ANNA", "BORIS"))
    lacked = {one["coder"]: one.get("lacked") for one in opened(desk, "en02.txt")["others"]}
    assert lacked == {"ANNA": ["care"], "BORIS": None}
    assert desk.count_open() == 1


def test_what_the_consensus_has_rejected_does_not_stay(reviewed: Reviewed) -> None:
    said = opened(reviewed.desk(), "en01.txt")
    for coder in ("ANNA", "BORIS"):
        decide(reviewed, coder, of_segment(said, 2, "seen"), blind=True)
    desk = reviewed.desk("", settle=("ANNA", "BORIS"))
    found = {one["code"] for one in opened(desk, "en01.txt")["codings"] if one["unclaimed"]}
    assert desk.count_unclaimed() == len(found) == 2
    desk.save([of_segment(said, 2, "reject", code=code) for code in sorted(found)])
    assert desk.count_unclaimed() == 0
