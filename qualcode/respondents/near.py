"""What a name that fits nothing may have been meant for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from qualcode.respondents.table import fold_path

_DIGITS = re.compile("[0-9]+")
_NEARLY = 85  # of 100: one slip in seven letters


def near_file(path: str, paths: Iterable[str]) -> str:
    """Return a cure with the path whose name is nearest: folder and suffix may differ.

    Its numbers may not: `interview_2` is no other spelling of `interview_3`, but of `interview 02`.
    """
    from rapidfuzz import fuzz, process

    def name(path: str) -> str:
        return PurePosixPath(fold_path(path)).stem

    def numbers(path: str) -> list[str]:
        return [digits.lstrip("0") for digits in _DIGITS.findall(name(path))]

    alike = [one for one in paths if numbers(one) == numbers(path)]
    found = process.extractOne(path, alike, processor=name, scorer=fuzz.ratio, score_cutoff=60)
    return f"did you mean `{found[0]}`?" if found else ""


def near_spelling(path: str, paths: Iterable[str]) -> str:
    """Return a cure with a path whose name is all but the same; empty where there is none.

    Nearer than `near_file`: other signs between, noughts before numbers, another suffix, a slip.
    """
    from rapidfuzz import fuzz

    def bare(path: str) -> tuple[list[str], str]:
        name = PurePosixPath(fold_path(path)).stem
        numbers = [digits.lstrip("0") for digits in _DIGITS.findall(name)]
        return numbers, "".join(sign for sign in name if sign.isalpha())

    numbers, letters = bare(path)
    for other in paths:
        if bare(other)[0] == numbers and fuzz.ratio(bare(other)[1], letters) >= _NEARLY:
            return f"did you mean `{other}`?"
    return ""


def near_id(id: str, ids: Iterable[str]) -> str:
    """Return a cure with the id that differs only in case, signs between, noughts before numbers.

    `P14v` is no slip of `P14n`, but another person.
    """

    def bare(id: str) -> str:
        plain = "".join(filter(str.isalnum, id.casefold()))
        return _DIGITS.sub(lambda found: found.group().lstrip("0"), plain)

    near = next((other for other in ids if bare(other) == bare(id)), "")
    return f"did you mean `{near}`?" if near else ""


def near_name(name: str, names: Iterable[str]) -> str:
    """Return a cure with the nearest of `names`, empty when none is near."""
    from rapidfuzz.process import extractOne

    others = [other for other in names if other]
    found = extractOne(name, others, processor=str.casefold, score_cutoff=70)
    return f"did you mean `{found[0]}`?" if found else ""
