"""A trained model beside the dictionary: it takes readings away, and finds token patterns."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Cli
from constructed_codebook import Indicator, make_codebook
from small_study import write
from tiny_models import save_model

import qualcode
from qualcode.errors import CodebookError, ModelMissingError, QualcodeError
from qualcode.language.pipelines import Pipeline, load_pipeline
from qualcode.pipeline import Coded, code_text
from qualcode.runs.read import read_run
from qualcode.tagging import Tagger

FindWith = Callable[..., Coded]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    for language in ("ru", "en"):
        save_model(language, folder / language)
    return folder


@pytest.fixture(scope="module")
def russian(models: Path) -> Pipeline:
    return load_pipeline(str(models / "ru"))


@pytest.fixture(scope="module")
def english(models: Path) -> Pipeline:
    return load_pipeline(str(models / "en"))


def tag(
    text: str,
    indicators: list[Indicator] | dict[str, list[Indicator]],
    *pipelines: Pipeline,
    language: str = "ru",
    **code: object,
) -> Coded:
    codebook = make_codebook(indicators, **code)
    return code_text(text, Tagger(codebook, pipelines=pipelines), language)


def words(coded: Coded) -> list[str]:
    return [hit.words for hit in coded.tagged.hits if hit.code == "c"]


@pytest.mark.parametrize(
    ("text", "indicator", "found", "reason"),
    [
        ("Он берет на себя всё.", "береты", [], "the model reads «берет» as a verb"),
        ("Он берет на себя всё.", "берет", ["берет"], ""),  # the indicator can be read as both
        ("Он берет на себя всё.", "брать", ["берет"], ""),
        ("Это новый берет.", "береты", ["берет"], ""),
        ("Это новый берет.", "брать", [], "the model reads «берет» as a noun"),
        ("Это новый берёт.", "брать", [], "the model reads «берёт» as a noun"),
        ("Это сделано из стали.", "стать", [], "the model reads «стали» as a noun"),
        ("Мы стали экономить.", "стать", ["стали"], ""),
        ("Он берет на себя всё.", "=берет", ["берет"], ""),
        ("Он берет на себя всё.", "бере*", ["берет"], ""),
        ("Он берет на себя всё.", "брать|берет", ["берет"], ""),
        ("Он берет деньги у людей.", "береты ... человек", [], "the model reads «берет» as a verb"),
        ("Он берет деньги у людей.", "брать ... человек", ["берет … людей"], ""),
    ],
)
def test_a_model_takes_readings_away(
    russian: Pipeline, text: str, indicator: str, found: list[str], reason: str
) -> None:
    assert len(words(tag(text, [indicator]))) == 1
    coded = tag(text, [indicator], russian)
    assert words(coded) == found
    vetoed = [one for one in coded.tagged.suppressed if one.reason == "vetoed"]
    assert [one.by for one in vetoed] == ([reason] if reason else [])


def test_a_model_reads_its_own_language_only(russian: Pipeline, english: Pipeline) -> None:
    text = "The cutting of costs hurts."
    lists: dict[str, list[Indicator]] = {"ru": ["береты"], "en": ["cut"]}
    assert words(tag(text, lists, russian, language="en")) == ["cutting"]
    assert words(tag(text, lists, russian, english, language="en")) == []
    assert words(tag("They are cutting costs.", lists, english, language="en")) == ["cutting"]


def test_what_a_model_took_makes_no_coding(russian: Pipeline) -> None:
    coded = tag("Он берет на себя всё. Забота.", ["береты"], russian)
    assert {coding.code for coding in coded.tagged.codings} == {"d"}
    assert coded.tensions == ()


ADJECTIVE_NOUN: Indicator = {"pattern": [{"POS": "ADJ"}, {"LOWER": "берет"}]}


@pytest.mark.parametrize(
    ("text", "pattern", "found"),
    [
        ("Это новый берет. Он берет деньги.", ADJECTIVE_NOUN, ["новый берет"]),
        ("Он берет деньги.", ADJECTIVE_NOUN, []),
        ("Это (смеётся) новый берет.", ADJECTIVE_NOUN, ["новый берет"]),
        (
            "Люди экономят деньги.",
            {"pattern": [{"POS": "VERB"}, {"POS": "NOUN"}]},
            ["экономят деньги"],
        ),
        (
            "Это новый берет. Люди экономят деньги.",
            {"all": [ADJECTIVE_NOUN, "деньги"], "within": "segment"},
            ["новый берет … деньги"],
        ),
        (
            "Это новый берет. Люди экономят деньги.",
            {"all": [ADJECTIVE_NOUN, "деньги"], "within": "sentence"},
            [],
        ),
        ("Это новый берет.", {"term": "это", "not": [ADJECTIVE_NOUN]}, []),
        ("Он берет это.", {"term": "это", "not": [ADJECTIVE_NOUN]}, ["это"]),
    ],
)
def test_token_patterns_are_found(
    russian: Pipeline, text: str, pattern: Indicator, found: list[str]
) -> None:
    assert words(tag(text, [pattern], russian)) == found


def test_what_a_pattern_finds_can_be_denied(russian: Pipeline) -> None:
    (hit,) = tag("Это не новый берет.", [ADJECTIVE_NOUN], russian).tagged.hits
    assert (hit.polarity, hit.cue) == ("negated", "не")


def test_a_pattern_without_a_model_is_refused(russian: Pipeline, english: Pipeline) -> None:
    for pipelines in ((), (english,)):
        with pytest.raises(CodebookError, match="needs a trained model of `ru`"):
            tag("Это новый берет.", [ADJECTIVE_NOUN], *pipelines)
    with pytest.raises(CodebookError, match=r"cannot look for it: .*parser"):
        tag("Это.", [{"pattern": [{"DEP": "nsubj"}]}], russian)


def codebook_of(path: Path, *indicators: Indicator) -> Path:
    return write(path, make_codebook(list(indicators)).source)


@pytest.fixture
def hats(study: Path) -> Path:
    """Return a study about hats, in its folder."""
    write(study / "transcripts/ru01.txt", "И: Что это?\nР: Это новый берет. Он берет деньги.\n")
    (study / "transcripts/en01.txt").unlink()
    (study / "respondents.csv").unlink()
    codebook_of(study / "codebook.yaml", "береты")
    write(study / "study.yaml", "codebook: codebook.yaml\ntranscripts: transcripts\n")
    return study


def test_a_run_names_its_models(hats: Path, models: Path, cli: Cli) -> None:
    assert cli("tag").code == 0
    assert len(read_run(hats / "run").tables["hits"]) == 2
    for jobs in (1, 2):
        done = cli("tag", "--model", models / "ru", "--jobs", jobs)
        assert done.code == 0, done.err
        run = read_run(hats / "run")
        assert [hit["words"] for hit in run.tables["hits"]] == ["берет"]
        assert [one["reason"] for one in run.tables["suppressed"]] == ["vetoed"]
        pipeline = load_pipeline(str(models / "ru"))
        assert run.manifest["settings"]["models"] == [
            {
                "name": "ru_pipeline",
                "language": "ru",
                "version": "0.0.0",
                "digest": pipeline.digest,
            }
        ]
        assert "spacy" in run.manifest["versions"]
        assert str(models) not in (hats / "run/run.json").read_text()
    assert cli("tag").code == 0
    assert len(read_run(hats / "run").tables["hits"]) == 2


def test_a_study_names_its_model_from_its_folder(hats: Path, models: Path, cli: Cli) -> None:
    (hats / "models").symlink_to(models)
    study = (hats / "study.yaml").read_text()
    write(hats / "study.yaml", f"{study}model: models/ru\n")
    assert cli("tag").code == 0
    assert len(read_run(hats / "run").tables["hits"]) == 1
    explained = cli("explain", "--text", "Он берет на себя всё.", "--language", "ru")
    assert "the model reads «берет» as a verb" in explained.out
    write(hats / "study.yaml", f"{study}model: [models/ru, models/none]\n")
    told = cli("tag")
    assert (told.code, told.out) == (3, "")
    assert "models/none: no such folder" in told.err


def test_patterns_need_the_model_on_the_command_line(hats: Path, models: Path, cli: Cli) -> None:
    codebook_of(hats / "codebook.yaml", ADJECTIVE_NOUN)
    told = cli("tag")
    assert (told.code, told.out) == (3, "")
    assert "needs a trained model of `ru`" in told.err
    assert "--model" in told.err
    assert cli("tag", "--model", models / "ru").code == 0
    assert [hit["words"] for hit in read_run(hats / "run").tables["hits"]] == ["новый берет"]


def test_check_tells_a_pattern_without_model_at_its_line(
    hats: Path, models: Path, cli: Cli
) -> None:
    codebook_of(hats / "codebook.yaml", ADJECTIVE_NOUN)
    told = cli("check", "codebook.yaml")
    assert (told.code, told.err) == (1, "")
    page = " ".join(told.out.split())
    assert "line 1, codes > " in page or "line 1: " in page
    assert "a `pattern` needs a trained model of `ru`" in page
    assert "--model" in page
    assert "codebook.yaml: 1 error" in page
    told = cli("check", "codebook.yaml", "--model", models / "ru")
    assert "a `pattern` needs" not in told.out
    assert "error" not in told.out


@pytest.mark.parametrize("command", [("tag",), ("check", "codebook.yaml")])
def test_check_takes_models_as_tag_does(hats: Path, cli: Cli, command: tuple[str, ...]) -> None:
    codebook_of(hats / "codebook.yaml", ADJECTIVE_NOUN)
    told = cli(*command, "--model", "./nothing")
    assert (told.code, told.out) == (3, "")
    assert "nothing: no such folder" in told.err


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["ru", "ru"], "there are 2 models of `ru`"),
        (["nothing"], "no such folder"),
        (["de"], "is a model of `de`, and the codebook has lists in `ru`, `en` only"),
    ],
)
def test_models_that_do_not_fit_are_refused(
    hats: Path, models: Path, cli: Cli, tmp_path: Path, names: list[str], message: str
) -> None:
    german = tmp_path / "de"
    if "de" in names:
        shutil.copytree(models / "ru", german)
        meta = json.loads((german / "meta.json").read_text())
        (german / "meta.json").write_text(json.dumps({**meta, "lang": "de"}))
    folders = [str(german if name == "de" else models / name) for name in names]
    arguments = [part for folder in folders for part in ("--model", folder)]
    told = cli("tag", *arguments)
    assert (told.code, told.out) == (3, "")
    assert message in told.err
    assert not (hats / "run").exists()


def test_models_from_python(hats: Path, models: Path) -> None:
    corpus = qualcode.read_transcripts("transcripts")
    codebook = qualcode.load_codebook("codebook.yaml")
    assert len(qualcode.tag(corpus, codebook).hits) == 2
    assert len(qualcode.tag(corpus, codebook, models=[str(models / "ru")]).hits) == 1
    with pytest.raises(ModelMissingError):
        qualcode.tag(corpus, codebook, models=["nothing at all"])
    with pytest.raises(QualcodeError):
        qualcode.tag(corpus, codebook, models=[str(models / "ru")] * 2)
