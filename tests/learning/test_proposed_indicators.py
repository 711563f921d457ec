"""Proposed indicators bring what is said of them, and can be pasted where it is said."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from coded_study import render_table
from missed_study import CODEBOOK, RESPONDENTS, talk_of, write_missed_study
from shipped_study import tag_study

from qualcode.analysis.agreement import Choices, Coder, evaluate, load_coders
from qualcode.analysis.agreement.machine import locate_finds
from qualcode.codebook import parse_codebook
from qualcode.errors import CodersError, QualcodeError
from qualcode.learning.indicators import Proposals, propose_indicators
from qualcode.learning.indicators.as_file import COLUMNS, describe, render_csv, render_yaml
from qualcode.learning.indicators.as_text import render_text
from qualcode.learning.indicators.candidates import Candidate
from qualcode.learning.indicators.ground import gather
from qualcode.learning.indicators.measuring import find_all, find_trials
from qualcode.learning.indicators.places import paste
from qualcode.learning.indicators.talk import restore_talk
from qualcode.runs.read import Run, read_run
from qualcode.study import load_study


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_missed_study(tmp_path_factory.mktemp("missed"))
    tag_study(load_study(folder / "study.yaml"), folder / "run")
    return folder


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    return read_run(folder / "run")


@pytest.fixture(scope="module")
def coders(folder: Path, run: Run) -> tuple[Coder, ...]:
    return load_coders([folder / "anna.csv"], run.codebook)


@pytest.fixture(scope="module")
def found(run: Run, coders: tuple[Coder, ...]) -> Proposals:
    return propose_indicators(run, coders)


def test_words_of_the_definition(found: Proposals) -> None:
    targets, *_ = found.proposals
    assert (targets.code, targets.language, targets.item) == ("work.targets", "ru", '"показатель"')
    assert targets.told
    assert not targets.is_guess
    assert tuple(targets.new) == (6, 2)
    assert targets.interviews == 6
    # Two of three are not enough: only without R5 or R6 is it chosen, and found in their talk
    # once rightly, once wrongly.
    assert targets.chosen == 2
    assert tuple(targets.aside) == (2, 2)


def test_names_numbers_and_masked_words_are_none(found: Proposals) -> None:
    assert not re.search("марин|двадцать|чай|мед", str([one.item for one in found.proposals]))


def test_what_a_longer_indicator_takes_is_none(run: Run, coders: tuple[Coder, ...]) -> None:
    """«поделить» alone would find all six; «поделить ... день», of half the weight, is longer."""
    found = propose_indicators(run, coders, code="work.deal")
    assert [one.item for one in found.proposals] == ['"поделить ... разобраться"']
    assert tuple(found.proposals[0].new) == (6, 0)


def test_all_pasted_is_what_a_new_run_finds(
    found: Proposals, folder: Path, coders: tuple[Coder, ...], tmp_path: Path
) -> None:
    """Tag with the codebook as a person would have it then, and measure it as people do."""
    shutil.copytree(folder, tmp_path / "then")
    additions = [(one.place, one.item) for one in found.proposals if one.place]
    assert len(additions) == len(found.proposals) == 2
    text = paste(CODEBOOK, additions)
    (tmp_path / "then" / "codebook.yaml").write_text(text, encoding="utf-8")
    then = tag_study(load_study(tmp_path / "then" / "study.yaml"), tmp_path / "then" / "again")
    total = evaluate(then, coders, Choices(resamples=0)).panels[0].total
    assert found.pasted
    assert (total.first, total.both) == (found.pasted.coded, found.pasted.then.right)
    assert total.second == sum(found.pasted.then)
    assert text.startswith("# every comment stays\n")
    assert len(text.splitlines()) == len(CODEBOOK.splitlines()) + 1


def test_each_alone_brings_what_is_said(run: Run, coders: tuple[Coder, ...]) -> None:
    for code in ("work.targets", "work.deal"):
        (one,) = propose_indicators(run, coders, code=code).proposals
        said = gather(run, coders, (code,))
        assert one.place
        book = parse_codebook(paste(CODEBOOK, [(one.place, one.item)]), "codebook.yaml")
        talks = restore_talk(run, sorted({unit.transcript for unit in said.units}))
        units = {find.unit for find in find_all(run, book, talks, said.units) if find.code == code}
        new = [unit for unit in units if not said.found[unit, 0]]
        right = sum(bool(said.right[unit, 0]) for unit in new)
        assert (right, len(new) - right) == tuple(one.new)


def test_talk_of_a_run_is_found_as_before(sample: Path) -> None:
    run = read_run(sample / "run")
    talks = restore_talk(run, sorted({str(one["transcript"]) for one in run.tables["turns"]}))
    segments = [one for talk in talks for one in talk.segments]
    columns = ("transcript", "segment", "answer", "language", "start", "stop", "words", "question")
    assert [
        (s.transcript, s.number, s.answer, s.language, s.start, s.stop, s.words, s.question)
        for s in segments
    ] == [tuple(row[name] for name in columns) for row in run.tables["segments"]]


def test_the_tagger_finds_in_a_run_what_it_found(run: Run, coders: tuple[Coder, ...]) -> None:
    said = gather(run, coders, ("work.targets",))
    talks = restore_talk(run, sorted({unit.transcript for unit in said.units}))
    before, _ = locate_finds(run, said.units)
    assert find_all(run, run.codebook, talks, said.units) == before


def test_what_the_code_has_already_is_not_tried(run: Run, coders: tuple[Coder, ...]) -> None:
    """Be it with another weight: the codebook would be refused with both."""
    said = gather(run, coders, ("work.targets",))
    talks = restore_talk(run, sorted({unit.transcript for unit in said.units}))
    trials = [
        ("work.targets", "ru", Candidate("word", (word,)))
        for word in ("рейтинг", "показатель", "a|", "двадцать")
    ]
    tried = find_trials(run, talks, said.units, trials)
    # A near miss of the code says «двадцать».
    assert [candidate.words for _, _, candidate in tried] == [("показатель",)]
    # Six with the code, and the two in which it stands beside tea.
    assert len(tried[trials[1]]) == 8
    # As the code itself would be found: tea with honey is masked, «без чая» is denied.
    tea = ("care", "ru", Candidate("word", ("чай",)))
    segments = find_trials(run, talks, said.units, [tea])[tea]
    assert {said.units[at].text.split()[0] for at in segments} == {"Угощаем"}


def test_least_gain(run: Run, coders: tuple[Coder, ...]) -> None:
    assert len(propose_indicators(run, coders, least=6).proposals) == 2
    assert not propose_indicators(run, coders, least=7).proposals


def test_only_some_codes(run: Run, coders: tuple[Coder, ...]) -> None:
    asked = propose_indicators(run, coders, code="work").asked
    assert [one.code for one in asked] == ["work.targets", "work.deal"]
    with pytest.raises(QualcodeError, match=r"work\.target.*work\.targets"):
        propose_indicators(run, coders, code="work.target")


def test_what_coders_disagree_about_counts_for_nothing(
    run: Run, folder: Path, tmp_path: Path, coders: tuple[Coder, ...]
) -> None:
    """Boris gives `work.targets` to the two wrong ones as well: they are unclear, not wrong."""
    rows = [
        (f"ru0{number}.txt", "Респондент", text, "work.targets" if "показател" in text else codes)
        for number in RESPONDENTS
        for text, codes in talk_of(number)
    ]
    (tmp_path / "boris.csv").write_text(render_table(rows), encoding="utf-8")
    both = load_coders([folder / "anna.csv", tmp_path / "boris.csv"], run.codebook)
    (one,) = propose_indicators(run, both, code="work.targets").proposals
    assert (tuple(one.new), one.unclear) == ((6, 0), 2)
    # What they settle together counts alone.
    settled = replace(both[1], name="consensus")
    (one,) = propose_indicators(run, (both[0], settled), code="work.targets").proposals
    assert (tuple(one.new), one.unclear) == ((8, 0), 0)


def test_nothing_that_fits(run: Run, coders: tuple[Coder, ...]) -> None:
    with pytest.raises(CodersError, match="nobody has coded"):
        propose_indicators(run, ())
    strange = replace(coders[0].stretches[0], text="Этого никто не говорил никогда.")
    with pytest.raises(CodersError, match="was not found"):
        propose_indicators(run, (replace(coders[0], stretches=(strange,)),))


def test_text(found: Proposals) -> None:
    text = render_text(found, "codes/book.yaml", 90)
    assert '\n          - "показатель"\n' in text
    assert "below line 17 of codes/book.yaml (`ru:`)" in text
    assert CODEBOOK.splitlines()[16].strip() == "ru:"
    assert "показатель: gain 6; cost 2; 6 interviews; aside +2 -2; expected right" in text
    assert "right   ru01.txt 2: А у Марины [показатели] растут" in text
    assert "wrong   ru05.txt 12: Без чая в библиотеке скучно, [показатель] и тот" in text
    assert "brackets in line 29" in text
    assert "With all 2 pasted: the codebook would find 12 of 15 codes rightly (now 0)" in text
    assert "The rules miss 3 units there" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 90


def test_text_of_nothing(run: Run, coders: tuple[Coder, ...]) -> None:
    text = render_text(propose_indicators(run, coders, least=7))
    assert "Gain:" not in text
    assert "pasted" not in text
    assert "nothing is proposed" in text


def test_text_where_no_unit_has_a_code(run: Run, coders: tuple[Coder, ...]) -> None:
    none = tuple(replace(one, codes=frozenset()) for one in coders[0].stretches)
    found = propose_indicators(run, (replace(coders[0], stretches=none),))
    assert "no code in any of them: there is nothing to propose" in render_text(found)


def test_yaml_can_be_pasted_and_holds_no_talk(found: Proposals) -> None:
    text = render_yaml(found, "book.yaml")
    assert '\n          - "показатель"\n' in text
    assert "# показатель: gain 6, cost 2, aside +2 -2, expected right" in text
    assert "библиотек" not in text
    assert "Марин" not in text
    meant = [line for line in text.splitlines() if line and not line.startswith("#")]
    lines = CODEBOOK.splitlines()
    lines[17:17] = [meant[0]]
    book = parse_codebook("\n".join(lines), "codebook.yaml")
    assert "показатель" in [one.text for one in book.code("work.targets").indicators]


def test_csv_has_every_quote(found: Proposals) -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv(found))))
    assert tuple(rows[0]) == COLUMNS
    targets = [row for row in rows if row["code"] == "work.targets"]
    assert [row["verdict"] for row in targets] == ["right"] * 6 + ["wrong"] * 2
    assert targets[-1]["text"].endswith("скучно, [показатель] и тот скучает.")
    assert targets[-1]["words"] == "показатель"


def test_json(found: Proposals) -> None:
    told = json.loads(json.dumps(describe(found, "book.yaml")))
    (targets, deal, care) = told["codes"]
    assert targets["proposals"][0]["paste"] == ['          - "показатель"']
    assert targets["proposals"][0]["line"] == 17
    assert deal["proposals"][0]["aside"] == {"right": 6, "wrong": 0}
    assert care["proposals"] == []
    assert told["pasted"]["then"] == {"right": 12, "wrong": 2}
