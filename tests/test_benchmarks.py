"""The made-up corpus of the benchmarks: the same every time, like talk, and found by the engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.codebooks import render_codebook
from benchmarks.corpus import Corpus, make_corpus, measure_growth, write_corpus
from benchmarks.material import Material, take_part
from benchmarks.ours import segment_corpus, tag_corpus
from benchmarks.phrases import LONG_WORD, SOWN, make_phrases, misspell_phrases
from benchmarks.readings import compare_readings
from benchmarks.report import Goal, Line, Row, render_lines
from benchmarks.vocabulary import LAWS, WANTED, WANTED_TOKENS, is_known
from benchmarks.zipf import expect_cover, expect_distinct
from qualcode.model.transcript import Transcript
from qualcode.reading import read_transcript

TOKENS = 20_000


@pytest.fixture(scope="module", params=LAWS)
def material(request: pytest.FixtureRequest) -> Material:
    return Material(request.param, TOKENS)


def test_the_same_seed_makes_the_same_text(material: Material) -> None:
    corpus = material.corpus
    again = make_corpus(material.vocabulary, TOKENS, material.phrases, 2026)
    other = make_corpus(material.vocabulary, TOKENS, material.phrases, 1)
    assert again == corpus
    assert other.transcripts[0].text != corpus.transcripts[0].text


@pytest.mark.parametrize("language", LAWS)
def test_the_law_grows_and_covers_as_interviews_do(language: str) -> None:
    sums = LAWS[language].sums()
    distinct, cover = WANTED[language]
    assert expect_distinct(sums, WANTED_TOKENS) == pytest.approx(distinct, rel=0.01)
    assert expect_cover(sums) == pytest.approx(cover, abs=0.005)


def test_words_grow_by_the_law(material: Material) -> None:
    growth = measure_growth(material.corpus, len(material.corpus.transcripts))
    expected = expect_distinct(LAWS[material.language].sums(), growth.tokens)
    assert growth.tokens == pytest.approx(TOKENS, rel=0.05)
    assert growth.distinct == pytest.approx(expected, rel=0.05)


def test_slips_are_in_no_dictionary(material: Material) -> None:
    share = len(material.vocabulary.unknown) / len(material.vocabulary.words)
    assert share == pytest.approx({"ru": 0.04, "en": 0.0}[material.language], abs=0.003)
    some = sorted(material.vocabulary.unknown)[:200]
    assert [word for word in some if is_known(word, material.language)] == []


def test_turns_hold_the_talk(material: Material) -> None:
    for transcript in material.corpus.transcripts:
        said = "\n".join(transcript.text[turn.start : turn.stop] for turn in transcript.turns)
        assert said == transcript.text
        assert {turn.role for turn in transcript.turns} == {"interviewer", "respondent"}


def test_sown_phrases_are_found(material: Material) -> None:
    corpus = material.corpus
    assert len(corpus.sown) == pytest.approx(TOKENS / 200, rel=0.1)
    assert len({one.phrase for one in corpus.sown}) > SOWN / 2
    segments = segment_corpus(corpus).segments
    found = tag_corpus(corpus, segments, material.codebook(500)).found
    assert set(corpus.sown) - found == set()
    assert len(found) < 1.1 * len(corpus.sown)


def test_many_sown_phrases_are_inflected(material: Material) -> None:
    texts = {one.id: one.text for one in material.corpus.transcripts}
    said = [texts[one.transcript][one.start : one.stop].lower() for one in material.corpus.sown]
    as_written = sum(
        words == one.phrase for words, one in zip(said, material.corpus.sown, strict=True)
    )
    assert as_written < len(said) / 2


def test_the_same_phrases_are_sown_with_any_number_of_indicators(material: Material) -> None:
    few = make_phrases(material.vocabulary, SOWN, 2026)
    assert few == material.phrases[:SOWN]
    assert len(set(material.texts)) == len(material.texts)


def test_slips_in_phrases(material: Material) -> None:
    for phrase in misspell_phrases(material.phrases, material.language, 2026)[:SOWN]:
        long = max(phrase.words, key=len)
        slips = phrase.forms[phrase.words.index(long)]
        assert len(long) >= LONG_WORD
        for slip in slips:
            assert sum(a != b for a, b in zip(slip, long, strict=True)) == 1


def test_words_have_the_same_slots_by_forms_and_by_reading(material: Material) -> None:
    read = compare_readings(material.corpus, material.texts)
    assert read.different == ()
    assert read.filled > 100


def test_files_are_read_as_they_were_made(material: Material, tmp_path: Path) -> None:
    corpus = take_part(material.corpus, len(material.corpus.transcripts)).corpus
    write_corpus(corpus, tmp_path)
    (made,) = corpus.transcripts
    read = read_transcript(tmp_path / made.id, made.id)
    assert turns_of(read) == turns_of(made)


def turns_of(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.role, transcript.text[turn.start : turn.stop]) for turn in transcript.turns]


def test_a_part_has_what_is_sown_in_it(material: Material) -> None:
    part = take_part(material.corpus, 2)
    assert isinstance(part.corpus, Corpus)
    assert {one.transcript for one in part.corpus.sown} == {"0001.txt"}
    assert part.times > 1


def test_codebook_has_every_phrase() -> None:
    rendered = render_codebook([f"word{number}" for number in range(25)], "en", fuzzy=True)
    assert rendered.count("{fuzzy: ") == 25
    assert rendered.count("- id: code_") == 3


def test_tables() -> None:
    lines: list[Line] = [Row("this", 1234.5, 2.5, "more"), Goal("that", "≤ 2×", "3.00×", met=False)]
    rendered = render_lines(lines)
    assert "| this | 1,234 | 2.5 | more |" in rendered
    assert "| that | ≤ 2× | 3.00× | no |" in rendered
