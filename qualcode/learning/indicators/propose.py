"""What people coded and the rules did not find → indicators that would find it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, islice
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.coders import Coder
from qualcode.analysis.agreement.machine import Find, tabulate_finds
from qualcode.codebook import parse_codebook
from qualcode.errors import CodebookError, Problem, QualcodeError
from qualcode.learning.indicators.candidates import SHAPES, Candidate, list_candidates
from qualcode.learning.indicators.choosing import LEAST_EXPECTED, Counted, Tried, try_choice
from qualcode.learning.indicators.chosen import Chosen, Finds
from qualcode.learning.indicators.expecting import expect
from qualcode.learning.indicators.ground import Said, gather
from qualcode.learning.indicators.heard import hear
from qualcode.learning.indicators.measuring import Trial, find_all, find_trials
from qualcode.learning.indicators.places import Places, paste
from qualcode.learning.indicators.proposals import Pasted, Proposals, Rare
from qualcode.learning.indicators.talk import Talk, restore_talk
from qualcode.learning.indicators.told import Saying, Told
from qualcode.runs.read import Run
from qualcode.yaml_tree.problems import did_you_mean

if TYPE_CHECKING:
    from qualcode.analysis.agreement.units import Flags
    from qualcode.learning.indicators.choosing import Ground, Numbers

LEAST = 2  # new and right units that a proposal has to bring, where nobody says more
MOST_TRIED = 400  # candidates for one code in one language, the simplest and commonest first
_MOST_WEIGHED = 4_000  # … of which it is told by their words whether to try them
_MOST_RARE = 6  # that are named, of one code in one language
_MOST_CHOICES = 5  # made anew where something fails inside the codebook

_Key = tuple[str, str]  # a code and a language


def propose_indicators(
    run: Run, coders: Sequence[Coder], *, code: str = "", least: int = LEAST
) -> Proposals:
    """Propose indicators for the codes of the run's codebook.

    `code`: only this code and those below it. `least`: units that people gave the code, no rule
    finds now and an indicator would find, at least. A unit is a stretch that somebody coded; what
    coders disagree about counts for nothing, and what they settled together (`consensus`) counts
    before what each of them said. QualcodeError where there is no such code, CodersError where
    none of the coders' stretches can be placed.
    """
    said = gather(run, coders, _codes_of(run, code))
    talks = restore_talk(run, sorted({unit.transcript for unit in said.units}))
    found: dict[_Key, dict[Candidate, Mapping[int, Find]]] = defaultdict(dict)
    told = {language: Told(run.codebook, language) for language in said.languages}
    rare: dict[_Key, tuple[Rare, ...]] = {}
    trials = _list_trials(said, talks, told, least, rare)
    for (owner, language, candidate), units in find_trials(run, talks, said.units, trials).items():
        found[owner, language][candidate] = units
    chosen, pasted = _keep_working(
        run, said, talks, list(_choose_all(run, said, told, found, rare, least))
    )
    return Proposals(
        run.codebook.file,
        tuple(coder.name for coder in coders),
        len(said.units),
        len({unit.transcript for unit in said.units}),
        len(np.unique(said.folds)),
        least,
        tuple(one.describe(said) for one in chosen),
        pasted,
        said.problems,
    )


def _codes_of(run: Run, only: str) -> tuple[str, ...]:
    known = [code.id for code in run.codebook.codes if code.status != "retired"]
    if only and only not in known:
        cure = did_you_mean(only, known)
        raise QualcodeError(Problem("--code", f"`{only}` is no code of the codebook", cure=cure))
    return tuple(id for id in known if not only or id == only or id.startswith(f"{only}."))


def _list_trials(
    said: Said,
    talks: Sequence[Talk],
    told: Mapping[str, Told],
    least: int,
    rare: dict[_Key, tuple[Rare, ...]],
) -> Iterator[Trial]:
    """Yield what stands in at least so many units that have a code and are not found by it.

    What is too rare to be tried is put into `rare`.

    Whether it may be right often enough is first told by the words alone: the Tagger need not
    look for what stands everywhere, or for what too little speaks for.
    """
    offers = [list_candidates(unit) for unit in hear(said.units, talks)]
    able: dict[tuple[int, str, str], list[Candidate]] = {}
    for column, code, language in said.by_language():
        ground = said.ground(column, language)
        missed = np.flatnonzero(ground.right & ~ground.found)
        counts = Counter(one for unit in missed for one in offers[unit])
        some = [one for one, number in counts.items() if number >= least]
        some.sort(key=lambda one: (SHAPES.index(one.shape), -counts[one], one.words))
        able[column, code, language] = some[:_MOST_WEIGHED]
    units = _index(offers, {one for some in able.values() for one in some})
    for (column, code, language), some in able.items():
        ground = said.ground(column, language)
        known = told[language]
        rare[code, language] = tuple(_list_rare(some, units, ground))
        hopeful = (
            one
            for one in some
            if _may_be_right(units[one], known.of(code, one), ground, said.folds, least)
        )
        for candidate in islice(hopeful, MOST_TRIED):
            yield code, language, candidate


def _list_rare(
    some: Iterable[Candidate], units: Mapping[Candidate, Numbers], ground: Ground
) -> Iterator[Rare]:
    """Yield words, and words in a row, that stand in several missed units and in none without."""
    missed = ground.right & ~ground.found
    if not (ground.decided & ~ground.right).any():
        return  # all units have the code: nothing could tell it from others
    known: list[set[str]] = []
    for one in some:
        own = units[one]
        decided = own[ground.decided[own]]
        number = int(missed[own].sum())
        if number < LEAST or not ground.right[decided].all() or one.shape not in ("word", "row"):
            continue
        if any(words <= set(one.words) for words in known) or len(known) == _MOST_RARE:
            continue
        known.append(set(one.words))
        yield Rare(one.text, number)


def _index(offers: Sequence[set[Candidate]], wanted: set[Candidate]) -> dict[Candidate, Numbers]:
    """Map candidates to the units that offer them."""
    units: dict[Candidate, list[int]] = {one: [] for one in wanted}
    for unit, offered in enumerate(offers):
        for one in offered & wanted:
            units[one].append(unit)
    return {one: np.array(some, np.int64) for one, some in units.items()}


def _may_be_right(
    units: Numbers, saying: Saying, ground: Ground, folds: Numbers, least: int
) -> bool:
    """Tell whether it is right half of the time, in all interviews or without a part of them.

    Every part is left out in turn, so that what is kept aside does not decide what is tried. Enough
    must be expected of it, were each of its right units said by somebody else and none wrong.
    """
    decided = units[ground.decided[units]]
    right = ground.right[decided]
    size = int(folds.max()) + 1
    rights = np.bincount(folds[decided[right]], minlength=size)
    every = np.bincount(folds[decided], minlength=size)
    left_right = np.append(rights.sum() - rights, rights.sum())
    left_every = np.append(every.sum() - every, every.sum())
    able = left_right[(left_right >= least) & (2 * left_right >= left_every)]
    most = int(able.max(initial=0))
    return most > 0 and expect(most, 0, most, saying) >= LEAST_EXPECTED


def _choose_all(
    run: Run,
    said: Said,
    told: Mapping[str, Told],
    found: Mapping[_Key, Finds],
    rare: Mapping[_Key, tuple[Rare, ...]],
    least: int,
) -> Iterator[Chosen]:
    """Choose for every code that people gave, language by language."""
    places = Places(run.codebook.source, run.codebook.file)
    for column, code, language in said.by_language():
        ground = said.ground(column, language)
        if not ground.right.any():
            continue
        finds = found.get((code, language), {})
        known = told[language]
        tried = tuple(
            Tried(one, np.array(sorted(units), np.int64), known.of(code, one))
            for one, units in finds.items()
        )
        outcome = try_choice(tried, ground, said.folds, least)
        place = places.find(code, language)
        folds = said.folds
        few = rare.get((code, language), ())
        yield Chosen(
            code, column, language, ground, folds, finds, tried, place, least, outcome, few
        )


def _keep_working(
    run: Run, said: Said, talks: Sequence[Talk], chosen: list[Chosen]
) -> tuple[list[Chosen], Pasted | None]:
    """Paste all into the codebook, and keep what brings as much there as by itself."""
    for number in count():
        then = _find_pasted(run, said, talks, chosen)
        if then is None:
            return chosen, None
        failing = [one.failing(then) for one in chosen]
        if not any(failing):
            return [one.within(then) for one in chosen], _count_pasted(said, then)
        again = number < _MOST_CHOICES
        chosen = [one.without(some, again) for one, some in zip(chosen, failing, strict=True)]
    raise AssertionError  # something is left out each time, so it ends


def _count_pasted(said: Said, then: Flags) -> Pasted:
    wrong = said.decided & ~said.right
    now, after = (
        Counted(int((found & said.right).sum()), int((found & wrong).sum()))
        for found in (said.found, then)
    )
    return Pasted(int(said.right.sum()), now, after)


def _find_pasted(
    run: Run, said: Said, talks: Sequence[Talk], chosen: Iterable[Chosen]
) -> Flags | None:
    """Return what the codebook finds with all in it; None where nothing is, or it cannot be."""
    additions = [
        (one.place, tried.candidate.item) for one in chosen for tried in one.outcome.chosen
    ]
    known = [(place, item) for place, item in additions if place]
    if not known or len(known) < len(additions):
        return None
    try:
        codebook = parse_codebook(paste(run.codebook.source, known), run.codebook.file)
    except CodebookError:
        return None
    finds = find_all(run, codebook, talks, said.units)
    return tabulate_finds(finds, len(said.units), said.codes)
