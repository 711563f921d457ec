"""Lines of logs on the coded study → coders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from coded_study import talk_of
from test_among import place_in

from qualcode.analysis.agreement import Coder, agree, as_coders, evaluate, gather_coders
from qualcode.analysis.agreement.among import Choices, agree_in_run
from qualcode.analysis.agreement.among.in_run import coders_of_run
from qualcode.analysis.agreement.among.tables import describe
from qualcode.decisions import Log, Logs
from qualcode.decisions.codebooks import Book
from qualcode.model.decision import CONSENSUS, Decision
from qualcode.runs.read import Run

# A codebook that did not have `care` yet.
BOOKS = {"young": Book({"saving": ()})}


class Writer:
    """Writes decisions of one coder, numbered."""

    def __init__(self, run: Run, coder: str, *, blind: bool = True) -> None:
        self.run = run
        self.coder = coder
        self.blind = blind
        self.lines: list[Decision] = []
        self._hashes = {
            str(one["transcript"]): str(one["text_sha256"]) for one in run.manifest["transcripts"]
        }

    def write(self, action: str, words: str, number: int = 1, **more: object) -> str:
        start, stop = place_in(self.run, number, words)
        transcript = f"ru0{number}.txt"
        decision = Decision(
            f"{self.coder}-{len(self.lines)}",
            "2026-11-02T10:00:00Z",
            self.coder,
            action,  # type: ignore[arg-type]
            transcript,
            self._hashes[transcript],
            start,
            stop,
            words,
            blind=self.blind,
        )
        self.lines.append(replace(decision, **more))  # type: ignore[arg-type]
        return decision.id

    def log(self) -> Log:
        lines = tuple(self.lines)
        return Log(self.coder, "", Path(f"decisions/{self.coder}.jsonl"), lines, books=BOOKS)


def coders_of(*writers: Writer, blind: bool = True) -> tuple[Coder, ...]:
    return as_coders(writers[0].run, Logs(tuple(one.log() for one in writers)), blind=blind)


FIRST, SECOND, THIRD = talk_of(1)


def test_a_segment_that_was_read_is_a_stretch_with_the_codes_given_inside(coded_run: Run) -> None:
    anna = Writer(coded_run, "ANNA")
    anna.write("add", FIRST, code="saving")
    anna.write("add", "всюду экономия", code="care")
    anna.write("seen", FIRST, weight=3.0)
    anna.write("seen", SECOND)
    (coder,) = coders_of(anna)
    assert (coder.name, coder.file) == ("ANNA", "decisions/ANNA.jsonl")
    told = [(one.text, sorted(one.codes), one.reads, one.weight) for one in coder.stretches]
    assert told == [
        (FIRST, ["care", "saving"], True, 3.0),
        ("всюду экономия", ["care"], False, 1.0),
        (SECOND, [], True, 1.0),
    ]
    assert coder.stretches[0].place == place_in(coded_run, 1, FIRST)


def test_what_a_person_says_is_denied_is_a_no(coded_run: Run) -> None:
    """As with the machine: a denied coding is not counted as found."""
    anna = Writer(coded_run, "ANNA")
    anna.write("add", FIRST, code="saving", polarity="negated")
    anna.write("add", SECOND, code="care", polarity="affirmed")
    anna.write("add", "всюду экономия", code="care", polarity="negated", voice="reported")
    for segment in (FIRST, SECOND):
        anna.write("seen", segment)
    gathered = gather_coders(coded_run, Logs((anna.log(),)))
    told = [(one.text, sorted(one.codes)) for one in gathered.coders[0].stretches]
    assert told == [(FIRST, []), (SECOND, ["care"])]
    assert gathered.problems == ()


def test_what_was_undone_or_decided_anew_does_not_count(coded_run: Run) -> None:
    anna = Writer(coded_run, "ANNA")
    wrong = anna.write("add", FIRST, code="saving")
    anna.write("undo", FIRST, supersedes=wrong)
    anna.write("seen", FIRST)
    (coder,) = coders_of(anna)
    assert coder.stretches[0].codes == frozenset()


def test_blind_decisions_alone_count_unless_told_otherwise(coded_run: Run) -> None:
    """Anna later accepts in view of the machine what she had not given blind."""
    anna = Writer(coded_run, "ANNA")
    anna.write("seen", FIRST)
    anna.blind = False
    anna.write("accept", FIRST, code="saving")
    anna.write("reject", SECOND, code="care")
    anna.write("seen", SECOND)
    blind, every = coders_of(anna), coders_of(anna, blind=False)
    assert [one.codes for one in blind[0].stretches] == [frozenset()]
    told = [sorted(one.codes) for one in every[0].stretches]
    assert told == [["saving"], []]


def test_a_later_look_in_view_of_the_machine_leaves_what_was_blind(coded_run: Run) -> None:
    anna = Writer(coded_run, "ANNA")
    anna.write("add", FIRST, code="saving")
    anna.write("seen", FIRST)
    anna.blind = False
    anna.write("reject", FIRST, code="saving")
    anna.write("seen", FIRST)
    assert coders_of(anna)[0].stretches[0].codes == {"saving"}
    assert coders_of(anna, blind=False)[0].stretches[0].codes == frozenset()
    anna.write("undo", FIRST, supersedes=anna.lines[0].id)
    assert coders_of(anna)[0].stretches[0].codes == frozenset()


def test_other_codes_and_borders_take_the_place_of_what_stood_there(coded_run: Run) -> None:
    anna = Writer(coded_run, "ANNA", blind=False)
    anna.write("recode", FIRST, code="saving", to="care")
    start, stop = place_in(coded_run, 1, "Пришли 13 заявок")
    anna.write("border", SECOND, code="care", to_start=start, to_stop=stop)
    for words in (FIRST, SECOND):
        anna.write("seen", words)
    (coder,) = coders_of(anna, blind=False)
    assert [(one.text, sorted(one.codes)) for one in coder.stretches if one.codes] == [
        (FIRST, ["care"]),
        ("Пришли 13 заявок", ["care"]),
        (SECOND, ["care"]),
    ]


def test_relations_of_tensions_are_kept(coded_run: Run) -> None:
    anna, boris = Writer(coded_run, "ANNA"), Writer(coded_run, "BORIS")
    for writer, relation in ((anna, "conflict"), (boris, "unstated")):
        for code in ("saving", "care"):
            writer.write("add", FIRST, code=code)
        writer.write("relate", FIRST, tension="saving_vs_care", level="segment", relation=relation)
        writer.write("seen", FIRST)
    agreement = agree(coded_run, coders_of(anna, boris))
    (dispute,) = agreement.disagreements
    assert dispute.relations == (("ANNA", "conflict"), ("BORIS", "unstated"))


def test_what_cannot_be_compared_is_told_with_counts(coded_run: Run) -> None:
    anna = Writer(coded_run, "ANNA")
    anna.write("seen", FIRST)
    anna.write("add", FIRST, code="draft.help")
    anna.write("add", FIRST, code="thrift")
    anna.write("relate", FIRST, tension="none", relation="conflict")
    anna.write("relate", SECOND, tension="saving_vs_care", relation="quarrel")
    anna.write("add", SECOND, code="care", quote="Совсем иные слова.", text_sha256="0")
    anna.write("border", THIRD, code="care", to_start=5, to_stop=5)
    anna.write("add", THIRD, code="care", transcript="elsewhere.txt")
    anna.write("note", THIRD, text="look", about="coding")
    boris = Writer(coded_run, "BORIS")
    boris.write("add", FIRST, code="saving")
    gathered = gather_coders(coded_run, Logs((anna.log(), boris.log())))
    assert [coder.name for coder in gathered.coders] == ["ANNA"]
    assert [one.message for one in gathered.problems] == [
        "left out decisions that have lost their place in the text: 2",
        "left out decisions about a code, tension or relation that is gone: 3",
        "left out decisions that give a code which the codebook does not have yet: 1",
        "BORIS has marked no segment as read; decisions left out: 1",
    ]
    assert {one.cure for one in gathered.problems} == {
        "say where they belong: `qualcode decisions fix`",
        "look at them with `qualcode decisions check`",
        "`qualcode codebook adopt` adds it",
        "in `qualcode review`, Enter says that a segment is read",
    }


def test_a_decision_stands_where_the_run_has_it(coded_run: Run) -> None:
    """The run was made with the whole text, in which the words around it are known again."""
    anna = Writer(coded_run, "ANNA")
    former = {"text_sha256": "0", "quote": "Совсем иные слова."}
    id = anna.write("seen", FIRST, start=7, stop=25, **former)
    gone = anna.write("seen", SECOND)
    memo = anna.write("note", THIRD, text="look", about="coding")
    refused = anna.write("reject", THIRD, code="care")
    start, stop = place_in(coded_run, 1, FIRST)
    row = {**ROW, "coder": "ANNA", "action": "seen", "start": start, "stop": stop}
    lost = [{**row, "decision": one, "outcome": "orphan"} for one in (gone, memo, refused)]
    rows = ({**row, "decision": id}, *lost)
    run = replace(coded_run, tables={**coded_run.tables, "decisions": rows})
    gathered = gather_coders(run, Logs((anna.log(),)))
    ((stretch,),) = (coder.stretches for coder in gathered.coders)
    assert stretch.place == (start, stop)
    # as many as the run says: memos, and what was denied, too
    assert ["lost their place in the text: 3" in str(one) for one in gathered.problems] == [True]


def test_what_was_decided_anew_on_a_later_form_of_the_text_counts_once(coded_run: Run) -> None:
    anna = Writer(coded_run, "ANNA", blind=False)
    id = anna.write("recode", FIRST, code="saving", to="care", text_sha256="0")
    anna.write("reject", FIRST, code="saving")
    anna.write("accept", FIRST, code="saving")
    anna.write("seen", FIRST)
    start, stop = place_in(coded_run, 1, FIRST)
    row = {**ROW, "coder": "ANNA", "action": "recode", "decision": id}
    rows = ({**row, "start": start, "stop": stop},)
    run = replace(coded_run, tables={**coded_run.tables, "decisions": rows})
    (coder,) = as_coders(run, Logs((anna.log(),)), blind=False)
    assert [sorted(one.codes) for one in coder.stretches] == [["saving"]]


def test_nobody_decided_anything(coded_run: Run) -> None:
    assert as_coders(coded_run, Logs()) == ()


def young_and_old(run: Run) -> tuple[Writer, Writer]:
    """Let Anna read two segments by a codebook without `care`, which Boris had in the first."""
    anna, boris = Writer(run, "ANNA"), Writer(run, "BORIS")
    for words in (FIRST, SECOND):
        anna.write("add", words, code="saving", codebook="young")
        anna.write("seen", words, codebook="young")
    for words, code, book in ((FIRST, "saving", "young"), (SECOND, "care", run.codebook.sha256)):
        boris.write("add", words, code=code, codebook=book)
        boris.write("seen", words, codebook=book)
    for writer in (anna, boris):
        writer.write("seen", THIRD, codebook=run.codebook.sha256)
    return anna, boris


def test_a_code_that_was_not_in_the_codebook_yet_is_no_no(coded_run: Run) -> None:
    agreement = agree(coded_run, coders_of(*young_and_old(coded_run)), Choices(machine=True))
    told = [(one.coder, one.codes, one.units, one.read) for one in agreement.lacking]
    assert told == [("ANNA", ("care",), 2, 3), ("BORIS", ("care",), 1, 3)]
    items = {item.id: item for item in agreement.everything.of("code")}
    assert set(items) == {"saving"}  # `care` was given where one alone could say anything of it
    assert (items["saving"].units, items["saving"].disputed) == (3, 1)
    assert {one.id for one in agreement.disagreements} == {"saving"}
    beside = {one.against: one.codes["care"] for one in agreement.machine if one.part == "all"}
    assert {name: one.units for name, one in beside.items()} == {"all": 2, "ANNA": 1, "BORIS": 2}
    assert describe(agreement)["lacking"][0] == {
        "coder": "ANNA", "codes": ("care",), "units": 2, "read": 3,
    }  # fmt: skip
    alone = evaluate(coded_run, coders_of(young_and_old(coded_run)[0]))
    care = next(row for row in alone.panels[0].rows if row.code == "care")
    assert care.gold.units == 1
    assert [one.codes for one in alone.lacking] == [("care",)]


def test_sets_and_borders_are_of_codes_that_all_had(coded_run: Run) -> None:
    """Without it Boris' `care` would be one more code of his, and one more stretch."""
    coders = coders_of(*young_and_old(coded_run))
    together = agree(coded_run, coders, Choices(gamma=True)).everything.together
    assert together["same"].value == pytest.approx(2 / 3)
    assert together["positive"].value == pytest.approx(2 / 3)
    only = agree(coded_run, coders, Choices(code="care"))
    assert only.everything.of("code") == ()
    assert only.everything.together["same"].value == 1  # in the one segment that both could judge
    plain = tuple(
        replace(one, stretches=tuple(replace(of, unjudged=frozenset()) for of in one.stretches))
        for one in coders
    )
    as_before = agree(coded_run, plain, Choices(gamma=True)).everything.together
    saving = agree(coded_run, coders, Choices(code="saving", gamma=True)).everything.together
    assert together["gamma"] == saving["gamma"] != as_before["gamma"]
    for name in ("positive", "unitizing"):
        assert (as_before[name].value or 0) < (together[name].value or 0), name


