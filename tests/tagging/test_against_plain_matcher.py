"""The engine finds what a slow and obvious matcher finds, in random texts by random codebooks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from plain_matcher import (
    Candidate,
    FoundCode,
    Hits,
    Item,
    TooManyWaysError,
    find_code,
    keep_longest,
)
from plain_text import Match, Row, Turn, lay_out, write_text
from random_indicators import (
    TYPES,
    Code,
    Vocabulary,
    codes,
    fuzzy_items,
    groups,
    items,
    phrases,
    regex_items,
    talks,
    terms,
    vocabularies,
    with_types,
)

from qualcode.codebook import parse_codebook
from qualcode.errors import CodebookError
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Hit
from qualcode.model.respondent import Respondent
from qualcode.model.transcript import Source, Transcript
from qualcode.model.transcript import Turn as ModelTurn
from qualcode.pipeline import Coded, code_transcript
from qualcode.respondents import EMPTY_TABLE
from qualcode.tagging import Tagger
from qualcode.tagging.cues import load_cues


def read_codebook(codes: Iterable[Code]) -> Codebook:
    """Read the codes as a codebook, each indicator in a line of its own."""
    texts = dict.fromkeys(("name", "brief", "definition", "use_when", "do_not_use_when"), "t")
    about = {"id": "t", "title": "T", "version": "1.0", "languages": ["ru", "en"]}
    types = [{"id": id, "name": id} for id in TYPES.values()]
    # What negates a word is tested elsewhere.
    written = [{**texts, "negation": "ignore", **code} for code in codes]
    above = [code for code in written if "." not in code["id"]]
    for code in above:
        code["children"] = [one for one in written if one["id"].startswith(f"{code['id']}.")]
    whole = {"codebook": about, "respondent_types": types, "codes": above}
    return parse_codebook(json.dumps(whole, ensure_ascii=False, indent=1), "test.yaml")


def run_engine(turns: tuple[Turn, ...], codebook: Codebook, language: str) -> Coded:
    """Tag the turns with qualcode."""
    made, start = [], 0
    for number, turn in enumerate(turns, 1):
        stop = start + len(" ".join(turn.sentences))
        who = turn.speaker if turn.role == "respondent" else ""
        made.append(ModelTurn(number, turn.speaker, turn.role, who, start, stop, ""))  # type: ignore[arg-type]
        start = stop + 1
    transcript = Transcript("t", write_text(turns), tuple(made), (), Source("t", "", "", "", ""))
    people = tuple(Respondent(id, type) for id, type in TYPES.items())
    table = replace(EMPTY_TABLE, respondents=people)
    return code_transcript(transcript, Tagger(codebook), table, language)


# Comparison

Key = tuple[tuple[str, int], tuple[tuple[int, int], ...]]  # which indicator, and where


def compare(turns: tuple[Turn, ...], codes: list[Code], language: str) -> bool:
    """Compare both on one text; tell whether every choice was fixed."""
    try:
        codebook = read_codebook(codes)
    except CodebookError as error:
        assume("the same indicator" not in str(error))
        raise
    row = lay_out(turns, language, {role for code in codes for role in code["speakers"]})
    engine = run_engine(turns, codebook, language)
    hits: Hits = {}
    fixed = True
    for code in codes:
        try:
            found = find_code(code, row, hits)
        except TooManyWaysError:
            assume(condition=False)
        comparison = Comparison(code, codebook, row, found, engine)
        hits[code["id"]] = comparison.compare()
        fixed &= found.fixed
    return fixed


class Comparison:
    """What the engine found of one code, beside what is allowed."""

    def __init__(
        self, code: Code, codebook: Codebook, row: Row, found: FoundCode, engine: Coded
    ) -> None:
        lists = code["indicators"].items()
        self.names = [(language, at) for language, list_ in lists for at in range(len(list_))]
        self.indicators = codebook.code(code["id"]).indicators
        self.row = row
        self.found = found
        self.hits = [hit for hit in engine.tagged.hits if hit.code == code["id"]]
        self.suppressed = [
            (one.reason, self.key(one.hit))
            for one in engine.tagged.suppressed
            if one.hit.code == code["id"]
        ]

    def key(self, hit: Hit) -> Key:
        """Return which indicator was found, and where."""
        ids = [indicator.id for indicator in self.indicators]
        return self.names[ids.index(hit.indicator)], hit.spans

    def keys(self, candidates: Iterable[Candidate]) -> set[Key]:
        """Return the same of combinations."""
        return {(one.indicator, self.row.spans(one.way.match)) for one in candidates}

    def reasons(self, reason: str) -> set[Key]:
        return {key for why, key in self.suppressed if why == reason}

    def compare(self) -> list[Match]:
        """Compare; return the matches that are hits."""
        assert {reason for reason, _ in self.suppressed} <= {"masked", "outranked", "excluded"}
        keys = [self.key(hit) for hit in self.hits]
        assert len(set(keys)) == len(keys)
        # What `not` names may be a group of which only one combination was looked at.
        unsure = [one for one in self.found.excluded if not one.way.clear]
        kept = [one for one in (*self.found.free, *unsure) if self.keys([one]) <= set(keys)]
        assert self.keys(kept) == set(keys)  # each hit is allowed
        for hit in self.hits:
            self.check_segment(hit)
            self.check_likeness(hit, kept)
        if self.found.fixed:
            kept = self.compare_fixed(set(keys))
        else:
            self.check_choices(kept)
        return [one.way.match for one in kept]

    def check_segment(self, hit: Hit) -> None:
        """A hit belongs to the segment of one of its words."""
        spans = hit.spans
        segments = {
            atom.segment
            for atom in self.row.atoms
            for start, stop in spans
            if start <= atom.start < stop
        }
        assert hit.segment in segments

    def check_likeness(self, hit: Hit, kept: list[Candidate]) -> None:
        """A hit is as good as its least like word; figures have one decimal."""
        allowed = [one.way.likeness for one in kept if self.keys([one]) == {self.key(hit)}]
        likeness = getattr(hit, "likeness", 100.0)
        assert any(abs(one - likeness) < 0.06 for one in allowed), (hit, allowed)

    def compare_fixed(self, keys: set[Key]) -> list[Candidate]:
        """Nothing was chosen: everything must be the same."""
        kept = keep_longest(self.found.free, self.order)
        assert keys == self.keys(kept)
        assert self.reasons("excluded") == self.keys(self.found.excluded)
        assert self.reasons("masked") == self.keys(self.found.masked)
        losers = [one for one in self.found.free if one not in kept]
        may = [one for one in losers if any(beats(other, one) for other in kept)]
        must = [one for one in may if all(beats(o, one) for o in kept if overlap(o, one))]
        assert self.keys(must) <= self.reasons("outranked") <= self.keys(may)
        return kept

    def order(self, one: Candidate) -> tuple[float, ...]:
        return (*one.rank, self.names.index(one.indicator), *(e for p in one.way.match for e in p))

    def check_choices(self, kept: list[Candidate]) -> None:
        """Each choice is allowed, and nothing is overlooked."""
        free, excluded = self.found.free, self.found.excluded
        assert self.reasons("excluded") <= self.keys(excluded)
        assert self.reasons("masked") <= self.keys(self.found.masked)
        unsure = [one for one in excluded if not one.way.clear]
        may = [one for one in (*free, *unsure) if any(beats(other, one) for other in kept)]
        assert self.reasons("outranked") <= self.keys(may)
        for one in kept:
            same = [o for o in kept if overlap(one, o)]
            assert len(self.keys(same)) == 1  # no two hits share a word
        listed = {key for reason, key in self.suppressed if reason != "masked"}
        settled = [
            one
            for one in (*free, *excluded)
            if self.keys([one]) <= listed or any(overlap(one, hit) for hit in kept)
        ]
        # Which item is the rarest is decided in each unit; a sentence in a segment lies in one.
        for name, place in {(one.indicator, self.place(one)) for one in (*free, *excluded)}:
            self.check_nothing_overlooked(
                [
                    one
                    for one in (*free, *excluded)
                    if (one.indicator, self.place(one)) == (name, place)
                ],
                [one for one in settled if one.indicator == name],
            )

    def place(self, one: Candidate) -> tuple[int, int]:
        """Return the sentence and the segment in which a combination begins."""
        first = self.row.atoms[min(one.places)]
        return first.sentence, first.segment

    def check_nothing_overlooked(self, ways: list[Candidate], settled: list[Candidate]) -> None:
        """Each match of one of the items is in a hit, or in what shares words with one."""
        # A group inside a group is chosen by itself, and may then fit no other item.
        for branch in {one.way.branch for one in ways if one.way.clear}:
            alike = zip(*(one.way.parts for one in ways if one.way.branch == branch), strict=True)
            done = {
                (item, part)
                for one in settled
                if one.way.branch == branch
                for item, part in enumerate(one.way.parts)
            }
            overlooked = [
                {part for part in parts if (item, part) not in done}
                for item, parts in enumerate(alike)
            ]
            assert not all(overlooked), overlooked


def overlap(one: Candidate, other: Candidate) -> bool:
    return bool(one.places & other.places)


def beats(one: Candidate, other: Candidate) -> bool:
    return overlap(one, other) and one.indicator != other.indicator and one.rank <= other.rank


# Tests


@pytest.fixture(autouse=True, scope="module")
def cues_read_once() -> Iterator[None]:
    """Hundreds of codebooks are compiled here; the cues are the same in all of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qualcode.tagging.compile.load_cues", cache(load_cues))
        yield


