from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from decided_study import FILLER, Study, write_decided_study
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.decisions import standing
from qualcode.decisions.deciding import gather_decisions
from qualcode.decisions.overlay import overlay
from qualcode.decisions.placing import Ground
from qualcode.model.coding import MACHINE, Coding
from qualcode.model.decision import Decision
from qualcode.pipeline import Coded

FOUND = ["care 2", "saving 2", "care 4", "saving 4"]  # in ru01.txt, by segment


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return Study(write_decided_study(tmp_path_factory.mktemp("decided")))


def shown(codings: Iterable[Coding]) -> list[str]:
    """Say what stands: code, segment and, where people decided, what they made of it."""
    return [
        " ".join(
            [
                *(one.code, str(one.segment)),
                *([one.status] if one.status != "found" else []),
                *one.decided_by,
            ]
        )
        for one in codings
    ]


def outcomes(coded: Coded) -> list[str]:
    return [one.outcome for one in coded.applied]


def test_without_decisions_all_is_as_it_was_found(study: Study) -> None:
    coded = study.code("ru01.txt")
    assert shown(coded.tagged.codings) == FOUND
    assert (coded.overruled, coded.applied) == ((), ())
    assert study.code("ru01.txt", [study.of_segment("accept", "care", 2, "en01.txt")]) == coded


@pytest.mark.parametrize(
    ("action", "more", "codings", "overruled"),
    [
        ("accept", {}, ["care 2 accepted ANNA", *FOUND[1:]], []),
        ("reject", {}, FOUND[1:], ["care 2 rejected ANNA"]),
        ("add", {}, ["care 2 accepted ANNA", *FOUND[1:]], []),
        # what stands there already is accepted, not given twice
        (
            "recode",
            {"to": "saving"},
            ["saving 2 accepted ANNA", *FOUND[2:]],
            ["care 2 replaced ANNA"],
        ),
    ],
)
def test_a_decision_on_what_was_found(
    study: Study, action: str, more: dict[str, str], codings: list[str], overruled: list[str]
) -> None:
    coded = study.code("ru01.txt", [study.of_segment(action, "care", 2, **more)])
    assert shown(coded.tagged.codings) == codings
    assert shown(coded.overruled) == overruled
    assert outcomes(coded) == ["applied"]


def test_rejected_codings_meet_no_pole(study: Study) -> None:
    coded = study.code("ru01.txt", [study.of_segment("reject", "care", 2)])
    assert {(one.level, one.unit) for one in coded.tensions} == {("segment", 4), ("answer", 2)}


def test_added_codings_meet_poles_and_cues_in_their_sentences(study: Study) -> None:
    given = study.say("add", "care", "Экономия мешает заботе о людях. Это не экономия времени.")
    coded = study.code("ru01.txt", [study.of_segment("reject", "care", 2), given])
    (added,) = (one for one in coded.tagged.codings if one.coder == "ANNA")
    assert (added.segment, added.unit, added.respondent, added.type) == (
        2,
        "segment",
        "R1",
        "ngo_provider",
    )
    assert (added.score, added.polarity, added.hits) == (0.0, "affirmed", ())
    met = next(one for one in coded.tensions if (one.level, one.unit) == ("segment", 2))
    assert (met.relation, met.cue) == ("conflict", "мешает")


def test_new_borders_take_the_place_of_what_was_found(study: Study) -> None:
    text = study.transcripts["ru01.txt"].text
    start = text.index("Экономия мешает")
    borders: dict[str, Any] = {"to_start": start, "to_stop": text.index(" Это не")}
    coded = study.code("ru01.txt", [study.of_segment("border", "care", 2, **borders)])
    assert shown(coded.overruled) == ["care 2 replaced ANNA"]
    (own,) = (one for one in coded.tagged.codings if one.coder == "ANNA")
    assert text[own.start : own.stop] == "Экономия мешает заботе о людях."


