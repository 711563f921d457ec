"""The same phrases found by other programs, on the whole corpus or a part of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec

from benchmarks.fresh import run_fresh
from benchmarks.material import SIZES, USUAL, Material, Part, render_part
from benchmarks.report import Line, Row, at_least, render_times
from benchmarks.rivals.with_quanteda import has_quanteda, look_up
from benchmarks.rivals.with_spacy import EXAMPLES, Matched, match_corpus

SPACY_SHARE = 20  # one file in so many is enough for spaCy
LEAST_OF_SPACY = {"ru": {"floor": 20, "goal": 40}, "en": {"floor": 8, "goal": 10}}


def measure_spacy(material: Material) -> Iterator[Line]:
    """Time stock spaCy on a part of the corpus, and compare the hits.

    In Russian twice: as it is installed here, and as it is installed without qualcode.
    """
    part = material.part(SPACY_SHARE)
    ids = {one.id for one in part.corpus.transcripts}
    ours = frozenset(one for one in material.worded[max(SIZES)].found if one.transcript in ids)
    has_c = material.language == "ru" and find_spec("dawg") is not None
    for in_python in (False, True) if has_c else (False,):
        matched = run_fresh(match_corpus, part.corpus, SIZES, material.texts, ours, in_python)
        name = ", ".join(filter(None, ("stock spaCy", matched.dictionary)))
        yield from _tell_spacy(name, matched, part)
        yield from _differences(matched, len(ours))
        yield from _judge_spacy(name, matched, part, material)


def _tell_spacy(name: str, matched: Matched, part: Part) -> Iterator[Line]:
    yield Row(f"{name}: starting", matched.starting, more=matched.lemmatizer)
    scaled, times = render_part(part), part.times
    reading = matched.reading * times
    yield Row(f"{name}: docs, turn by turn", reading, matched.reading / matched.bare, scaled)
    for size, seconds in matched.matching.items():
        more = f"{size:,} phrases; {scaled}"
        yield Row(f"{name}: PhraseMatcher", seconds * times, seconds / matched.bare, more)


def _judge_spacy(name: str, matched: Matched, part: Part, material: Material) -> Iterator[Line]:
    usual, segmenting = material.worded[USUAL], material.segmented.seconds
    spent = (matched.reading + matched.matching[USUAL]) * part.times
    more = f"segmenting counted in {render_times(spent / (usual.cold + segmenting))}"
    for kind, least in LEAST_OF_SPACY[material.language].items():
        yield at_least(f"{name}, per turn, cold", least, spent / usual.cold, kind, more)


def _differences(matched: Matched, ours: int) -> Iterator[Line]:
    more = f"qualcode {ours:,}, spaCy {matched.hits:,}; only spaCy {matched.added:,}"
    yield Row("hits of the same files", more=more)
    for reason, count in Counter(one.reason for one in matched.missed).most_common():
        some = [one for one in matched.missed if one.reason == reason][:EXAMPLES]
        examples = "; ".join(f"“{one.said}” ({one.phrase})" for one in some)
        yield Row(f"only qualcode: {count:,}", more=f"{reason}: {examples}")


def measure_quanteda(material: Material) -> Iterator[Line]:
    """Time quanteda where R has it."""
    if not has_quanteda():
        yield Row("quanteda", more="left out: R with quanteda is not here")
        return
    usual = material.worded[USUAL]
    looked = look_up(material.corpus, material.texts[:USUAL])
    more = f"quanteda {looked.version}, base forms given; {looked.hits:,} hits"
    yield Row("quanteda: tokens, replace, lookup", looked.seconds, more=more)
    for name, seconds in (("cold", usual.cold), ("warm", usual.warm)):
        times = looked.seconds / (seconds + material.segmented.seconds)
        yield at_least(f"quanteda, {name}", 8, times)
