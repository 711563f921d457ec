"""The spaCy component: spans of a Doc, and what they carry, wherever the Doc goes."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import spacy
from small_study import CODEBOOK
from spacy.tokens import Doc, DocBin

from qualcode.errors import CodebookError
from qualcode.integrations import spacy_component

ROOT = Path(__file__).parents[2]
SAID = "  Экономия мешает заботе о людях. Сокращение всех ставок, не забота."
FOUND = [
    ("Экономия", "saving", "affirmed"),
    ("заботе", "care", "affirmed"),
    ("Сокращение всех ставок", "saving", "affirmed"),
    ("забота", "care", "negated"),
]


@pytest.fixture
def codebook(tmp_path: Path) -> Path:
    path = tmp_path / "codebook.yaml"
    text = CODEBOOK.replace("сокращение ставка|штат", "сокращение ... ставка|штат")
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def nlp(codebook: Path) -> Any:
    made = spacy.blank("ru")
    made.add_pipe("qualcode", config={"codebook": str(codebook)})
    return made


def found(doc: Doc) -> list[tuple[str, str, str]]:
    spans = doc.spans["qualcode"]
    return [(span.text, span.label_, span._.qualcode["polarity"]) for span in spans]


def test_token_patterns_are_refused_with_what_can_be_done_here(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_text(CODEBOOK.replace('"сокращение ставка|штат"', "{pattern: [{POS: NOUN}]}"))
    with pytest.raises(CodebookError) as caught:
        spacy.blank("ru").add_pipe("qualcode", config={"codebook": str(path)})
    (problem,) = caught.value.problems
    assert problem.message == "a `pattern` needs a trained model of `ru`, and none is given"
    assert problem.cure.startswith("take the pattern out: this component looks for words only")
    assert "study.yaml" not in problem.cure


def test_hits_are_spans_with_their_grounds(nlp: Any) -> None:
    doc = nlp(SAID)
    assert found(doc) == FOUND
    third = doc.spans["qualcode"][2]
    details = third._.qualcode
    words = [doc.text[start:stop] for start, stop in details["spans"]]
    assert words == ["Сокращение", "ставок"]
    assert details["words"] == "Сокращение … ставок"
    assert details["indicator"] == "сокращение ... ставка|штат"
    assert details["indicator_id"] == third.id_
    assert details["line"] == 13
    last = doc.spans["qualcode"][3]._.qualcode
    assert (last["cue"], last["voice"], last["modality"]) == ("не", "own", "fact")


def test_other_spans_carry_nothing(nlp: Any) -> None:
    doc = nlp(SAID)
    assert doc[0:1]._.qualcode is None
    assert spacy.blank("ru")("экономия")[0:1]._.qualcode is None


def test_hits_inside_one_token_stand_apart(tmp_path: Path) -> None:
    """spaCy's token may be wider than our word: the span is the token, the details the word."""
    path = tmp_path / "codebook.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    nlp = spacy.blank("ru")
    nlp.tokenizer = lambda text: Doc(nlp.vocab, words=text.split(" "))
    nlp.add_pipe("qualcode", config={"codebook": str(path)})
    doc = nlp("экономия/забота «забота»")
    assert [(span.text, span.label_) for span in doc.spans["qualcode"]] == [
        ("экономия/забота", "saving"),
        ("экономия/забота", "care"),
        ("«забота»", "care"),
    ]
    assert [span._.qualcode["words"] for span in doc.spans["qualcode"]] == [
        "экономия",
        "забота",
        "забота",
    ]


@pytest.mark.parametrize("text", ["", "  ", "...", "Ничего."])
def test_texts_without_hits(nlp: Any, text: str) -> None:
    assert found(nlp(text)) == []


def test_docs_travel_with_their_hits(nlp: Any) -> None:
    doc = nlp(SAID)
    assert found(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == FOUND
    packed = DocBin(docs=[doc, nlp("Забота.")], store_user_data=True).to_bytes()
    first, second = DocBin().from_bytes(packed).get_docs(spacy.blank("ru").vocab)
    assert found(first) == FOUND
    assert found(second) == [("Забота", "care", "affirmed")]


def test_several_processes_find_the_same(nlp: Any) -> None:
    texts = [SAID, "Забота.", "Ничего."] * 3
    alone = [found(doc) for doc in nlp.pipe(texts)]
    assert alone[0] == FOUND
    assert [found(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=2)] == alone


def test_a_pipeline_carries_its_codebook(nlp: Any, codebook: Path, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "saved")
    data = nlp.to_bytes()
    source = codebook.read_text(encoding="utf-8")
    codebook.unlink()
    (tmp_path / "saved").rename(tmp_path / "moved")
    loaded = spacy.load(tmp_path / "moved")
    assert found(loaded(SAID)) == FOUND
    other = spacy.blank("ru")
    other.add_pipe("qualcode")
    assert found(other.from_bytes(data)(SAID)) == FOUND
    assert (tmp_path / "moved/qualcode/codebook.yaml").read_text(encoding="utf-8") == source


def test_two_codebooks_stand_side_by_side(nlp: Any, codebook: Path) -> None:
    nlp.add_pipe("qualcode", name="again", config={"codebook": str(codebook)})
    doc = nlp("Забота.")
    assert [span._.qualcode["code"] for span in doc.spans["again"]] == ["care"]
    assert found(doc) == [("Забота", "care", "affirmed")]


@pytest.mark.parametrize(
    ("lang", "config", "codes"),
    [
        ("ru", {}, ["care"]),
        ("xx", {}, ["care"]),
        ("en", {}, []),
        ("en", {"language": "ru"}, ["care"]),
        ("de", {"language": ""}, ["care"]),
    ],
)
def test_the_language_is_the_pipelines_unless_it_is_said(
    codebook: Path, lang: str, config: dict[str, str], codes: list[str]
) -> None:
    nlp = spacy.blank(lang)
    nlp.add_pipe("qualcode", config={"codebook": str(codebook), **config})
    doc = nlp("Всё, что у нас есть, это забота о людях.")
    assert [span.label_ for span in doc.spans["qualcode"]] == codes


def test_a_language_without_lists_is_refused(codebook: Path) -> None:
    nlp = spacy.blank("de")
    with pytest.raises(CodebookError, match="has no lists in `de`"):
        nlp.add_pipe("qualcode", config={"codebook": str(codebook)})


@pytest.mark.parametrize(
    ("config", "message"),
    [({}, "it has no codebook"), ({"codebook": "none.yaml"}, "`none.yaml` does not exist")],
)
def test_without_a_codebook_nothing_is_coded(config: dict[str, str], message: str) -> None:
    nlp = spacy.blank("ru")
    nlp.add_pipe("qualcode", config=config)
    with pytest.raises(CodebookError, match=message):
        nlp("Забота.")


def test_a_faulty_codebook_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "faulty.yaml"
    path.write_text("codes: []", encoding="utf-8")
    nlp = spacy.blank("ru")
    with pytest.raises(CodebookError, match=r"faulty\.yaml"):
        nlp.add_pipe("qualcode", config={"codebook": str(path)})


def test_spacy_finds_the_component_by_its_entry_point() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, function = project["entry-points"]["spacy_factories"]["qualcode"].partition(":")
    assert getattr(import_module(module), function) is spacy_component.make_component


def test_spacys_users_wait_for_nothing() -> None:
    script = (
        "import sys, spacy\n"
        "before = set(sys.modules)\n"
        "import qualcode.integrations.spacy_component\n"
        "more = {name for name in set(sys.modules) - before if not name.startswith('qualcode')}\n"
        "assert not more, more\n"
        "assert 'qualcode.tagging' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
