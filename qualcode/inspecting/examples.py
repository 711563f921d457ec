"""The codebook's examples and near misses, run as tests."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.errors import Problem
from qualcode.model.codebook import Code, Codebook, Example, Tension
from qualcode.model.transcript import ROLES, Role
from qualcode.pipeline import Coded, code_text
from qualcode.tagging import Tagger


def check_examples(codebook: Codebook) -> tuple[Problem, ...]:
    """List examples that their code or tension does not find, and near misses that it does."""
    tagger = Tagger(codebook)

    def coded(example: Example, role: Role = "respondent") -> Coded:
        language = "" if example.language == "any" else example.language
        return code_text(example.text, tagger, language, role)

    findings: list[Problem] = []
    for code in codebook.codes:
        role = next(role for role in ROLES if role in code.speakers)
        for example in (*code.examples, *code.edge_examples):
            findings += _check_example(code, example, coded(example, role), codebook)
        for example in code.near_misses:
            findings += _check_near_miss(code, example, coded(example, role), codebook)
    for tension in codebook.tensions:
        for example in tension.examples:
            findings += _check_meeting(tension, example, coded(example), codebook)
    return tuple(sorted(findings, key=lambda finding: finding.line))


def _check_example(
    code: Code, example: Example, coded: Coded, codebook: Codebook
) -> Iterator[Problem]:
    if not any(coding.code == code.id for coding in coded.tagged.codings):
        others = sorted({coding.code for coding in coded.tagged.codings})
        found = f"only {', '.join(others)} was found" if others else "nothing was found"
        yield Problem(
            codebook.file,
            f"the example «{example.text}» does not find its code; {found}",
            example.line,
            place=f"codes > {code.id} > examples > {example.language}",
            cure="add an indicator for its words, or change the example",
        )


def _check_near_miss(
    code: Code, example: Example, coded: Coded, codebook: Codebook
) -> Iterator[Problem]:
    for hit in coded.tagged.hits:
        if hit.code == code.id:
            yield Problem(
                codebook.file,
                f"the near miss «{example.text}» is found by «{hit.words}», line {hit.line}",
                example.line,
                place=f"codes > {code.id} > near_misses > {example.language}",
                cure="narrow that indicator, or mask the words under `exclude`",
            )


def _check_meeting(
    tension: Tension, example: Example, coded: Coded, codebook: Codebook
) -> Iterator[Problem]:
    place = f"tensions > {tension.id} > examples > {example.language}"
    met = [one for one in coded.tensions if one.tension == tension.id]
    if not met:
        present = {coding.code for coding in coded.tagged.codings if coding.present}
        missing = [pole.id for pole in tension.poles if not present & pole.codes]
        apart = f"finds both poles, but in no one {' or '.join(tension.levels)}"
        found = f"does not find {' and '.join(missing)}" if missing else apart
        yield Problem(
            codebook.file,
            f"the example «{example.text}» {found}",
            example.line,
            place=place,
            cure="add an indicator for its words, or change the example or the levels",
        )
    elif example.relation and example.relation not in {one.relation for one in met}:
        yield Problem(
            codebook.file,
            f"the example «{example.text}» is found as {met[0].relation}, not {example.relation}",
            example.line,
            place=place,
            cure="add a cue for its words to the relation, or change the example",
        )