def test_poles_meet_among_codes_that_all_had(coded_run: Run) -> None:
    anna, boris = Writer(coded_run, "ANNA"), Writer(coded_run, "BORIS")
    for writer, book in ((anna, "young"), (boris, "")):
        for words in (FIRST, SECOND):
            for code in ("saving", "care"):
                if book != "young" or words == SECOND:
                    writer.write("add", words, code=code)
            writer.write("seen", words, codebook=book if words == FIRST else "")
    agreement = agree(coded_run, coders_of(anna, boris))
    (tension,) = agreement.everything.of("tension")
    assert (tension.units, tension.disputed) == (1, 0)


def test_what_a_coder_drafted_or_rejected_they_could_judge(coded_run: Run) -> None:
    anna = Writer(coded_run, "ANNA", blind=False)
    anna.write("seen", FIRST, codebook="young")
    anna.write("reject", SECOND, code="care", codebook="young")
    anna.write("seen", SECOND, codebook="young")
    anna.write("draft", THIRD, code="care", name="Care")
    anna.write("seen", THIRD, codebook="young")
    (coder,) = coders_of(anna, blind=False)
    told = {one.text: one.unjudged for one in coder.stretches}
    assert told == {FIRST: {"care"}, SECOND: frozenset(), THIRD: frozenset()}
    assert coders_of(anna) == ()