def test_new_borders_move_with_the_text(study: Study) -> None:
    """They are as far from the stretch as they were, if all between is known and as it was."""
    text = study.transcripts["ru01.txt"].text
    start = text.index("Экономия мешает")
    borders: dict[str, Any] = {"to_start": start, "to_stop": text.index(" Это не")}
    made = study.of_segment("border", "care", 2, **borders)
    earlier = {name: getattr(made, name) + 7 for name in ("start", "stop", "to_start", "to_stop")}
    moved = replace(made, text_sha256="former", **earlier)
    coded = study.code("ru01.txt", [moved])
    (own,) = (one for one in coded.tagged.codings if one.coder == "ANNA")
    assert text[own.start : own.stop] == "Экономия мешает заботе о людях."
    assert [one.how for one in coded.applied] == ["moved"]
    for lost in (
        replace(moved, to_stop=moved.stop + 90),  # behind all that is known of the former text
        replace(made, to_stop=len(text) + 1),
        replace(made, to_start=made.to_stop),
    ):
        assert outcomes(study.code("ru01.txt", [lost])) == ["orphan"]


def test_a_stretch_speaks_for_the_segments_of_which_half_lies_in_it(study: Study) -> None:
    text = study.transcripts["ru02.txt"].text
    segments = {one.number: one for one in study.code("ru02.txt").segments}
    start, stop = segments[2].start + 200, segments[4].stop - 20
    words = text[start:stop]
    coded = study.code("ru02.txt", [study.say("add", "care", words, "ru02.txt")])
    (own,) = (one for one in coded.tagged.codings if one.coder == "ANNA")
    assert own.segment == 3  # not 2: less than half of it
    levels = {(one.level, one.unit) for one in coded.tensions}
    assert levels == {("segment", 4), ("answer", 1)}  # saving is found in 4
    assert ("saving", 4) in {(one.code, one.segment) for one in coded.tagged.codings}


def test_a_few_words_speak_for_the_segment_they_stand_in(study: Study) -> None:
    coded = study.code("ru02.txt", [study.say("add", "care", "Люди ждут", "ru02.txt")])
    (own,) = (one for one in coded.tagged.codings if one.coder == "ANNA")
    assert (own.segment, own.unit) == (2, "segment")
    whole = study.code("ru02.txt", [study.of_segment("add", "care", 6, "ru02.txt")])
    assert "care 6 added ANNA" in shown(whole.tagged.codings)


def test_a_wide_stretch_is_not_lost_in_a_narrow_coding(study: Study) -> None:
    """What was found is accepted, and the other segments have the code as well."""
    segments = {one.number: one for one in study.code("ru02.txt").segments}
    text = study.transcripts["ru02.txt"].text
    words = text[segments[2].start : segments[3].stop]
    coded = study.code("ru02.txt", [study.say("add", "saving", words, "ru02.txt")])
    codings = [one for one in coded.tagged.codings if one.decided_by]
    assert shown(codings) == ["saving 2 accepted ANNA", "saving 2 added ANNA"]
    assert [one.stop for one in codings] == [segments[2].stop, segments[3].stop]


def test_who_gives_a_code_that_is_denied_there_says_otherwise(study: Study) -> None:
    given = study.of_segment("add", "saving", 6, "ru02.txt")
    coded = study.code("ru02.txt", [given])
    assert shown(coded.overruled) == ["saving 6 replaced ANNA"]
    assert [one.polarity for one in coded.tagged.codings if one.coder == "ANNA"] == ["affirmed"]
    accepted = study.code("ru02.txt", [replace(given, action="accept")])
    assert [one.polarity for one in accepted.tagged.codings if one.decided_by] == ["negated"]


SAID = {"ANNA": "affirmed", "BORIS": "negated"}


@pytest.mark.parametrize("action", ["accept", "add"])
def test_what_is_denied_is_what_the_person_says(study: Study, action: str) -> None:
    """The machine's coding is as it was found, and does not count; the person's does, as denied."""
    denies = study.of_segment(action, "care", 2, polarity="negated", voice="reported")
    coded = study.code("ru01.txt", [denies])
    assert shown(coded.overruled) == ["care 2 replaced ANNA"]
    assert coded.overruled[0].present
    (own,) = (one for one in coded.tagged.codings if one.coder == "ANNA")
    assert (own.status, own.hits, own.present) == ("added", (), False)
    assert (own.polarity, own.voice, own.modality) == ("negated", "reported", "fact")
    assert outcomes(coded) == ["applied"]
    assert {(one.level, one.unit) for one in coded.tensions} == {("segment", 4), ("answer", 2)}
    # and the other way round, where the rules have found it denied
    means = study.of_segment(action, "saving", 6, "ru02.txt", polarity="affirmed")
    coded = study.code("ru02.txt", [means])
    assert shown(coded.overruled) == ["saving 6 replaced ANNA"]
    assert [one.present for one in coded.tagged.codings if one.coder == "ANNA"] == [True]


