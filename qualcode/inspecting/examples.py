"""The codebook's examples and near misses, run as tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import Problem
from qualcode.model.codebook import Code, Codebook, Example, Tension
from qualcode.model.coding import Hit
from qualcode.model.transcript import ROLES, Role
from qualcode.pipeline import Coded, code_text
from qualcode.tagging import Tagger

if TYPE_CHECKING:
    from qualcode.language.pipelines import Pipeline

_ANOTHER = "add an indicator for its words, or change the example"


def check_examples(codebook: Codebook, pipelines: Sequence[Pipeline] = ()) -> tuple[Problem, ...]:
    """List examples that their code or tension does not find, and near misses that it does.

    A code finds a sentence when it makes a coding there that is present, as in a report: the
    score is reached and not all is negated. Codes that are not sought are passed over. Nobody in
    particular says the examples: `who` and `question` of indicators are passed over as well.

    CodebookError when a regular expression does not come to an end in one of them.
    """
    tagger = Tagger(_for_anybody(codebook), pipelines=pipelines)

    def coded(example: Example, role: Role = "respondent") -> Coded:
        language = "" if example.language == "any" else example.language
        return code_text(example.text, tagger, language, role)

    findings: list[Problem] = []
    for code in codebook.codes:
        if not code.sought:
            continue
        role = next(role for role in ROLES if role in code.speakers)
        for kind in ("examples", "edge_examples", "near_misses"):
            check = _check_near_miss if kind == "near_misses" else _check_example
            for example in getattr(code, kind):
                place = f"codes > {code.id} > {kind} > {example.language}"
                for message, cure in check(code, example, coded(example, role)):
                    findings.append(_finding(codebook, example, place, message, cure))
    for tension in codebook.tensions:
        for example in tension.examples:
            place = f"tensions > {tension.id} > examples > {example.language}"
            for message, cure in _check_meeting(tension, example, coded(example)):
                findings.append(_finding(codebook, example, place, message, cure))
    return tuple(sorted(findings, key=lambda finding: finding.line))


def _finding(codebook: Codebook, example: Example, place: str, message: str, cure: str) -> Problem:
    return Problem(codebook.file, message, example.line, place=place, cure=cure)


def _evidence(code: Code, coded: Coded) -> tuple[Hit, ...]:
    """Return the hits that make the code present, the negated left out; none when it is not."""
    codings = (one for one in coded.tagged.codings if one.code == code.id and one.present)
    return tuple(hit for one in codings for hit in one.hits if hit.polarity != "negated")


def _for_anybody(codebook: Codebook) -> Codebook:
    """Return the codebook with every indicator looked for in all talk."""
    codes = (
        replace(
            code, indicators=tuple(replace(one, who=(), questions=()) for one in code.indicators)
        )
        for code in codebook.codes
    )
    return replace(codebook, codes=tuple(codes))


def _check_example(code: Code, example: Example, coded: Coded) -> Iterator[tuple[str, str]]:
    """Say what is wrong with an example, and the cure."""
    if _evidence(code, coded):
        return
    hits = [hit for hit in coded.tagged.hits if hit.code == code.id]
    if any(coding.code == code.id for coding in coded.tagged.codings):
        cues = ", ".join(f"«{cue}»" for cue in dict.fromkeys(hit.cue for hit in hits if hit.cue))
        yield (
            f"the example «{example.text}» finds its code only negated, by {cues}",
            "change the example, or set `negation: ignore` where the lack is what the code means",
        )
    elif hits:
        words = ", ".join(f"«{words}»" for words in dict.fromkeys(hit.words for hit in hits))
        yield (
            f"the example «{example.text}» finds only {words}, and that is less than the score"
            f" of {code.min_score:g} that makes a coding",
            "add an indicator for its words, or change a `weight` or `min_score`",
        )
    else:
        others = sorted({coding.code for coding in coded.tagged.codings})
        found = f"only {', '.join(others)} was found" if others else "nothing was found"
        yield f"the example «{example.text}» does not find its code; {found}", _ANOTHER


def _check_near_miss(code: Code, example: Example, coded: Coded) -> Iterator[tuple[str, str]]:
    """Say by what a near miss is found, and the cure."""
    by = list(dict.fromkeys(f"«{hit.words}», line {hit.line}" for hit in _evidence(code, coded)))
    if by:
        which = "these indicators" if len(by) > 1 else "that indicator"
        yield (
            f"the near miss «{example.text}» is found by {', and '.join(by)}",
            f"narrow {which}, or mask the words under `exclude`",
        )


def _check_meeting(tension: Tension, example: Example, coded: Coded) -> Iterator[tuple[str, str]]:
    """Say what is wrong with an example of a tension, and the cure."""
    met = [one for one in coded.tensions if one.tension == tension.id]
    if not met:
        present = {coding.code for coding in coded.tagged.codings if coding.present}
        missing = [pole.id for pole in tension.poles if not present & pole.codes]
        apart = f"finds both poles, but in no one {' or '.join(tension.levels)}"
        found = f"does not find {' and '.join(missing)}" if missing else apart
        yield f"the example «{example.text}» {found}", f"{_ANOTHER} or the levels"
    elif example.relation and example.relation not in {one.relation for one in met}:
        yield (
            f"the example «{example.text}» is found as {met[0].relation}, not {example.relation}",
            "add a cue for its words to the relation, or change the example",
        )
