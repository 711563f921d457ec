"""Sentence embeddings come from a folder on this computer, or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from qualcode.errors import ModelMissingError
from qualcode.learning.extras import Passage, load_embeddings
from qualcode.learning.extras.embeddings import texts_of
from qualcode.model.codebook import Codebook

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz"


class LetterCounts:
    """A model whose vectors are the letters of a text: the real interface, a small meaning."""

    def __init__(self, name: str, **options: Any) -> None:
        if (Path(name) / "broken").exists():
            raise OSError("weights are missing")
        self.name, self.options = name, options

    def encode(self, texts: Sequence[str], **options: Any) -> Any:
        assert options["normalize_embeddings"]
        rows = np.array(
            [[text.lower().count(one) for one in LETTERS] for text in texts], np.float32
        )
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the package, which is large and no dependency."""
    module = ModuleType("sentence_transformers")
    module.__spec__ = ModuleSpec("sentence_transformers", None)
    module.SentenceTransformer = LetterCounts  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.setenv(name, "0")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "modules.json").write_text("[]", encoding="utf-8")
    return folder


@pytest.mark.usefixtures("package")
def test_nothing_is_downloaded(model: Path) -> None:
    embeddings = load_embeddings(model)
    assert embeddings.name == "letters"
    options = embeddings._model.options
    assert options["local_files_only"] is True
    assert options["trust_remote_code"] is False
    assert options["model_kwargs"] == {"use_safetensors": True}
    assert os.environ["HF_HUB_OFFLINE"] == os.environ["TRANSFORMERS_OFFLINE"] == "1"


@pytest.mark.usefixtures("package")
def test_likeness(model: Path, small_codebook: Codebook) -> None:
    embeddings = load_embeddings(model)
    rows = embeddings.embed(["abc", "cba", "xyz"])
    assert (rows @ rows.T).round(6).tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    assert embeddings.embed([]).shape == (0, 0)
    done: list[int] = []
    passages = [Passage("We save money.", "en"), Passage("Всё решает экономия.", "ru")]
    opinion = embeddings.read(passages, small_codebook.codes, done.append)
    assert opinion.scores.shape == (2, 2)
    # Both are examples of `saving`, each in its language; `care` has none.
    assert opinion.scores[:, 0].round(6).tolist() == [1, 1]
    assert opinion.scores[0, 1] < 1
    assert done == [1, 2]
    assert not opinion.reasons


@pytest.mark.usefixtures("package")
def test_a_code_without_words_in_the_language(model: Path, small_codebook: Codebook) -> None:
    from dataclasses import replace

    from qualcode.model.codebook import Text

    saving = small_codebook.code("saving")
    silent = replace(
        saving, brief=Text((("ru", "Экономия"),)), definition=Text(), use_when=Text(), examples=()
    )
    assert texts_of(silent, "en") == []
    opinion = load_embeddings(model).read([Passage("We save money.", "en")], [silent])
    assert np.isnan(opinion.scores).all()


def test_texts_of_a_code(small_codebook: Codebook) -> None:
    assert texts_of(small_codebook.code("saving"), "en") == [
        "Spending less.",
        "Spending less money.",
        "Money is saved.",
        "We save money.",
    ]


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match="is not there; models are never downloaded"):
        load_embeddings(tmp_path / "intfloat" / "multilingual")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ModelMissingError, match="is no folder"):
        load_embeddings(tmp_path / "file")
    with pytest.raises(ModelMissingError, match="holds no sentence-transformers model"):
        load_embeddings(tmp_path)


@pytest.mark.usefixtures("package")
def test_weights_that_may_hold_a_program(model: Path) -> None:
    (model / "model.safetensors").touch()
    (model / "pytorch_model.bin").touch()
    assert load_embeddings(model)
    (model / "2_Dense").mkdir()
    (model / "2_Dense" / "pytorch_model.bin").touch()
    with pytest.raises(ModelMissingError, match=r"hold a program \(2_Dense/pytorch_model.bin\)"):
        load_embeddings(model)


def test_no_package(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.learning.extras.embeddings.find_spec", lambda _: None)
    with pytest.raises(ModelMissingError, match=r'pip install "qualcode\[embeddings\]"'):
        load_embeddings(model)


@pytest.mark.usefixtures("package")
def test_a_damaged_model(model: Path) -> None:
    (model / "broken").write_text("", encoding="utf-8")
    with pytest.raises(ModelMissingError, match="cannot be loaded: weights are missing"):
        load_embeddings(model)