def test_what_was_accepted_comes_back_as_it_was_accepted(study: Study) -> None:
    """A later codebook does not find it: it is denied still, where that was seen."""
    accepts = study.of_segment("accept", "care", 2, "ru02.txt")
    for said, polarity in (("", "affirmed"), ("negated", "negated"), ("mixed", "mixed")):
        coded = study.code("ru02.txt", [replace(accepts, polarity=said)])
        (own,) = (one for one in coded.tagged.codings if one.decided_by)
        assert (own.polarity, own.status) == (polarity, "accepted")


@pytest.mark.parametrize("found", [True, False])
def test_coders_may_differ_about_what_is_denied(study: Study, found: bool) -> None:
    """What stands there stays, once; where nothing does, it is taken as meant. Both are told."""
    id, code = ("ru01.txt", "care") if found else ("ru02.txt", "care")
    both = [
        study.of_segment("accept", code, 2, id, coder=coder, polarity=said)
        for coder, said in SAID.items()
    ]
    coded = study.code(id, both)
    (disputed,) = (one for one in coded.tagged.codings if one.decided_by)
    assert (disputed.status, disputed.polarity) == ("disputed", "affirmed")
    assert outcomes(coded) == ["disputed", "disputed"]
    settled = study.of_segment("accept", code, 2, id, coder="consensus", polarity="negated")
    coded = study.code(id, [*both, settled])
    (denied,) = (one for one in coded.tagged.codings if one.decided_by)
    assert (denied.polarity, denied.decided_by) == ("negated", ("consensus", "BORIS"))
    assert sorted(outcomes(coded)) == ["applied", "applied", "overruled"]
    # of one coder the last word counts, also where the borders have changed in between
    text, (first, _) = study.transcripts[id].text, both
    changed = [
        replace(first, id=said, stop=stop, quote=text[first.start : stop], polarity=said)
        for said, stop in (("affirmed", first.stop - 9), ("negated", first.stop - 5))
    ]
    coded = study.code(id, changed)
    assert [one.polarity for one in coded.tagged.codings if one.decided_by] == ["negated"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "recode", "border", "deny", "undo", "undo"]),
        st.integers(0, 9),
    ),
    max_size=10,
)


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_whatever_is_said_of_one_coding_holds_together(
    study: Study, steps: list[tuple[str, int]]
) -> None:
    plain = study.code("ru01.txt")
    found = next(one for one in plain.tagged.codings if one.code == "care")
    accepts = study.of_segment("accept", "care", 2)
    lines: list[Decision] = []
    for at, (action, number) in enumerate(steps):
        told: dict[str, Any] = {"id": f"s{at}"}
        if action == "recode":
            told |= {"to": "saving"}
        elif action == "border":
            told |= {"to_start": found.start, "to_stop": found.stop - 1 - number}
        elif action == "deny":  # as the page says it: what stands, once more
            action, more = _once_more(standing(lines))
            told |= more
        line = replace(accepts, action=action, **told)
        before = f"s{number % at}" if at else ""
        lines.append(replace(line, supersedes=before) if action == "undo" else line)
    ground = Ground(study.transcripts["ru01.txt"], plain.segments, study.codebook)
    laid = overlay([found], gather_decisions(lines), ground, study.codebook, {})
    ended = [(one.code, one.stop, one.polarity) for one in laid.codings]
    assert ended == _end(lines, found.stop)
    assert len(laid.overruled) == (not any(one.coder == MACHINE for one in laid.codings))


def _once_more(stands: tuple[Decision, ...]) -> tuple[str, dict[str, Any]]:
    one = next(iter(stands), None)
    if one is None or one.action == "reject":
        return "accept", {"polarity": "negated"}
    polarity = "affirmed" if one.polarity == "negated" else "negated"
    if one.action == "border" and not one.to:
        borders = {"to_start": one.to_start, "to_stop": one.to_stop}
        return "border", {**borders, "polarity": polarity}
    return ("recode" if one.to else one.action), {"to": one.to, "polarity": polarity}


