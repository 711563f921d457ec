"""Lines of logs on the coded study → coders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from coded_study import talk_of
from test_among import place_in

from qualcode.analysis.agreement import Coder, agree, as_coders, gather_coders
from qualcode.analysis.agreement.among import Choices, agree_in_run
from qualcode.analysis.agreement.among.in_run import coders_of_run
from qualcode.decisions import Log, Logs
from qualcode.model.decision import CONSENSUS, Decision
from qualcode.runs.read import Run


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
        return Log(self.coder, "", Path(f"decisions/{self.coder}.jsonl"), tuple(self.lines))


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
    anna.write("add", SECOND, code="care", quote="Совсем иные слова.", text_sha256="0")
    anna.write("border", THIRD, code="care", to_start=5, to_stop=5)
    anna.write("add", THIRD, code="care", transcript="elsewhere.txt")
    anna.write("note", THIRD, text="look", about="coding")
    boris = Writer(coded_run, "BORIS")
    boris.write("add", FIRST, code="saving")
    gathered = gather_coders(coded_run, Logs((anna.log(), boris.log())))
    assert [coder.name for coder in gathered.coders] == ["ANNA"]
    assert [str(one).split("; look")[0].split(": ", 1)[1] for one in gathered.problems] == [
        "left out decisions that have lost their place in the text: 2",
        "left out decisions about a code or tension that is gone: 2",
        "left out decisions that give a code which the codebook does not have yet: 1",
        "BORIS has marked no segment as read; decisions left out: 1; in `qualcode review`, Enter"
        " says that a segment is read",
    ]


def test_a_decision_stands_where_the_run_has_it(coded_run: Run) -> None:
    """The run was made with the whole text, in which the words around it are known again."""
    anna = Writer(coded_run, "ANNA")
    former = {"text_sha256": "0", "quote": "Совсем иные слова."}
    id = anna.write("seen", FIRST, start=7, stop=25, **former)
    gone = anna.write("seen", SECOND)
    start, stop = place_in(coded_run, 1, FIRST)
    row = {**ROW, "coder": "ANNA", "action": "seen", "start": start, "stop": stop}
    rows = ({**row, "decision": id}, {**row, "decision": gone, "outcome": "orphan"})
    run = replace(coded_run, tables={**coded_run.tables, "decisions": rows})
    gathered = gather_coders(run, Logs((anna.log(),)))
    ((stretch,),) = (coder.stretches for coder in gathered.coders)
    assert stretch.place == (start, stop)
    assert ["lost their place in the text: 1" in str(one) for one in gathered.problems] == [True]


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


ROW = {
    "time": "", "action": "add", "transcript": "ru01.txt", "segment": 2, "respondent": "R1",
    "code": "", "to": "", "tension": "", "level": "", "relation": "", "blind": "yes",
    "origin": "", "codebook": "", "outcome": "measured", "text": "", "decision": "", "about": "",
    "name": "", "to_start": 0, "to_stop": 0, "sample": "", "weight": 1.0, "how": "exact",
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
