"""Names of attributes that people write: `type`, and the further columns of the table."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.errors import Problem, StudyError

TYPE = "type"
FILE = "respondents.csv"
COMPARED = "to compare respondents by"
STRATIFIED = "to stratify by"


def split_attributes(written: str | Sequence[str], attributes: Sequence[str]) -> tuple[str, ...]:
    """Return the names in `type, region`, each once; a column whose name has a comma is one."""
    if isinstance(written, str):
        whole = written.strip()
        parts = [whole] if whole in attributes else whole.split(",")
    else:
        parts = list(written)
    return tuple(dict.fromkeys(filter(None, map(str.strip, parts))))


def find_unknown(names: Sequence[str], attributes: Sequence[str], what: str) -> list[Problem]:
    """Say which names are no columns of the table; `what` says what they were named for."""
    from rapidfuzz.process import extractOne

    known = [TYPE, *attributes]
    problems = []
    for name in names:
        if name in known:
            continue
        near = extractOne(name, known, score_cutoff=60)
        cure = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(known)}"
        problems.append(Problem(FILE, f"has no column `{name}` {what}", cure=cure))
    return problems


def check_attributes(
    by: Sequence[str], attributes: Sequence[str], strata: Sequence[str] = ()
) -> None:
    """Refuse columns that respondents cannot be compared or stratified by, all at once."""
    problems = find_unknown(by, attributes, COMPARED)
    problems += find_unknown(strata, attributes, STRATIFIED)
    if not by:
        cure = f"name one of {', '.join([TYPE, *attributes])}"
        problems.append(Problem(FILE, "nothing is named to compare respondents by", cure=cure))
    for name in strata:
        if name in by:
            message = f"respondents cannot be compared by `{name}` and inside each `{name}`"
            problems.append(Problem(FILE, message, cure="leave it out of the strata"))
    if problems:
        raise StudyError(problems)
