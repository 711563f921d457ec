"""Problems of a run are Russian in a Russian report, as they are really worded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from constructed_run import Said, make_run, make_table

from qualcode.batch.decided import tell_decided
from qualcode.decisions.deciding import Decided
from qualcode.errors import Problem
from qualcode.guidance import NOTHING_WITHDRAWN, tell_unmet, tell_withdrawn
from qualcode.reporting.material import gather_material
from qualcode.reporting.messages import load_messages
from qualcode.reporting.views.glance import list_doubts
from qualcode.reporting.views.problems import say_problem
from qualcode.respondents.attach import check_interviewers
from qualcode.respondents.unread import tell_unread

RUSSIAN, ENGLISH = load_messages("ru"), load_messages("en")
TABLE = make_table({"P1": "admin"})
RUN = make_run({"a.txt": [Said("P1", "We {efficiency.saving:save money}")]}, TABLE)


def worded() -> Iterator[Problem]:
    """Yield problems from where they are really told."""
    withdrawn = replace(NOTHING_WITHDRAWN, file="study.yaml")
    for interviews, cut in ((1, 0), (0, 2), (5, 1)):
        yield from tell_withdrawn(withdrawn, interviews, cut)
    yield from tell_unmet(replace(withdrawn, unmet=(3,)))
    decided = Decided(rank=(("ANNA",),), folder="decisions", faults=2)
    for number in (1, 3):
        yield from tell_decided(decided, dict.fromkeys(("orphan", "disputed", "draft"), number))
        yield from tell_decided(decided, {"gone": number})
    yield from tell_unread("r.csv", [("x.txt", 2), ("a.tx", 3)], ["a.txt"], whole=True)
    yield from tell_unread("r.csv", [("x.txt", 2), ("y.md", 3)], [], whole=True)
    yield from check_interviewers(["Х"], ())


@pytest.mark.parametrize("problem", list(worded()), ids=str)
def test_what_is_really_told_is_known(problem: Problem) -> None:
    said = say_problem(str(problem), RUSSIAN)
    assert said is not None
    assert said.startswith(str(problem).partition(": ")[0])
    assert any("а" <= letter <= "я" for letter in said)
    assert say_problem(str(problem), ENGLISH) is None


def test_numbers_names_and_runs_are_kept() -> None:
    said = say_problem(
        "South: study.yaml: 5 interviews are withdrawn, 1 interview was cut", RUSSIAN
    )
    assert said == "South: study.yaml: 5 интервью отозвано, из 1 интервью изъята часть"
    odd = "r.csv:3: names the file `a.tx`, which was not read; did you mean `a.txt`?"
    assert say_problem(odd, RUSSIAN) == (
        "r.csv:3: назван файл «a.tx», который не прочитан; может быть, «a.txt»?"
    )
    assert say_problem("A row is odd.", RUSSIAN) is None


def test_a_report_apologises_for_english_alone() -> None:
    run = replace(RUN, manifest={**RUN.manifest, "problems": ["study.yaml: 1 interview was cut"]})
    (doubt,) = list_doubts(gather_material(run, language="ru"))
    assert (doubt.text, doubt.remark) == ("study.yaml: из 1 интервью изъята часть", "")