def test_a_segment_in_which_a_code_has_lost_its_place_is_left_out(coded_run: Run) -> None:
    """The transcript was changed: the segment is known again, the words that had a code are not."""
    anna = Writer(coded_run, "ANNA")
    former = {"text_sha256": "0", "start": 7, "stop": 60}
    lost = anna.write("add", FIRST, code="care", **(former | {"stop": 20}))
    read, other = anna.write("seen", FIRST, **former), anna.write("seen", SECOND)
    broad = anna.write("seen", THIRD, text_sha256="0", start=90, stop=120)
    first, last = place_in(coded_run, 1, SECOND)[0], place_in(coded_run, 1, THIRD)[1]
    rows = []
    for id, action, words, more in (
        (lost, "add", FIRST, {"outcome": "orphan", "code": "care"}),
        (read, "seen", FIRST, {"how": "moved", "lost": 1}),
        (other, "seen", SECOND, {}),
        (broad, "seen", THIRD, {"how": "reworded", "start": first, "stop": last}),
    ):
        start, stop = place_in(coded_run, 1, words)
        row = {**ROW, "coder": "ANNA", "action": action, "start": start, "stop": stop}
        rows.append({**row, "decision": id, **more})
    run = replace(coded_run, tables={**coded_run.tables, "decisions": tuple(rows)})
    gathered = gather_coders(run, Logs((anna.log(),)))
    (coder,) = gathered.coders
    assert [one.text for one in coder.stretches] == [SECOND]
    assert [one.message for one in gathered.problems] == [
        "left out decisions that have lost their place in the text: 1",
        "left out segments read in which a code that was given has lost its place: 1",
        "left out segments read whose words were changed and run over several turns now: 1",
    ]
    (known,) = coders_of_run(run)
    assert [one.place for one in known.stretches] == [one.place for one in coder.stretches]


