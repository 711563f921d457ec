"""What a run says of its inputs, in the language of the report.

A run keeps its problems as the sentences that `tag` has shown. They are English; here those that a
reader of the report needs most are known by their words and said anew. Others stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from qualcode.reporting.messages import Messages

_WITHDRAWN = r"(?P<n>\d+) interviews? (?:is|are) withdrawn"
_CUT = r"(?P<n>\d+) interviews? (?:was|were) cut"
_SPEAKER = "speaker `(?P<name>[^`]*)`"
_DECISIONS = r"(?P<n>\d+) decisions? (?:has|have|is|are|gives?)"
# What is told, by the name of its message; `n` decides about plural forms.
_KNOWN: Mapping[str, re.Pattern[str]] = {
    key: re.compile(pattern)
    for key, pattern in {
        "withdrawn_and_cut": f"{_WITHDRAWN}, {_CUT.replace('<n>', '<cut>')}$",
        "withdrawn": f"{_WITHDRAWN}$",
        "cut": f"{_CUT}$",
        "unmet": "withdraws a file that is not among the transcripts",
        "orphan": f"{_DECISIONS} no place in respondents' talk",
        "disputed": f"{_DECISIONS} contradicted by another coder's",
        "draft": f"{_DECISIONS} a code that the codebook does not have yet",
        "gone": f"{_DECISIONS} about a code, tension or meeting that is not there",
        "faults": r"(?P<n>\d+) faults? in the logs",
        "undecided": "`deciding` names (?P<name>.+), who has decided nothing",
        "not_read": "names the file `(?P<name>[^`]*)`, which was not read",
        "many_not_read": r"names (?P<n>\d+) files that were not read: (?P<name>[^;]*)",
        "never_speaks": f"{_SPEAKER} never speaks in (?P<transcript>[^;]+)",
        "no_row": f"{_SPEAKER} has no row in (?P<table>[^;]+)",
        "no_type": "`(?P<name>[^`]*)` is no respondent type of the codebook",
        "no_interviewer": "`(?P<name>[^`]*)` speaks in no transcript",
        "shared": r"`(?P<name>[^`]*)` means (?P<n>\d+) files: (?P<files>[^;]*)",
        "same_text": "has the same text, letter for letter, as (?P<name>[^;]*)",
        "same_file": "is the same file, byte for byte, as (?P<name>[^;]*)",
        "slow": "`(?P<name>.*)` took too long in (?P<transcript>.+), so it was looked for in no",
    }.items()
}
_NEAR = re.compile(r"; did you mean `([^`]*)`\?$")


def say_problem(problem: str, messages: Messages) -> str | None:
    """Say a problem of a run in the report's language; None where only its own words are known."""
    if messages.language == "en":
        return None
    for key, pattern in _KNOWN.items():
        found = pattern.search(problem)
        if found:
            said = _say(f"problem.{key}", found.groupdict(), messages)
            near = _NEAR.search(problem)
            if near:
                said += messages.text("problem.near", name=near[1])
            return problem[: found.start()] + said
    return None


def _say(key: str, values: dict[str, str], messages: Messages) -> str:
    if "cut" in values:
        parts = [("withdrawn", values["n"]), ("cut", values["cut"])]
        return ", ".join(messages.count(f"problem.{one}", int(n)) for one, n in parts)
    if "n" in values:
        number = int(values.pop("n"))
        return messages.count(key, number, **values)
    return messages.text(key, **values)
