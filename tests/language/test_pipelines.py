"""Trained pipelines: what cannot be used is refused in one line, the rest runs over our words."""

from __future__ import annotations

import json
import pickle
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_models import save_model

from qualcode.errors import ModelMissingError
from qualcode.language.parsed import Parsed, lay_out, make_doc
from qualcode.language.pipelines import Pipeline, check_pipelines, load_pipeline
from qualcode.language.words import find_words


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_model("ru", tmp_path_factory.mktemp("models") / "ru")


@pytest.fixture(scope="module")
def pipeline(folder: Path) -> Pipeline:
    return load_pipeline(str(folder))


@pytest.fixture
def model(folder: Path, tmp_path: Path) -> Path:
    """Return a copy of the model, to be spoilt."""
    return shutil.copytree(folder, tmp_path / "model")


def parse(pipeline: Pipeline, texts: Sequence[str]) -> list[Parsed]:
    return pipeline.parse(
        [(text, [(word.start, word.stop) for word in find_words(text)]) for text in texts]
    )


def found(pipeline: Pipeline, text: str, pattern: object) -> list[str]:
    (parsed,) = parse(pipeline, [text])
    return [text[start:stop] for start, stop in parsed.find(json.dumps(pattern))]


def test_a_model_is_known_by_its_files(model: Path, folder: Path) -> None:
    first, second = load_pipeline(str(folder)), load_pipeline(str(model))
    assert (first.name, first.language, first.version) == ("ru_pipeline", "ru", "0.0.0")
    assert first.digest == second.digest
    assert len(first.digest) == 64
    (model / "tokenizer").write_bytes((model / "tokenizer").read_bytes() + b" ")
    assert load_pipeline(str(folder)).digest == first.digest
    (model / "config.cfg").write_text((model / "config.cfg").read_text() + "\n")
    shutil.copy(folder / "tokenizer", model / "tokenizer")
    assert load_pipeline(str(model)).digest != first.digest


def test_a_model_goes_to_another_process_by_name(pipeline: Pipeline) -> None:
    assert pickle.loads(pickle.dumps(pipeline)) == pipeline  # noqa: S301


def test_words_stay_ours(pipeline: Pipeline) -> None:
    texts = ["Все стали писать 442-ФЗ, по-моему!", "Он берет деньги.", "Это новый берет.", "", " "]
    parsed = parse(pipeline, texts)
    assert [len(one.pos) for one in parsed] == [5, 3, 3, 0, 0]
    assert parsed[0].pos[:3] == ("PRON", "VERB", "VERB")
    assert parsed[1].pos == ("PRON", "VERB", "NOUN")
    assert parsed[2].pos == ("PRON", "ADJ", "NOUN")


@pytest.mark.parametrize(
    ("text", "pattern", "words"),
    [
        ("Он берет деньги.", [{"POS": "NOUN"}], ["деньги"]),
        ("Это  новый\nберет .", [{"POS": "ADJ"}, {"POS": "NOUN"}], ["новый\nберет"]),
        ("(Новый) берет", [{"LOWER": "новый"}, {"LOWER": "берет"}], []),
        ("Новый, берет?!", [{"IS_PUNCT": True}], [",", "?", "!"]),
        ("Новый... берет", [{"ORTH": "..."}], ["..."]),
        ("Мы стали писать", [{"POS": {"IN": ["PRON", "VERB"]}, "OP": "+"}], ["Мы стали писать"]),
        (
            "Он берет на себя это",
            [{"LOWER": "берет"}, {"OP": "?"}, {"LOWER": "себя"}],
            ["берет на себя"],
        ),
    ],
)
def test_token_patterns(pipeline: Pipeline, text: str, pattern: object, words: list[str]) -> None:
    assert found(pipeline, text, pattern) == words


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ('[{"POS": "NOUN"}]', ""),
        ('[{"DEP": "nsubj"}]', "include a parser"),
        ('[{"NOTHING": 1}]', "Extra inputs are not permitted"),
        ("[]", "zero tokens"),
        ('[{"_": {"mood": 1}}]', "unregistered extension"),
        ('[{"TEXT": {"REGEX": "("}}]', "unterminated"),
        ("[", "Expecting value"),
    ],
)
def test_patterns_that_cannot_be_looked_for(pipeline: Pipeline, pattern: str, reason: str) -> None:
    said = pipeline.check_pattern(pattern)
    assert reason in said
    assert bool(reason) == bool(said)
    assert "\n" not in said


