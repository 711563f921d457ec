"""The made-up corpus of the benchmarks: the same every time, like talk, and found by the engine."""

from __future__ import annotations

import gc
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.codebooks import render_codebook
from benchmarks.corpus import Corpus, make_corpus, measure_growth, write_corpus
from benchmarks.fresh import run_fresh
from benchmarks.material import Material, take_part
from benchmarks.ours import segment_corpus, tag_corpus
from benchmarks.phrases import LONG_WORD, SOWN, make_phrases, misspell_phrases
from benchmarks.readings import compare_readings
from benchmarks.report import Goal, Line, Row, at_least, at_most, render_lines
from benchmarks.rivals.with_spacy import IN_C, IN_PYTHON, match_corpus, refuse_dictionary_in_c
from benchmarks.vocabulary import LAWS, WANTED, WANTED_TOKENS, is_known
from benchmarks.zipf import expect_cover, expect_distinct
from qualcode.model.transcript import Transcript
from qualcode.reading import read_transcript
from qualcode.tagging import Tagger

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


def test_codebook_is_made_ready_before_the_clock_runs(
    material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []
    for name in ("prepare", "tag"):
        monkeypatch.setattr(Tagger, name, noted(getattr(Tagger, name), name, called))
    part = material.part(2).corpus
    worded = tag_corpus(part, segment_corpus(part).segments, material.codebook(50))
    assert called[:2] == ["prepare", "tag"]
    assert worded.compiling > 0
    assert worded.same > 0


def noted(method: Callable[..., object], name: str, called: list[str]) -> Callable[..., object]:
    def call(*args: object) -> object:
        called.append(name)
        return method(*args)

    return call


def test_what_is_given_is_out_of_memory_management() -> None:
    assert run_fresh(gc.get_freeze_count) > 0


@pytest.mark.parametrize(("in_python", "kind"), [(False, IN_C), (True, IN_PYTHON)])
def test_spacy_with_each_dictionary(in_python: bool, kind: str) -> None:
    if kind == IN_C and find_spec("dawg") is None:
        pytest.skip("there is no dictionary in C for this machine")
    material = Material("ru", 1_000)
    found = frozenset(material.corpus.sown)
    matched = run_fresh(match_corpus, material.corpus, (50,), material.texts, found, in_python)
    assert matched.dictionary == kind
    assert 0 < matched.hits <= len(found)
    assert matched.added == 0


def test_a_dictionary_in_use_is_not_changed() -> None:
    import pymorphy3  # noqa: F401

    with pytest.raises(RuntimeError, match="new process"):
        refuse_dictionary_in_c()


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


@pytest.mark.parametrize(
    ("goal", "told", "met"),
    [
        (at_least("that", 20, 20.0, "floor"), "floor ≥ 20×", True),
        (at_least("that", 100, 99.9), "goal ≥ 100×", False),
        (at_most("that", 2.5, 2.5), "goal ≤ 2.5×", True),
        (at_most("that", 5.0, 5.1, "floor"), "floor ≤ 5×", False),
    ],
)
def test_goals_are_judged(goal: Goal, told: str, met: bool) -> None:
    assert (goal.goal, goal.met) == (told, met)


def test_some_parts_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ["--tokens", "1000", "--language", "en", "--only", "corpus", "readings"]
    monkeypatch.setattr("sys.argv", ["benchmarks", *options])
    main()
    printed = capsys.readouterr().out
    assert "| wanted |" in printed
    assert "| slots by reading every word | none different | 0 different | yes |" in printed
    assert "spaCy" not in printed
    assert "## startup" not in printed