def few(examples: int) -> Callable[[Any], Any]:
    """Take the same examples each time."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


def understood(item: Item) -> bool:
    """Tell whether the codebook may hold such an indicator."""
    try:
        read_codebook(
            [
                {"id": "c", "indicators": {"ru": ["слово"]}},
                {"id": "r", "indicators": {"ru": [item]}},
            ]
        )
    except CodebookError:
        return False
    return True


def needs(item: Item) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not understood(item), reason="no such indicators")


def draw_case(
    data: st.DataObject,
    parts: Callable[[Vocabulary], st.SearchStrategy[Item]],
    wrong: bool = False,
) -> tuple[tuple[Turn, ...], list[Code], str]:
    """Draw a text and a code that share a vocabulary."""
    words = data.draw(vocabularies())
    turns = data.draw(talks(words, wrong))
    return turns, [data.draw(codes(words, parts(words)))], words.language


@few(60)
@given(st.data())
def test_phrases(data: st.DataObject) -> None:
    assert compare(*draw_case(data, phrases))


@few(100)
@given(st.data())
def test_groups(data: st.DataObject) -> None:
    compare(*draw_case(data, items))


@needs({"fuzzy": "контроль", "min": "80"})
@few(40)
@given(st.data())
def test_fuzzy_words(data: st.DataObject) -> None:
    compare(*draw_case(data, fuzzy_items, wrong=True))


@needs({"regex": "контроль"})
@few(40)
@given(st.data())
def test_regular_expressions(data: st.DataObject) -> None:
    compare(*draw_case(data, regex_items))


@needs({"term": "слово", "not": [{"any": ["деньги"]}]})
@few(40)
@given(st.data())
def test_unwanted_expressions(data: st.DataObject) -> None:
    def parts(words: Vocabulary) -> st.SearchStrategy[Item]:
        absent = phrases(words) | groups(phrases(words), phrases(words))
        return terms(words, absent) | groups(phrases(words), absent)

    compare(*draw_case(data, parts))


@needs({"term": "слово", "who": ["ngo"]})
@few(25)
@given(st.data())
def test_types_of_respondents(data: st.DataObject) -> None:
    compare(*draw_case(data, lambda words: with_types(items(words))))


@needs({"all": [{"code": "c"}, "деньги"]})
@few(30)
@given(st.data())
def test_references_to_codes(data: st.DataObject) -> None:
    words = data.draw(vocabularies())
    plain = phrases(words)
    reference: st.SearchStrategy[Item] = st.sampled_from(["c", "c.d"]).map(
        lambda code: {"code": code}
    )
    parts = reference | groups(reference | plain, reference | plain)
    made = [
        data.draw(codes(words, plain)),
        data.draw(codes(words, plain, "c.d")),
        data.draw(codes(words, parts, "r")),
    ]
    compare(data.draw(talks(words)), made, words.language)