TEXTS = st.text(st.sampled_from("абв АБ\t\n  .,!?«»—-…'’5́😀"), max_size=40)


@given(TEXTS)
def test_every_sign_is_in_one_token(text: str) -> None:
    from spacy.vocab import Vocab

    words = [(word.start, word.stop) for word in find_words(text)]
    row = lay_out(text, words)
    assert [row.spans[place] for place in row.words] == words
    covered = [place for start, stop in row.spans for place in range(start, stop)]
    assert covered == sorted(set(covered))
    assert {place for place, sign in enumerate(text) if not sign.isspace()} <= set(covered)
    doc = make_doc(Vocab(), text, row)
    assert doc.text.split() == text.split()
    assert [token.text for token in doc] == [text[start:stop] for start, stop in row.spans]


def spoil_version(model: Path) -> None:
    meta = json.loads((model / "meta.json").read_text())
    (model / "meta.json").write_text(json.dumps({**meta, "spacy_version": ">=2.3.0,<2.4.0"}))


def spoil_parts(model: Path) -> None:
    import spacy

    shutil.rmtree(model)
    nlp = spacy.blank("ru")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(model)


def spoil_empty(model: Path) -> None:
    import spacy

    shutil.rmtree(model)
    spacy.blank("ru").to_disk(model)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (spoil_version, "was made for spaCy >=2.3.0,<2.4.0"),
        (spoil_parts, "gives no parts of speech: none of its components (sentencizer)"),
        (spoil_empty, "it has none"),
        (lambda model: (model / "meta.json").unlink(), "is no trained spaCy pipeline"),
        (lambda model: (model / "meta.json").write_text("{"), "is no trained spaCy pipeline"),
        (lambda model: (model / "meta.json").write_text("[]"), "is no trained spaCy pipeline"),
        (lambda model: (model / "config.cfg").unlink(), "is no trained spaCy pipeline"),
        (lambda model: (model / "config.cfg").write_text("[nlp]\n"), "spaCy cannot load it"),
        (lambda model: shutil.rmtree(model / "morphologizer"), "spaCy cannot load it"),
        (lambda model: (model / "morphologizer/model").write_bytes(b"no"), "spaCy cannot load it"),
        (lambda model: shutil.rmtree(model), "no such folder"),
    ],
)
def test_what_cannot_be_used_is_refused(
    model: Path, spoil: Callable[[Path], object], message: str
) -> None:
    spoil(model)
    with pytest.raises(ModelMissingError) as told:
        load_pipeline(str(model))
    (problem,) = told.value.problems
    assert message in str(problem)
    assert str(problem).startswith(str(model))
    assert problem.cure
    assert "\n" not in str(problem)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ru_nothing_md", "no model of this name is installed"),
        ("", "no such folder"),
        ("ru-nothing-md", "`ru_nothing_md`"),
        ("json", "is no trained spaCy pipeline"),
        ("os", "no model of this name"),
        ("__main__", "no model of this name"),
        ("nowhere/at all", "no such folder"),
    ],
)
def test_a_name_that_is_none(name: str, message: str) -> None:
    with pytest.raises(ModelMissingError, match=message):
        load_pipeline(name)


def test_a_package_is_found_and_none_of_its_code_is_run(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "packages" / "ru_small_trial"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('run')")
    monkeypatch.syspath_prepend(str(package.parent))
    with pytest.raises(ModelMissingError, match="is no trained"):
        load_pipeline("ru_small_trial")
    shutil.copytree(model, package / "ru_small_trial-0.0.0")
    loaded = load_pipeline("ru_small_trial")
    assert loaded.digest == load_pipeline(str(model)).digest


def test_a_model_needs_lists_in_its_language(pipeline: Pipeline) -> None:
    check_pipelines([pipeline], ("ru", "en"))
    check_pipelines([pipeline], ("any",))
    with pytest.raises(ModelMissingError, match=r"is a model of `ru`.* in `en`, `de` only"):
        check_pipelines([pipeline], ("en", "de"))


def test_a_language_has_one_model(pipeline: Pipeline, model: Path) -> None:
    check_pipelines([], ("ru",))
    with pytest.raises(ModelMissingError) as told:
        check_pipelines([pipeline, load_pipeline(str(model))], ("ru",))
    assert [problem.message for problem in told.value.problems] == [
        "there are 2 models of `ru`: ru_pipeline, ru_pipeline"
    ]