def _end(lines: list[Decision], stop: int) -> list[tuple[str, int, str]]:
    """Go through the lines that are not undone, one by one."""
    undone: set[str] = set()
    for line in reversed(lines):
        if line.action == "undo" and line.id not in undone:
            undone.add(line.supersedes)
    given, code, end, polarity = True, "care", stop, "affirmed"
    for line in lines:
        if line.id in undone or line.action == "undo":
            continue
        if line.action in ("accept", "reject"):
            code, end, polarity = "care", stop, "affirmed"
        elif not given:
            polarity = "affirmed"
        given = line.action != "reject"
        code, end = line.to or code, line.to_stop or end
        polarity = line.polarity or polarity
    return [(code, end, polarity)] if given else []


def test_another_code_keeps_how_it_is_said(study: Study) -> None:
    coded = study.code("ru02.txt", [study.of_segment("recode", "saving", 6, "ru02.txt", to="care")])
    (own,) = (one for one in coded.tagged.codings if one.coder == "ANNA")
    assert (own.code, own.polarity, own.unit) == ("care", "negated", "segment")


def test_what_was_accepted_stays_when_it_is_found_no_more(study: Study) -> None:
    coded = study.code("ru02.txt", [study.of_segment("accept", "care", 2, "ru02.txt")])
    (own,) = (one for one in coded.tagged.codings if one.decided_by)
    assert (own.status, own.coder, own.segment) == ("accepted", "ANNA", 2)
    rejected = study.code("ru02.txt", [study.of_segment("reject", "care", 2, "ru02.txt")])
    assert outcomes(rejected) == ["applied"]
    assert rejected.tagged.codings == study.code("ru02.txt").tagged.codings


def test_coders_who_contradict_each_other_change_nothing(study: Study) -> None:
    accepts = study.of_segment("accept", "care", 2)
    rejects = study.of_segment("reject", "care", 2, coder="BORIS")
    coded = study.code("ru01.txt", [accepts, rejects])
    assert shown(coded.tagged.codings) == ["care 2 disputed ANNA BORIS", *FOUND[1:]]
    assert outcomes(coded) == ["disputed", "disputed"]
    settled = study.of_segment("reject", "care", 2, coder="consensus")
    coded = study.code("ru01.txt", [accepts, rejects, settled])
    assert shown(coded.overruled) == ["care 2 rejected consensus BORIS"]
    assert sorted(outcomes(coded)) == ["applied", "applied", "overruled"]


def test_a_contested_replacement_puts_nothing(study: Study) -> None:
    recodes = study.of_segment("recode", "saving", 4, "ru02.txt", to="care")
    accepts = study.of_segment("accept", "saving", 4, "ru02.txt", coder="BORIS")
    coded = study.code("ru02.txt", [recodes, accepts])
    assert [one for one in shown(coded.tagged.codings) if "care 4" in one] == []
    assert outcomes(coded) == ["disputed", "disputed"]
    # Boris rejects the code that nobody has put there: he contradicts nobody.
    rejects = study.of_segment("reject", "care", 4, "ru02.txt", coder="BORIS")
    coded = study.code("ru02.txt", [recodes, accepts, rejects])
    assert sorted(outcomes(coded)) == ["applied", "disputed", "disputed"]


def test_an_addition_may_be_disputed_and_settled(study: Study) -> None:
    adds = study.of_segment("add", "care", 2, "ru02.txt")
    rejects = study.of_segment("reject", "care", 2, "ru02.txt", coder="BORIS")
    coded = study.code("ru02.txt", [adds, rejects])
    assert "care 2 disputed ANNA BORIS" in shown(coded.tagged.codings)
    settled = replace(rejects, id="s", coder="consensus")
    coded = study.code("ru02.txt", [adds, rejects, settled])
    assert "care 2" not in " ".join(shown(coded.tagged.codings))
    assert coded.overruled == ()  # the machine had found nothing there
    assert sorted(outcomes(coded)) == ["applied", "applied", "overruled"]


