"""What the report says of people who coded the same: made of a run that carries decisions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from coded_study import rows_of_anna, write_coded_study

from qualcode.analysis.agreement.among import agree_in_run
from qualcode.analysis.agreement.coders import Coder, parse_coders
from qualcode.analysis.results import Choices
from qualcode.batch import Tagging, tag_files
from qualcode.codebook import load_codebook
from qualcode.files import find_transcripts
from qualcode.reporting.changes import find_changes
from qualcode.reporting.material import Material, gather_material
from qualcode.reporting.messages import load_messages
from qualcode.reporting.public import make_public
from qualcode.reporting.report import render_report
from qualcode.reporting.views.agreement import say_agreement, view_agreement
from qualcode.reporting.views.paragraph import write_paragraph
from qualcode.respondents import load_respondents
from qualcode.runs.manifest import Settings
from qualcode.runs.read import Run, read_run

ROW = {
    "time": "", "to": "", "tension": "", "level": "", "relation": "", "blind": "yes", "origin": "",
    "codebook": "", "outcome": "measured", "text": "", "decision": "", "about": "", "name": "",
    "to_start": 0, "to_stop": 0, "sample": "", "weight": 1.0, "how": "exact", "polarity": "",
    "lost": 0,
}  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = write_coded_study(tmp_path_factory.mktemp("coded"))
    codebook = load_codebook(folder / "codebook.yaml")
    tagging = Tagging(codebook, load_respondents(folder / "respondents.csv"), Settings())
    tag_files(find_transcripts([folder / "transcripts"]), folder / "run", tagging, jobs=1)
    return read_run(folder / "run")


def with_decisions(run: Run, given: dict[str, dict[int, str]], weight: float = 1.0) -> Run:
    """Return the run with coders who have read all segments blind and gave codes to some."""
    spoken = [one for one in run.tables["segments"] if one["role"] == "respondent"]
    rows = []
    for coder, codes in given.items():
        for number, one in enumerate(spoken):
            place = {name: one[name] for name in ("transcript", "segment", "respondent")}
            row = {**ROW, **place, "coder": coder, "start": one["start"], "stop": one["stop"]}
            heavy = weight if number < 3 else 1.0
            rows.append({**row, "action": "seen", "code": "", "weight": heavy})
            if number in codes:
                rows.append({**row, "action": "add", "code": codes[number]})
    return replace(run, tables={**run.tables, "decisions": tuple(rows)})


GIVEN = {"ANNA": {3: "saving", 4: "care", 5: "saving"}, "BORIS": {3: "saving", 5: "saving"}}


def material_of(run: Run, language: str = "en", coders: tuple[Coder, ...] = ()) -> Material:
    return gather_material(run, Choices(coders=coders), language)


@pytest.mark.parametrize(
    ("language", "told", "sentence"),
    [
        (
            "en",
            "Judged by two coders or more: 24 units of 10 respondents.",
            "ANNA, BORIS coded 24 units of 10 respondents blind.",
        ),
        (
            "ru",
            "Оценено двумя кодировщиками или больше: 24 единицы у 10 респондентов.",
            "Вслепую кодировали ANNA, BORIS: 24 единицы у 10 респондентов.",
        ),
    ],
)
def test_blind_decisions(run: Run, language: str, told: str, sentence: str) -> None:
    material = material_of(with_decisions(run, GIVEN), language)
    view = view_agreement(material)
    assert view is not None
    assert view.coders == ("ANNA", "BORIS")
    assert view.sentences[0] == told
    assert view.few == ""
    (block,) = view.blocks
    saving, care = block.rows
    percent = {"en": "8%", "ru": "8\xa0%"}[language]
    assert saving.cells[:3] == (f"2\xa0({percent})",) * 2 + ("0",)
    assert care.cells[2] == "1"
    paragraph = write_paragraph(material)
    assert [one for one in paragraph if one.startswith(sentence)]
    assert not [one for one in paragraph if one.startswith("[")]  # nothing is left to the author


def test_a_public_report_measures_the_same(run: Run) -> None:
    """What was not judged, what had been seen, and what was changed is known without any name."""
    private = with_decisions(run, GIVEN)
    rows = [
        {**row, "decision": f"d{at}", "time": "2", "codebook": "young" if at % 3 else ""}
        for at, row in enumerate(private.tables["decisions"])
    ]
    looked = {**rows[0], "decision": "r", "time": "1", "action": "recode", "blind": "no"}
    rows.append({**looked, "code": "saving", "to": "care", "outcome": "applied"})
    coding = {**private.tables["codings"][0], "coder": "ANNA", "decision": "r; gone"}
    private = replace(
        private,
        tables={**private.tables, "decisions": tuple(rows), "codings": (coding,)},
        manifest={**private.manifest, "decisions": {"codebooks": {"young": {"saving": []}}}},
    )
    public = make_public(private, load_messages("en"))
    told = []
    for one in (private, public):
        agreement = agree_in_run(one)
        assert agreement is not None
        names = dict(zip(agreement.names, "AB", strict=True))
        lacking = [(names[one.coder], one.codes, one.units, one.read) for one in agreement.lacking]
        sighted = [coder.sighted for coder in agreement.coders]
        figures = [(item.id, item.units, item.values) for item in agreement.everything.items]
        changed = find_changes(one).is_changed(one.tables["codings"][0])
        told.append((lacking, sighted, figures, changed))
    assert told[0] == told[1]
    assert told[0][0]
    assert told[0][1] == [1, 0]
    assert told[0][3]
    assert not {"r", "d1"} & {row["decision"] for row in public.tables["decisions"]}


def test_weights_are_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.reporting.views.agreement.FEWEST", 2)
    light, heavy = (material_of(with_decisions(run, GIVEN, weight)) for weight in (1.0, 5.0))
    assert len(tuple(say_agreement(heavy))) == len(tuple(say_agreement(light))) + 1
    view = view_agreement(heavy)
    assert view is not None
    assert [one for one in view.sentences if one.startswith("The sample was drawn in strata")]


@pytest.mark.parametrize(
    ("language", "few", "enough"),
    [
        ("en", "All of them gave 2 codings and the rules found 15, 1 of them the", "(all gave 2"),
        ("ru", "Все дали 2 кодировки, по правилам найдено 15, совпало 1;", "(все дали 2 кодировки"),
    ],
)
def test_a_paper_has_no_precision_of_a_few_codings(
    run: Run, monkeypatch: pytest.MonkeyPatch, language: str, few: str, enough: str
) -> None:
    material = material_of(with_decisions(run, GIVEN), language)
    (told,) = (one for one in say_agreement(material) if few in one)
    assert "0.07" not in told
    assert "20" in told
    monkeypatch.setattr("qualcode.reporting.views.agreement.FEWEST", 2)
    (told,) = (one for one in say_agreement(material) if enough in one)
    assert {"en": "precision 0.07", "ru": "точность 0,07"}[language] in told


def coder_of(name: str, run: Run, rows: list[tuple[str, ...]]) -> Coder:
    text = "file,speaker,text,codes\n" + "".join(
        f'{file},{speaker},"{words}",{codes}\n' for file, speaker, words, codes in rows
    )
    return parse_coders(text.encode(), f"{name}.csv", run.codebook)[0]


def test_tables_where_nobody_decided(run: Run) -> None:
    rows = rows_of_anna()
    coders = tuple(coder_of(name, run, rows) for name in ("dora", "emil"))
    material = material_of(run, coders=coders)
    view = view_agreement(material)
    assert view is not None
    assert "whether they saw the machine's codings is not known here" in view.lead
    assert any("each by themselves" in one for one in write_paragraph(material))
    assert view_agreement(material_of(run, coders=coders[:1])) is None
    assert tuple(say_agreement(material_of(run))) == ()


def test_few_respondents_and_no_variation(run: Run) -> None:
    rows = [(*row[:3], "saving care") for row in rows_of_anna()[:3]]
    coders = tuple(coder_of(name, run, rows) for name in ("dora", "emil"))
    material = material_of(run, coders=coders)
    view = view_agreement(material)
    assert view is not None
    assert view.few.startswith("There are no limits")
    codes, tensions, relations = view.blocks
    assert codes.rows[0].cells[-3:] == ("no variation",) * 3
    assert tensions.head.startswith("Tensions")
    assert relations.rows[0].cells[3] == "–"  # positive agreement is of what is there or not
    assert "alpha of single codes was –" in next(iter(say_agreement(material)))


def test_the_machines_figures_stand_with_their_counts(run: Run) -> None:
    """Where all gave nothing, no recall can be told, and the section on errors says so too."""
    view = view_agreement(material_of(with_decisions(run, GIVEN)))
    assert view is not None
    assert [one for one in view.sentences if "Codings given by all: 2;" in one]
    nothing = with_decisions(run, {"ANNA": {3: "saving"}, "BORIS": {}})
    view = view_agreement(material_of(nothing))
    assert view is not None
    assert [one for one in view.sentences if one.endswith("recall cannot be told.")]
    page = render_report(nothing)
    assert "Nobody&#39;s codings were given" not in page
    assert "What is known of that is told under" in page
