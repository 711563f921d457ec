"""Families, spellings, collocates and use, held against counts made by hand and by brute force."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np
import pytest

from qualcode.codebook import load_codebook
from qualcode.files import find_transcripts
from qualcode.inspecting.terms import Terms, find_terms, listen, use
from qualcode.inspecting.terms.as_html import render_html
from qualcode.inspecting.terms.as_text import render_text
from qualcode.inspecting.terms.families import Family, stem
from qualcode.inspecting.terms.spelling import find_spellings
from qualcode.inspecting.terms.spoken import Spoken
from qualcode.inspecting.terms.wording import say_covers
from qualcode.language import language_module
from qualcode.pipeline import read_corpus
from qualcode.sample import create_study
from qualcode.segmenting import segment_transcript


def spoken_of(folder: Path, language: str) -> Spoken:
    corpus = read_corpus(find_transcripts([folder]))
    segments = {one.id: segment_transcript(one) for one in corpus.transcripts}
    return listen(corpus.transcripts, segments, language)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("sample") / "study"
    create_study(folder)
    return folder / "transcripts"


@pytest.fixture
def talk(tmp_path: Path) -> Spoken:
    """Talk in which `чай` and `кофе` stand beside the same words, and `вода` does not."""
    turns = []
    pairs = ("горячий сладкий", "крепкий утренний", "чёрный ароматный", "свежий дорогой")
    for number in range(40):
        first, second = pairs[number % 4].split()
        for drink in ("чай", "кофе"):
            turns += ["И: Что пьёте дома обычно, скажите?", f"Р: {first} {second} {drink} налили."]
        turns += ["И: А ещё что бывает?", "Р: Холодная вода течёт реке глубокой."]
    (tmp_path / "talk.txt").write_text("\n".join(turns), encoding="utf-8")
    return spoken_of(tmp_path, "ru")


@pytest.mark.parametrize(
    ("word", "family", "others"),
    [
        ("помощь", "помогать помощник помочь", "помеха помыть"),
        ("деньга", "денежный безденежье", "день денек"),
        ("забота", "заботиться озаботить заботливый", "заболеть забор работа"),
        ("экономия", "экономный сэкономить экономика экономист", "этаж"),
        ("спустить", "опустить спускать", "спать"),
        ("управление", "управлять управленец", "запад"),
    ],
)
def test_russian_families(word: str, family: str, others: str) -> None:
    found = Family(word, "ru")
    assert [one for one in family.split() if not found.likeness(one)] == []
    assert [one for one in others.split() if found.likeness(one)] == []


def test_english_families() -> None:
    found = Family("manager", "en")
    assert all(found.likeness(one) for one in ("manage", "management", "mismanage"))
    assert not any(found.likeness(one) for one in ("man", "mantle", "many"))
    assert Family("efficiency", "en").likeness("inefficient")
    assert found.likeness("manage") > found.likeness("mismanage")


def test_a_language_without_a_stemmer_has_beginnings() -> None:
    assert stem("слово", "tt") == "слово"
    assert Family("китап", "tt").likeness("китапхан")
    assert not Family("китап", "tt").likeness("кибет")


def test_slips_come_first(tmp_path: Path) -> None:
    text = "И: Ну что?\nР: Экономия, эконмия и экономея, а экономика и эконимией нам чужды.\n"
    (tmp_path / "talk.txt").write_text(text, encoding="utf-8")
    found = find_terms("экономию", spoken_of(tmp_path, "ru"))
    [spelling] = [one for one in found.sections if one.kind == "spelling"]
    words = [one.word for one in spelling.terms]
    assert set(words) == {"эконмия", "экономея", "эконимией"}
    assert not any(one.known for one in spelling.terms)
    [family] = [one for one in found.sections if one.kind == "family"]
    assert "экономика" in [one.word for one in family.terms]


def test_likeness_is_that_of_fuzzy() -> None:
    from rapidfuzz import fuzz

    near = find_spellings("забота", {"забота"}, ["забата", "зобота", "работа", "кот"], "ru")
    forms = {"забота", *language_module("ru").forms_of({"забота"})}
    assert near == {
        word: round(max(fuzz.ratio(word, form) for form in forms), 1)
        for word in ("забата", "зобота", "работа")
    }


def test_log_likelihood_is_the_formula_of_dunning() -> None:
    """Against the form of the binomial likelihoods, with which he gives it."""

    def ratio(k1: int, n1: int, k2: int, n2: int) -> float:
        def likelihood(k: int, n: int, p: float) -> float:
            return k * log(p) + (n - k) * log(1 - p)

        p1, p2, p = k1 / n1, k2 / n2, (k1 + k2) / (n1 + n2)
        return 2 * (
            likelihood(k1, n1, p1) + likelihood(k2, n2, p2)
            - likelihood(k1, n1, p) - likelihood(k2, n2, p)
        )  # fmt: skip

    assert use.log_likelihood(10, 100, 20, 10_000) == pytest.approx(ratio(10, 100, 10, 9_900))
    assert use.log_likelihood(1, 100, 100, 10_000) == pytest.approx(0)


def test_collocates_are_those_of_brute_force(sample: Path) -> None:
    spoken = spoken_of(sample, "ru")
    places = spoken.places(one for one in spoken.vocabulary if "человек" in spoken.bases(one))
    assert len(places) > 30
    turn = [(spoken.of_transcript[at], spoken.segments[at].turn) for at in spoken.holders]
    near = {
        at
        for at in range(len(spoken.forms))
        if at not in places and any(abs(at - one) <= 4 and turn[at] == turn[one] for one in places)
    }
    beside = Counter(spoken.lexeme(spoken.vocabulary[spoken.forms[at]]) for at in near)
    found = use.find_beside(spoken, places)
    for word, one in found.items():
        assert one.together == beside[word] >= 3
    everywhere = Counter(
        spoken.lexeme(spoken.vocabulary[form])
        for at, form in enumerate(spoken.forms)
        if at not in set(places)
    )
    total = len(spoken.forms) - len(places)
    for word, together in beside.items():
        g2 = use.log_likelihood(together, len(near), everywhere[word], total)
        more = together / len(near) > everywhere[word] / total
        has_content = spoken.has_content(word)
        if together >= 3 and g2 >= use.LEAST_G2 and more and has_content:
            assert word in found


def test_words_used_alike_are_found(talk: Spoken) -> None:
    found = find_terms("чай", talk)
    [used] = [one for one in found.sections if one.kind == "use"]
    assert used.terms[0].word == "кофе"
    assert used.terms[0].score > 0.7
    assert "вода" not in [one.word for one in used.terms]
    [beside] = [one for one in found.sections if one.kind == "collocates"]
    assert {"горячий", "сладкий", "налить"} & {one.word for one in beside.terms}
    assert all(one.score >= use.LEAST_G2 for one in beside.terms)


def test_ppmi_is_that_of_a_loop() -> None:
    table = np.array([[4.0, 0.0, 1.0], [1.0, 3.0, 0.0]])
    contexts = table.sum(axis=0) ** 0.75
    for row in range(2):
        for column in range(3):
            share = contexts[column] / contexts.sum()
            one = table[row, column]
            expected = max(0.0, log(one / (table[row].sum() * share))) if one else 0.0
            assert use._weigh(table)[row, column] == pytest.approx(expected)
    assert not use._weigh(np.zeros((2, 2))).any()


def test_too_few_words_say_nothing(sample: Path) -> None:
    found = find_terms("забота", spoken_of(sample, "ru"))
    reasons = {one.kind: one.reason for one in found.sections}
    assert reasons["use"].endswith("too few to say: 30 are needed")
    assert reasons["collocates"].endswith("too few to say: 5 are needed")


def test_sections_with_nothing_to_show_stand_in_one_line(sample: Path) -> None:
    shown = render_text(find_terms("Учёт", spoken_of(sample, "ru")), width=400)
    assert shown.startswith("Учёт (ru): ")  # as it was typed
    assert "read as учет" not in shown
    last = shown.split("\n\n")[-1]
    assert last.startswith("Nothing to show: ")
    assert "words used like it (" in last
    assert "Words used like it" not in shown


def test_a_form_that_a_mask_hides_is_no_gap(sample: Path) -> None:
    term = find_terms("забота", spoken_of(sample, "ru")).sections[0].terms[0]
    assert say_covers(term, "c.yaml") == "-"
    assert say_covers(replace(term, count=2, masked=2), "c.yaml") == "masked"
    assert say_covers(replace(term, count=2, masked=1), "c.yaml") == "masked (1 of 2)"


def test_a_word_nobody_says(sample: Path) -> None:
    found = find_terms("бегемот", spoken_of(sample, "ru"))
    assert (found.count, found.respondents) == (0, 0)
    assert "none" in render_text(found)
    assert "None." in render_html(found)


def test_english_contractions_and_pages(sample: Path) -> None:
    found: Terms = find_terms("not", spoken_of(sample, "en"), most=2)
    assert found.count > 20  # also those of don't and isn't
    text = render_text(found, width=90)
    assert max(map(len, text.splitlines()[3:])) <= 110
    assert found.sections[0].terms[0].word == "not"


def test_what_the_codebook_finds_is_told(sample: Path) -> None:
    from qualcode.pipeline import code_transcript
    from qualcode.tagging import Tagger

    codebook = load_codebook(next((sample.parent / "codebooks").glob("*.yaml")))
    corpus = read_corpus(find_transcripts([sample]))
    tagger = Tagger(codebook)
    coded = [code_transcript(one, tagger, corpus.table) for one in corpus.transcripts]
    spoken = listen(corpus.transcripts, {one.transcript.id: one.segments for one in coded}, "ru")
    hits = {one.transcript.id: one.tagged.hits for one in coded}
    found = find_terms("показатель", spoken, codebook, hits)
    covers = [cover for term in found.sections[0].terms for cover in term.covers]
    assert "efficiency.targets" in {one.code for one in covers}
    lines = codebook.source.splitlines()
    for one in covers:
        assert one.text.split()[0] in lines[one.line - 1]
    assert "efficiency.targets:" in render_text(found)
    assert "efficiency.targets:" in render_html(found)


def test_stop_words_have_no_use_of_their_own(sample: Path) -> None:
    found = find_terms("быть", spoken_of(sample, "ru"))
    [used] = [one for one in found.sections if one.kind == "use"]
    assert found.count > use.LEAST_USE
    assert (used.terms, used.reason) == ((), "")


def test_tables_of_use_and_collocates_say_their_figures(talk: Spoken) -> None:
    text = render_text(find_terms("чай", talk, most=1))
    assert " shared" in text
    assert "×, G² " in text
    assert "more: --max" in text