def test_what_several_give_is_given_once(study: Study) -> None:
    segment = study.of_segment("add", "care", 2, "ru02.txt")
    words = study.say("add", "care", FILLER, "ru02.txt", coder="BORIS")
    coded = study.code("ru02.txt", [segment, words])
    (own,) = (one for one in coded.tagged.codings if one.status == "added")
    assert own.coder == "ANNA; BORIS"
    assert own.decided_by == ("ANNA", "BORIS")
    assert len(own.decisions) == 2


def test_a_coder_may_reject_a_segment_and_code_some_words_of_it(study: Study) -> None:
    rejects = study.of_segment("reject", "care", 2)
    words = study.say("add", "care", "мешает заботе о людях")
    coded = study.code("ru01.txt", [rejects, words])
    assert shown(coded.overruled) == ["care 2 rejected ANNA"]
    assert [(one.start, one.stop) for one in coded.tagged.codings if one.coder == "ANNA"] == [
        (words.start, words.stop)
    ]
    assert outcomes(coded) == ["applied", "applied"]


def test_who_decides_is_said_in_the_study(study: Study) -> None:
    anna = study.of_segment("reject", "care", 2)
    boris = study.of_segment("accept", "care", 2, coder="BORIS")
    vera = study.of_segment("reject", "care", 4, coder="VERA")
    coded = study.code("ru01.txt", [anna, boris, vera], deciding=["BORIS", "ANNA"])
    assert shown(coded.tagged.codings) == ["care 2 accepted BORIS", *FOUND[1:]]
    told = {one.decision.coder: one.outcome for one in coded.applied}
    assert told == {"ANNA": "overruled", "BORIS": "applied", "VERA": "measured"}


def test_blind_decisions_only_measure_unless_they_are_to_count(study: Study) -> None:
    blind = study.of_segment("reject", "care", 2, blind=True)
    coded = study.code("ru01.txt", [blind])
    assert shown(coded.tagged.codings) == FOUND
    assert outcomes(coded) == ["measured"]
    assert outcomes(study.code("ru01.txt", [blind], blind_counts=True)) == ["applied"]


def test_what_was_said_blind_is_kept_for_agreement(study: Study) -> None:
    """Whatever its coder decides later with the machine's codings in sight."""
    blind = [study.of_segment("add", "care", 2, blind=True), study.of_segment("seen", "", 2)]
    blind[1] = replace(blind[1], blind=True)
    later = [study.of_segment("reject", "care", 2), study.of_segment("seen", "", 2)]
    for lines in ([*blind, *later], [*later, *blind]):
        coded = study.code("ru01.txt", lines)
        told = {one.decision.id: one.outcome for one in coded.applied}
        assert told == {
            **{one.id: "measured" for one in blind},
            **dict(zip((one.id for one in later), ("applied", "noted"), strict=True)),
        }
        assert shown(coded.overruled) == ["care 2 rejected ANNA"]
    undone = study.say("undo", "", "Экономия", supersedes=blind[0].id, start=0, stop=0)
    coded = study.code("ru01.txt", [*blind, *later, undone])
    assert blind[0].id not in {one.decision.id for one in coded.applied}
    counted = study.code("ru01.txt", [*blind, *later], blind_counts=True)
    assert outcomes(counted) == ["overruled", "noted", "applied", "noted"]
    assert shown(counted.overruled) == ["care 2 rejected ANNA"]


@pytest.mark.parametrize(
    ("first", "last", "overruled"), [("reject", "accept", 0), ("accept", "reject", 1)]
)
def test_of_a_former_text_and_of_the_present_one_the_later_line_counts(
    study: Study, first: str, last: str, overruled: int
) -> None:
    now = study.of_segment(last, "care", 2)
    former = study.of_segment(first, "care", 2, text_sha256="former")
    former = replace(former, start=former.start + 9, stop=former.stop + 9)
    coded = study.code("ru01.txt", [former, now])
    assert [(one.decision.id, one.outcome) for one in coded.applied] == [(now.id, "applied")]
    assert len(coded.overruled) == overruled
    later = replace(former, id="later", action=last)  # type: ignore[arg-type]  # out of a pack
    coded = study.code("ru01.txt", [replace(now, action=first), later])  # type: ignore[arg-type]
    assert [one.decision.id for one in coded.applied] == ["later"]
    assert len(coded.overruled) == overruled


