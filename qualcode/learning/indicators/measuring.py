"""Candidates → in which units each is found: by the Tagger itself, all in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.agreement.machine import Find, locate_finds
from qualcode.analysis.agreement.units import Unit
from qualcode.codebook.expressions import render_expression
from qualcode.codebook.indicators import indicator_id
from qualcode.learning.indicators.candidates import Candidate
from qualcode.learning.indicators.talk import Talk
from qualcode.model.codebook import ANY_LANGUAGE, Code, Codebook, Indicator, Text
from qualcode.model.transcript import ROLES
from qualcode.pipeline import Coded, code_text, rows_of
from qualcode.runs.read import Record, Run
from qualcode.tagging import Tagger

Trial = tuple[str, str, Candidate]  # code, language, what is tried for it


@dataclass(frozen=True, slots=True)
class Manner:
    """What decides beside an indicator's words whether its code is given."""

    language: str
    code: Code  # whose masks, negation, unit, score and speakers hold

    @property
    def key(self) -> tuple[object, ...]:
        """The same for codes in which the same words find the same."""
        one = self.code
        masks = tuple((mask.language, mask.text) for mask in one.masks)
        return self.language, masks, one.negation, one.unit, one.min_score, one.speakers


def find_trials(
    run: Run, talks: Iterable[Talk], units: Sequence[Unit], trials: Iterable[Trial]
) -> dict[Trial, dict[int, Find]]:
    """Map each trial to the units it is found in, with the words there.

    Every candidate is tried as the only indicator of a code of its own, so that none takes words
    from another; all else is as in the code it is meant for. Trials whose words the codebook's
    language cannot say are left out, and what the code has already, be it with another weight, and
    what finds a near miss of the code: there people have said that it does not fit.
    """
    made, of_trial = _make_codebook(run.codebook, trials)
    tagger = Tagger(made)
    found: dict[str, dict[int, Find]] = {code.id: {} for code in made.codes}
    for one in _find(run, tagger, talks, units):
        found[one.code].setdefault(one.unit, one)
    missed = {code.id: _find_near_misses(code, tagger) for code in run.codebook.codes}
    return {trial: found[id] for trial, id in of_trial.items() if id not in missed[trial[0]]}


def _make_codebook(
    codebook: Codebook, trials: Iterable[Trial]
) -> tuple[Codebook, Mapping[Trial, str]]:
    """Return a codebook in which each candidate is a code, and the code of each trial."""
    codes = {code.id: code for code in codebook.codes}
    known = {one.id for code in codebook.codes for one in code.indicators}
    tried: dict[tuple[object, ...], Code] = {}
    of_trial: dict[Trial, str] = {}
    for trial in trials:
        code, language, candidate = trial
        manner = Manner(language, codes[code])
        key = (manner.key, candidate)
        if key not in tried:
            try:
                tried[key] = _make_code(f"trial{len(tried)}", manner, candidate)
            except ValueError:
                continue
        expression = tried[key].indicators[0].expression
        id = indicator_id(code, language, render_expression(expression))
        if id not in known:
            of_trial[trial] = tried[key].id
    made = replace(codebook, codes=tuple(tried.values()), tensions=(), relations=(), sha256="")
    return made, of_trial


def _find_near_misses(code: Code, tagger: Tagger) -> frozenset[str]:
    """Return the trials that are found in a near miss of a code, as `qualcode check` tries them."""
    role = next(role for role in ROLES if role in code.speakers)
    found: set[str] = set()
    for miss in code.near_misses:
        language = "" if miss.language == ANY_LANGUAGE else miss.language
        codings = code_text(miss.text, tagger, language, role).tagged.codings
        found.update(one.code for one in codings if one.present)
    return frozenset(found)


def _make_code(id: str, manner: Manner, candidate: Candidate) -> Code:
    code = manner.code
    indicator = Indicator(
        indicator_id(id, manner.language, candidate.item),
        id,
        manner.language,
        candidate.text,
        candidate.express(),
        0,
        max(1.0, code.min_score),
        code.negation,
    )
    return Code(
        id,
        0,
        Text(),
        indicators=(indicator,),
        masks=code.masks,
        negation=code.negation,
        unit=code.unit,
        min_score=code.min_score,
        speakers=code.speakers,
    )


def find_all(
    run: Run, codebook: Codebook, talks: Iterable[Talk], units: Sequence[Unit]
) -> tuple[Find, ...]:
    """Find what a codebook finds in the units, laid on them as `qualcode evaluate` does it."""
    return _find(run, Tagger(codebook), talks, units)


def _find(
    run: Run, tagger: Tagger, talks: Iterable[Talk], units: Sequence[Unit]
) -> tuple[Find, ...]:
    types = run.respondents.types
    tables: dict[str, list[Record]] = {"hits": [], "codings": [], "suppressed": []}
    for talk in talks:
        tagged = tagger.tag(talk.transcript, talk.segments, types)
        coded = Coded(talk.transcript, talk.segments, tagged, ())
        for schema, rows in rows_of(coded, run.respondents):
            if schema.name in ("hits", "codings"):
                tables[schema.name] += [dict(zip(schema.header, row, strict=True)) for row in rows]
    made = {name: tuple(records) for name, records in tables.items()}
    finds, _ = locate_finds(replace(run, tables={**run.tables, **made}), units)
    return finds
