"""The page of an agreement."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from coded_study import write_coded_study

from qualcode.analysis.agreement import Agreement, agree, load_coders
from qualcode.analysis.agreement.among import Choices
from qualcode.analysis.agreement.among import results as among
from qualcode.analysis.agreement.figures import UNDEFINED, Value
from qualcode.batch import Tagging, tag_files
from qualcode.codebook import load_codebook
from qualcode.files import find_transcripts
from qualcode.reporting.agreement import render_page, render_text
from qualcode.respondents import load_respondents
from qualcode.runs.manifest import Settings
from qualcode.runs.read import Run, read_run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_coded_study(tmp_path_factory.mktemp("coded"))
    codebook = load_codebook(folder / "codebook.yaml")
    tagging = Tagging(codebook, load_respondents(folder / "respondents.csv"), Settings())
    tag_files(find_transcripts([folder / "transcripts"]), folder / "run", tagging, jobs=1)
    return folder


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    return read_run(folder / "run")


@pytest.fixture(scope="module")
def agreement(run: Run, folder: Path) -> Agreement:
    coders = load_coders([folder / "anna.csv", folder / "boris.csv"], run.codebook)
    return agree(run, coders, Choices("stretch", machine=True, resamples=100))


def as_if_blind(agreement: Agreement) -> Agreement:
    return replace(agreement, choices=replace(agreement.choices, blind=True))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_says_all_and_needs_nothing(run: Run, agreement: Agreement, language: str) -> None:
    page = render_page(run, agreement, language)
    assert f'<html lang="{language}"' in page
    assert not re.search(r"(src|href)=\"https?:", page)
    assert page.count('class="part"') == 6
    for item in agreement.everything.of("code"):
        assert f"<code>{item.id}</code>" in page
    for target in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{target}"' in page
    assert page == render_page(run, agreement, language)
    words = {"en": "given by anna, not by boris", "ru": "код дали: anna, не дали: boris"}[language]
    assert page.count(words) == 2
    assert page.count("<blockquote") == 2


@pytest.mark.parametrize(("language", "words"), [("en", "no variation"), ("ru", "нет вариации")])
def test_no_variation_is_said_so(run: Run, agreement: Agreement, language: str, words: str) -> None:
    saving, care = agreement.everything.of("code")
    constant = replace(care, values={**care.values, "alpha": UNDEFINED})
    part = replace(agreement.everything, items=(saving, constant))
    page = render_page(run, replace(agreement, parts=(part,)), language)
    assert f'<td class="number">{words}</td>' in page


def test_many_disagreements_are_cut_in_the_page(run: Run, agreement: Agreement) -> None:
    one = next(one for one in agreement.disagreements if one.id == "saving")
    many = replace(agreement, disagreements=(one,) * 31, pairs=())
    page = render_page(run, many)
    assert "30 of 31 are shown" in page
    assert page.count("<blockquote") == 30


def test_how_decisions_were_made_is_said(run: Run, agreement: Agreement) -> None:
    blind = render_page(run, as_if_blind(agreement))
    assert "Only decisions count that were made blind" in blind
    every = replace(agreement, choices=replace(agreement.choices, blind=False, resamples=0))
    assert "All decisions count, also those made with the machine" in render_page(run, every)
    assert "bootstrap over respondents (" not in render_page(run, every)


def test_parts_that_are_not_always_there(run: Run, agreement: Agreement) -> None:
    part = replace(agreement.everything, items=(), enough=False)
    pair = among.PairOfCoders(("a", "b"), 5, 1, part.together)
    bare = replace(
        agreement, parts=(part,), pairs=(pair,), machine=(), weighted=True, disagreements=()
    )
    page = render_page(run, bare)
    assert "Too few respondents for limits" in page
    assert "a + b" in page
    assert "No coder gave both poles of a tension in one unit." in page
    assert 'id="machine"' not in page
    characters = replace(bare, choices=replace(bare.choices, unit="character"))
    assert "Tensions are not compared by characters." in render_page(run, characters)
    weighted = replace(agreement, weighted=True)
    assert "Units count by how many of the study they stand for" in render_page(run, weighted)
    assert "Units count by how many of the study they" in render_text(run, weighted)


def test_gamma_is_shown_with_its_lots_or_why_not(run: Run, agreement: Agreement) -> None:
    part = agreement.everything
    together = {**part.together, "gamma": Value(-0.25, -0.5, 0.125)}
    lots = among.Lots(1_268, 7, 0.0196)
    drawn = replace(agreement, gamma="drawn", parts=(replace(part, together=together, lots=lots),))
    page, text = render_page(run, drawn, "ru"), render_text(run, drawn, "ru")
    assert "−0,25<span" in page
    assert "[−0,50; 0,12]" in page
    assert "среднее по жребиям во всех разговорах (1\xa0268, зерно 7), известен" in page
    assert "−0,25" in text
    assert "(1\xa0268, зерно 7), известен с точностью 2,0 %." in text.replace("\n  ", " ")
    assert "γ" not in render_text(run, agreement) + render_page(run, agreement)
    many = replace(agreement, gamma="many")
    assert "by itself only for two coders with up to 10,000 codings" in render_text(run, many)
    assert "γ cannot be found" in render_page(run, replace(agreement, gamma="dense"))


def test_limits_have_a_true_minus(run: Run, agreement: Agreement) -> None:
    saving, care = agreement.everything.of("code")
    low = replace(care, values={**care.values, "alpha": Value(0.1, -0.25, 0.5)})
    part = replace(agreement.everything, items=(saving, low))
    assert "−0.25…0.50" in render_text(run, replace(agreement, parts=(part,)))