def test_who_had_decided_in_view_of_codings_is_told(coded_run: Run) -> None:
    anna, boris = Writer(coded_run, "ANNA", blind=False), Writer(coded_run, "BORIS")
    anna.write("reject", FIRST, code="care")
    anna.blind = True
    for writer in (anna, boris):
        for words in (FIRST, SECOND):
            writer.write("seen", words)
    agreement = agree(coded_run, coders_of(anna, boris))
    assert {one.name: one.sighted for one in agreement.coders} == {"ANNA": 1, "BORIS": 0}


ROW = {
    "time": "", "action": "add", "transcript": "ru01.txt", "segment": 2, "respondent": "R1",
    "code": "", "to": "", "tension": "", "level": "", "relation": "", "blind": "yes",
    "origin": "", "codebook": "", "outcome": "measured", "text": "", "decision": "", "about": "",
    "name": "", "to_start": 0, "to_stop": 0, "sample": "", "weight": 1.0, "how": "exact",
    "polarity": "", "lost": 0,
}  # fmt: skip


def with_decisions(run: Run, coders: tuple[str, ...] = ("ANNA", "BORIS")) -> Run:
    """Return the run with decisions of coders who have read two segments; each gives one code."""
    rows = []
    for coder, code in zip(coders, ("saving", "care", "care"), strict=False):
        for words in (FIRST, SECOND):
            start, stop = place_in(run, 1, words)
            row = {**ROW, "coder": coder, "start": start, "stop": stop}
            rows.append({**row, "action": "seen"})
        rows += [
            {**row, "code": code},
            {**row, "action": "recode", "code": code, "to": "saving"},
            {**row, "action": "border", "code": "care", "to_start": start, "to_stop": start + 16},
            {**row, "action": "relate", "tension": "saving_vs_care", "relation": "conflict"},
            {**row, "action": "note", "text": "memo"},
            {**row, "code": "draft.x", "outcome": "draft"},
            {**row, "code": "care", "blind": "no"},
        ]
    return replace(run, tables={**run.tables, "decisions": tuple(rows)})


