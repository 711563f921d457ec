"""Sentence embeddings by a model that stands on this computer; nothing is ever downloaded."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import ModelMissingError, Problem
from qualcode.learning.extras.extra import Opinion, Passage, Progress, no_progress
from qualcode.model.codebook import ANY_LANGUAGE, Code

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float64]

_PACKAGE = "sentence_transformers"
_BATCH = 64  # texts the model works on at once
_PICKLED = frozenset((".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt"))  # loading may run them
# What a folder that is damaged, or made for other packages, makes the package raise.
_UNLOADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, ImportError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Embeddings:
    """A sentence-transformers model; texts become rows of length 1."""

    name: str
    _model: Any = field(repr=False, compare=False)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a row for each text; the product of two rows is their likeness, -1 to 1."""
        import numpy as np

        if not texts:
            return np.zeros((0, 0))
        rows = self._model.encode(
            list(texts),
            batch_size=_BATCH,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(rows, np.float64)

    def read(
        self,
        passages: Sequence[Passage],
        codes: Sequence[Code],
        progress: Progress = no_progress,
    ) -> Opinion:
        """Score each code by the text of its own in the passage's language that is likest."""
        import numpy as np

        scores = np.full((len(passages), len(codes)), np.nan)
        done = 0
        for language in sorted({one.language for one in passages}):
            own = [at for at, one in enumerate(passages) if one.language == language]
            rows = self.embed([passages[at].text for at in own])
            for column, code in enumerate(codes):
                texts = texts_of(code, language)
                if texts:
                    scores[own, column] = (rows @ self.embed(texts).T).max(1)
            done += len(own)
            progress(done)
        return Opinion(scores)


def texts_of(code: Code, language: str) -> list[str]:
    """List what the codebook says of a code in a language: definition, use, examples."""
    said = [
        dict(text.by_language).get(language) or dict(text.by_language).get(ANY_LANGUAGE, "")
        for text in (code.brief, code.definition, code.use_when)
    ]
    said += [
        one.text
        for one in (*code.examples, *code.edge_examples)
        if one.language in (language, ANY_LANGUAGE)
    ]
    return [text for text in said if text.strip()]


def load_embeddings(folder: Path) -> Embeddings:
    """Load the model in `folder`; ModelMissingError without it, or without the package.

    The model's own code is not run, and nothing is looked for outside the folder.
    """
    message, cure = _find_fault(folder)
    if message:
        raise ModelMissingError(Problem(str(folder), message, cure=cure))
    return Embeddings(folder.resolve().name, _load(folder))


def _find_fault(folder: Path) -> tuple[str, str]:
    """Return why no model can be loaded, and what to do; empty texts where it can be tried."""
    if not folder.is_dir():
        told = "is no folder" if folder.exists() else "is not there"
        cure = "name the folder of a sentence-transformers model on this computer"
        return f"{told}; models are never downloaded", cure
    if not any((folder / name).is_file() for name in ("modules.json", "config.json")):
        cure = "name the folder that holds its `modules.json` or `config.json`"
        return "holds no sentence-transformers model", cure
    pickled = sorted(one for one in folder.rglob("*") if one.suffix in _PICKLED)
    bare = [one for one in pickled if not any(one.parent.glob("*.safetensors"))]
    if bare:
        told = f"has weights that may hold a program ({bare[0].relative_to(folder).as_posix()})"
        return told, "get the model with its weights as `.safetensors`"
    if find_spec(_PACKAGE) is None:
        return "needs the package sentence-transformers", 'pip install "qualcode[embeddings]"'
    return "", ""


def _load(folder: Path) -> Any:
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    try:
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(
            str(folder),
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True},
            device="cpu",
        )
    except _UNLOADABLE as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ModelMissingError(
            Problem(str(folder), f"cannot be loaded: {reason}", cure="get the model again")
        ) from None