def test_another_code_on_a_former_text_and_other_borders_on_this_one_hold_together(
    study: Study,
) -> None:
    recoded = study.of_segment("recode", "care", 2, to="saving", polarity="negated")
    former = replace(recoded, text_sha256="former", start=recoded.start + 9, stop=recoded.stop + 9)
    start = recoded.start
    border = study.of_segment("border", "care", 2, to_start=start, to_stop=start + 18)
    for lines in ([former, border], [recoded, replace(border, text_sha256="former")]):
        coded = study.code("ru01.txt", lines)
        (one,) = (one for one in coded.applied if one.decision.id == border.id)
        assert (one.outcome, one.to, one.to_start, one.to_stop) == (
            "applied",
            "saving",
            start,
            start + 18,
        )
        assert (one.decision.action, one.decision.polarity) == ("border", "negated")
        assert len(coded.applied) == 1
        (put,) = (one for one in coded.tagged.codings if border.id in one.decisions)
        assert (put.code, put.start, put.stop) == ("saving", start, start + 18)
    only = study.code(
        "ru01.txt", [replace(former, to="care.x"), study.of_segment("accept", "care", 2)]
    )
    assert [one.to for one in only.applied] == [""]  # to accept begins anew


def test_the_last_word_counts_where_borders_have_moved(study: Study) -> None:
    """The words were changed a little, or the codebook: the stretches are not just the same."""
    whole = study.of_segment("reject", "care", 2)
    words = study.say("accept", "care", "Экономия мешает заботе о людях.")
    less = study.say("accept", "care", "мешает заботе о людях")
    borders = [(one.start, one.stop) for one in study.code("ru01.txt").tagged.codings[:1]]
    assert borders == [(whole.start, whole.stop)]
    coded = study.code("ru01.txt", [replace(less, action="reject"), words])
    assert shown(coded.tagged.codings) == ["care 2 accepted ANNA", *FOUND[1:]]
    assert outcomes(coded) == ["overruled", "applied"]
    coded = study.code("ru01.txt", [words, replace(less, action="reject")])
    assert shown(coded.overruled) == ["care 2 rejected ANNA"]
    boris = replace(less, id="boris", coder="BORIS", action="reject")
    coded = study.code("ru01.txt", [words, boris])
    assert outcomes(coded) == ["disputed", "disputed"]


def test_undone_recoded_with_other_borders_and_rejected(study: Study) -> None:
    """Of all that was said of one coding the last counts; undoing it brings the former back."""
    start = study.of_segment("accept", "care", 2).start
    lines = [
        study.of_segment("reject", "saving", 2),
        study.of_segment("recode", "care", 2, to="saving"),
        study.of_segment("border", "care", 2, to_start=start, to_stop=start + 31),
        study.of_segment("reject", "care", 2),
    ]
    rejected = study.code("ru01.txt", lines)
    assert shown(rejected.overruled) == ["care 2 rejected ANNA", "saving 2 rejected ANNA"]
    assert outcomes(rejected) == ["applied", "applied"]
    undo = [replace(lines[3], id="u1", action="undo", supersedes=lines[3].id)]
    moved = study.code("ru01.txt", [*lines, *undo])
    (own,) = (one for one in moved.tagged.codings if one.coder == "ANNA")
    assert (own.code, own.start, own.stop) == ("saving", start, start + 31)
    undo.append(replace(undo[0], id="u2", supersedes="u1"))
    assert study.code("ru01.txt", [*lines, *undo]) == rejected
    undo += [replace(undo[0], id=f"u{at}", supersedes=one) for at, one in ((3, "u2"), (4, "u3"))]
    assert study.code("ru01.txt", [*lines, *undo]) == rejected


def test_what_changes_no_coding_is_told(study: Study) -> None:
    decisions = [
        study.of_segment("add", "draft.fear", 2),
        study.of_segment("add", "nothing", 2),
        study.of_segment("recode", "care", 2, to="nothing"),
        study.of_segment("seen", "", 2),
        study.of_segment("note", "", 4, about="segment", text="A memo"),
        study.of_segment("flag", "draft.fear", 4, about="coding"),
        study.of_segment("note", "", 4, about="transcript", start=0, stop=0, quote=""),
        replace(study.of_segment("add", "care", 2), text_sha256="0", quote="нигде нет", before=""),
        study.of_segment("border", "saving", 2),
        study.of_segment("accept", "", 2),
    ]
    coded = study.code("ru01.txt", decisions)
    assert outcomes(coded) == [
        *("draft", "gone", "gone", "noted", "noted", "noted", "noted", "orphan", "orphan", "gone")
    ]
    assert shown(coded.tagged.codings) == FOUND
    assert [one.segment for one in coded.applied] == [2, 2, 2, 2, 4, 4, 0, 0, 0, 2]