def test_a_run_knows_who_agreed_blind(coded_run: Run) -> None:
    run = with_decisions(coded_run)
    assert [coder.name for coder in coders_of_run(run)] == ["ANNA", "BORIS"]
    agreement = agree_in_run(run)
    assert agreement is not None
    assert agreement.choices == Choices("segment", machine=True, blind=True)
    assert agreement.everything.units == 2
    given = {item.id: item.given for item in agreement.everything.of("code")}
    assert given == {"saving": {"ANNA": 1, "BORIS": 1}, "care": {"ANNA": 1, "BORIS": 1}}


@pytest.mark.parametrize("coders", [(), ("ANNA",), ("ANNA", CONSENSUS)])
def test_fewer_than_two_are_no_agreement(coded_run: Run, coders: tuple[str, ...]) -> None:
    assert agree_in_run(with_decisions(coded_run, coders)) is None


def test_a_run_knows_what_its_coders_could_not_say(coded_run: Run) -> None:
    """As logs tell it: by the codebooks that its manifest lists, drafts, what was seen before."""
    start, stop = place_in(coded_run, 1, FIRST)
    row = {**ROW, "coder": "ANNA", "start": start, "stop": stop, "codebook": "young"}
    second = dict(zip(("start", "stop"), place_in(coded_run, 1, SECOND), strict=True))
    rows = (
        {**row, "action": "reject", "code": "saving", "blind": "no", "time": "1", "decision": "a"},
        {**row, "action": "seen", "time": "2", "decision": "b"},
        {**row, **second, "action": "seen", "time": "4", "decision": "c"},
        {**row, "action": "draft", "code": "care", "time": "3", "decision": "d", "transcript": ""},
        {**row, "code": "saving", "polarity": "negated", "time": "2", "decision": "e"},
    )
    manifest = {**coded_run.manifest, "decisions": {"codebooks": {"young": {"saving": []}}}}
    tables = {**coded_run.tables, "decisions": rows}
    (coder,) = coders_of_run(replace(coded_run, manifest=manifest, tables=tables))
    told = [(sorted(one.unjudged), one.sighted) for one in coder.stretches if one.reads]
    assert told == [(["care"], True), ([], False)]
