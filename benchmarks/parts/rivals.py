"""The same phrases found by other programs, on the whole corpus or a part of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from benchmarks.fresh import run_fresh
from benchmarks.material import SIZES, USUAL, Material, render_part
from benchmarks.report import Goal, Line, Row, render_times
from benchmarks.rivals.with_quanteda import has_quanteda, look_up
from benchmarks.rivals.with_spacy import EXAMPLES, Matched, match_corpus

SPACY_SHARE = 20  # one file in so many is enough for spaCy


def measure_spacy(material: Material) -> Iterator[Line]:
    """Time stock spaCy on a part of the corpus, and compare the hits."""
    part = material.part(SPACY_SHARE)
    ids = {one.id for one in part.corpus.transcripts}
    ours = frozenset(one for one in material.worded[max(SIZES)].found if one.transcript in ids)
    matched = run_fresh(match_corpus, part.corpus, SIZES, material.texts, ours)
    yield Row("spaCy: starting", matched.starting, more=matched.lemmatizer)
    scaled = render_part(part)
    reading = matched.reading * part.times
    yield Row("spaCy: docs, turn by turn", reading, matched.reading / matched.bare, scaled)
    for size, seconds in matched.matching.items():
        more = f"{size:,} phrases; {scaled}"
        yield Row("spaCy: PhraseMatcher", seconds * part.times, seconds / matched.bare, more)
    yield from _differences(matched, len(ours))
    usual = material.worded[USUAL]
    spent = reading + matched.matching[USUAL] * part.times
    least = 40 if material.language == "ru" else 10
    whole = spent / (usual.cold + material.segmented.seconds)
    times = spent / usual.cold
    reached = f"{render_times(times)}; segmenting counted in {render_times(whole)}"
    yield Goal("stock spaCy per turn, cold", f"≥ {least}×", reached, times >= least)


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
        yield Goal(f"quanteda, {name}", "≥ 8×", render_times(times), times >= 8)