def test_a_renamed_code_is_followed(study: Study) -> None:
    codes = tuple(
        replace(one, replaces=("draft.fear", "old")) if one.id == "care" else one
        for one in study.codebook.codes
    )
    codebook = replace(study.codebook, codes=codes)
    coded = study.code("ru01.txt")
    decisions = [study.of_segment("reject", "old", 2), study.of_segment("accept", "draft.fear", 4)]
    ground = Ground(coded.transcript, coded.segments, codebook)
    decided = gather_decisions(decisions)
    laid = overlay(coded.tagged.codings, decided, ground, codebook, study.table.types)
    assert shown(laid.overruled) == ["care 2 rejected ANNA"]
    assert "care 4 accepted ANNA" in shown(laid.codings)
    assert [one.code for one in laid.applied] == ["care", "care"]
    # under its former id and its present one it is the same code
    again = gather_decisions([*decisions, study.of_segment("accept", "care", 2)])
    laid = overlay(coded.tagged.codings, again, ground, codebook, study.table.types)
    assert laid.overruled == ()
    assert [one.outcome for one in laid.applied] == ["applied", "applied"]


def relate(study: Study, relation: str, **more: Any) -> Decision:
    return study.of_segment(
        "relate", "", 2, tension="saving_vs_care", level="segment", relation=relation, **more
    )


def test_people_say_how_poles_meet(study: Study) -> None:
    coded = study.code("ru01.txt", [relate(study, "unstated")])
    met = coded.tensions[0]
    assert (met.relation, met.cue, met.cue_spans, met.decided_by) == ("unstated", "", (), ("ANNA",))
    assert coded.tensions[1:] == study.code("ru01.txt").tensions[1:]
    same = study.code("ru01.txt", [relate(study, "conflict")]).tensions[0]
    assert (same.relation, same.cue, same.decided_by) == ("conflict", "мешает", ("ANNA",))


def test_relations_are_contested_as_codings_are(study: Study) -> None:
    anna, boris = relate(study, "unstated"), relate(study, "conflict", coder="BORIS")
    coded = study.code("ru01.txt", [anna, boris])
    assert outcomes(coded) == ["disputed", "disputed"]
    assert coded.tensions == study.code("ru01.txt").tensions
    settled = relate(study, "unstated", coder="consensus")
    coded = study.code("ru01.txt", [anna, boris, settled])
    assert coded.tensions[0].decided_by == ("consensus", "ANNA")
    told = {one.decision.coder: one.outcome for one in coded.applied}
    assert told == {"ANNA": "applied", "BORIS": "overruled", "consensus": "applied"}
    blind = replace(anna, id="blind", relation="conflict", blind=True)
    coded = study.code("ru01.txt", [blind, anna], blind_counts=True)
    assert coded.tensions[0].relation == "unstated"
    assert outcomes(coded) == ["overruled", "applied"]


def test_a_relation_of_what_does_not_meet_is_told(study: Study) -> None:
    gone = [
        relate(study, "love"),
        replace(relate(study, "conflict"), id="t", tension="other"),
        replace(relate(study, "conflict"), id="l", level="turn"),
    ]
    assert outcomes(study.code("ru01.txt", gone)) == ["gone"] * 3
    rejected = [study.of_segment("reject", "care", 2), relate(study, "unstated")]
    assert sorted(outcomes(study.code("ru01.txt", rejected))) == ["applied", "gone"]
    blind = relate(study, "unstated", blind=True)
    assert outcomes(study.code("ru01.txt", [blind])) == ["measured"]


@st.composite
def made_decisions(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a decision on the longer talk: on a segment, or on any stretch."""
    action = draw(st.sampled_from(["accept", "reject", "add", "recode", "border", "seen"]))
    start, stop = draw(st.sampled_from([(43, 297), (298, 551), (552, 802), (836, 855), (0, 0)]))
    if not stop:
        start = draw(st.integers(43, 790))
        stop = start + draw(st.integers(1, 300))
    to_start = draw(st.integers(43, 790))
    return {
        "coder": draw(st.sampled_from(["ANNA", "BORIS", "consensus"])),
        "action": action,
        "code": draw(st.sampled_from(["care", "saving", "draft.x", "gone"])),
        "start": start,
        "stop": min(stop, 855),
        "to": draw(st.sampled_from(["care", "saving"])) if action == "recode" else "",
        "to_start": to_start if action == "border" else 0,
        "to_stop": to_start + draw(st.integers(1, 60)) if action == "border" else 0,
    }


@settings(max_examples=80, deadline=None)
@given(st.lists(made_decisions(), max_size=12))
def test_nothing_is_lost_and_the_order_of_coders_is_no_matter(
    study: Study, drawn: list[dict[str, Any]]
) -> None:
    """Every decision has an outcome; every coding found stands or was overruled, once."""
    text = study.transcripts["ru02.txt"].text
    decisions = [
        replace(
            study.say(str(one["action"]), "", "Всюду", "ru02.txt"),
            quote=text[one["start"] : one["stop"]],
            **(one | {"id": f"n{number}"}),
        )
        for number, one in enumerate(drawn)
    ]
    coded, found = study.code("ru02.txt", decisions), study.code("ru02.txt").tagged.codings
    stand = {
        one.id
        for coder in ("ANNA", "BORIS", "consensus")
        for one in standing([line for line in decisions if line.coder == coder])
    }
    outcomes = {one.decision.id: one.outcome for one in coded.applied}
    assert outcomes.keys() == stand
    whole = (*coded.tagged.codings, *coded.overruled)
    plain = [
        replace(one, status="found", decided_by=(), decisions=())
        for one in whole
        if one.coder == MACHINE
    ]
    assert sorted(plain, key=repr) == sorted(found, key=repr)
    for one in coded.applied:
        if one.outcome == "applied" and one.decision.action in ("add", "accept"):
            assert any(one.decision.id in coding.decisions for coding in coded.tagged.codings)
    for coding in coded.tagged.codings:
        if coding.status == "disputed":
            assert {outcomes[id] for id in coding.decisions} >= {"disputed"}
        assert stand.issuperset(coding.decisions)
    turned = study.code("ru02.txt", sorted(decisions, key=lambda one: one.coder, reverse=True))
    assert (turned.tagged.codings, turned.overruled) == (coded.tagged.codings, coded.overruled)


def test_a_code_stands_in_one_turn_of_a_respondent(study: Study) -> None:
    """A log may hold what was put elsewhere: the run has no coding without a respondent."""
    text = study.transcripts["ru01.txt"].text
    question = study.say("add", "care", "А потом?")
    over = study.say("add", "care", text[text.index("Это не") : text.index(", но забота")])
    into = study.say("add", "care", text[text.index("А потом?") : text.index(", но забота")])
    accepted = study.say("accept", "care", "А потом?", coder="BORIS")
    start = text.index("А потом?")
    borders: dict[str, Any] = {"to_start": start, "to_stop": start + 8}
    moved = study.of_segment("border", "saving", 2, **borders)
    coded = study.code("ru01.txt", [question, over, into, accepted, moved])
    assert outcomes(coded) == ["orphan"] * 5
    assert shown(coded.tagged.codings) == FOUND


def test_a_code_of_the_interviewer_stands_in_the_interviewers_talk(study: Study) -> None:
    codes = (
        replace(one, speakers=("interviewer",)) if one.id == "care" else one
        for one in study.codebook.codes
    )
    ground = Ground(
        study.transcripts["ru01.txt"],
        study.code("ru01.txt").segments,
        replace(study.codebook, codes=tuple(codes)),
    )
    question = study.say("add", "care", "А потом?")
    former = replace(
        study.say("add", "care", "Расскажите, что изменилось?"),
        text_sha256="former",
        coder="BORIS",
        start=5,
        stop=32,
    )
    answer = study.say("add", "care", "забота осталась")
    placed = ground.place_all([question, former, answer])
    assert [one.placed for one in placed] == [True, True, False]
    assert placed[1].how == "moved"
