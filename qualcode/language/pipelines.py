"""Trained spaCy pipelines that people have: checked, loaded, and run over our own words."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import ModelMissingError, Problem
from qualcode.language.model_files import find_folder, hash_files, read_meta, refuse
from qualcode.language.parsed import Matchers, Parsed, Span, lay_out, make_doc
from qualcode.model.codebook import ANY_LANGUAGE

if TYPE_CHECKING:
    from spacy.language import Language

_BATCH = 64  # texts a model works on at once
# What a folder that is damaged, or made for other packages, makes spaCy raise.
_UNLOADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, ImportError, EOFError)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A trained model of one language, known by what it is made of."""

    name: str  # as its makers call it: ru_core_news_sm
    language: str
    version: str
    digest: str  # SHA-256 over its files
    _source: str = field(repr=False)  # under which it was asked for
    _nlp: Language = field(repr=False, compare=False)
    _matchers: Matchers = field(repr=False, compare=False)

    def parse(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[Parsed]:
        """Parse texts, each with the spans of its words, in order.

        The words stay those given, whatever the model's own tokenizer would make of the text.
        """
        rows = [lay_out(text, words) for text, words in texts]
        docs = [
            make_doc(self._nlp.vocab, text, row) for (text, _), row in zip(texts, rows, strict=True)
        ]
        with _without_warnings():
            parsed = list(self._nlp.pipe(docs, batch_size=_BATCH))
        return [Parsed(doc, row, self._matchers) for doc, row in zip(parsed, rows, strict=True)]

    def check_pattern(self, tokens: str) -> str:
        """Return why a token pattern cannot be looked for with this pipeline; empty if it can."""
        probe = self.parse([("a b", ((0, 1), (2, 3)))])[0]
        try:
            probe.find(tokens)
        except ValueError as error:
            return str(error)
        return ""

    def __reduce__(self) -> tuple[Callable[[str], Pipeline], tuple[str]]:
        """Go to another process by name: each loads its own."""
        return load_pipeline, (self._source,)


def load_pipelines(names: Sequence[str]) -> tuple[Pipeline, ...]:
    """Load pipelines; ModelMissingError with the problems of all."""
    loaded: list[Pipeline] = []
    problems: list[Problem] = []
    for name in names:
        try:
            loaded.append(load_pipeline(name))
        except ModelMissingError as error:
            problems += error.problems
    if problems:
        raise ModelMissingError(problems)
    return tuple(loaded)


def load_pipeline(name: str) -> Pipeline:
    """Load a pipeline from a folder or from an installed package; nothing is ever downloaded.

    ModelMissingError when there is none, it cannot be used here, or it gives no parts of speech.
    """
    folder = find_folder(name)
    _check_version(name, read_meta(name, folder))
    return _open(name, folder, hash_files(folder))


@lru_cache(maxsize=4)
def _open(name: str, folder: Path, digest: str) -> Pipeline:
    """Load the files that have this digest, once in a process."""
    meta = read_meta(name, folder)
    try:
        nlp = _load(folder)
    except _UNLOADABLE as error:
        reason = " ".join(str(error).split())[:200]
        raise refuse(name, f"spaCy cannot load it: {reason}", "install it anew") from None
    _check_parts_of_speech(name, nlp)
    return Pipeline(
        name=f"{meta['lang']}_{meta['name']}",
        language=str(meta["lang"]),
        version=str(meta.get("version", "")),
        digest=digest,
        _source=name,
        _nlp=nlp,
        _matchers=Matchers(nlp.vocab),
    )


def check_pipelines(pipelines: Sequence[Pipeline], languages: Collection[str]) -> None:
    """Refuse a model of a language without lists in the codebook, and two of one language."""
    problems = [*_without_lists(pipelines, languages), *_too_many(pipelines)]
    if problems:
        raise ModelMissingError(problems)


def _without_lists(pipelines: Sequence[Pipeline], languages: Collection[str]) -> Iterator[Problem]:
    listed = ", ".join(f"`{language}`" for language in languages)
    for one in pipelines:
        if not {one.language, ANY_LANGUAGE} & set(languages):
            yield Problem(
                one.name,
                f"is a model of `{one.language}`, and the codebook has lists in {listed} only",
                cure="leave the model out",
            )


def _too_many(pipelines: Sequence[Pipeline]) -> Iterator[Problem]:
    names: dict[str, list[str]] = defaultdict(list)
    for one in pipelines:
        names[one.language].append(one.name)
    for language, same in names.items():
        if len(same) > 1:
            message = f"there are {len(same)} models of `{language}`: {', '.join(same)}"
            yield Problem(same[0], message, cure="choose one")


def _check_version(name: str, meta: dict[str, Any]) -> None:
    from spacy.about import __version__
    from spacy.util import is_compatible_version

    wanted = str(meta.get("spacy_version") or "")
    if wanted and is_compatible_version(__version__, wanted) is False:
        raise refuse(
            name,
            f"was made for spaCy {wanted}, and spaCy {__version__} is installed here",
            "install the version of the model, or of spaCy, that fits the other",
        )


def _check_parts_of_speech(name: str, nlp: Language) -> None:
    gives = any(
        component == "attribute_ruler" or "token.pos" in nlp.get_pipe_meta(component).assigns
        for component in nlp.pipe_names
    )
    if not gives:
        raise refuse(
            name,
            "gives no parts of speech: none of its components"
            f" ({', '.join(nlp.pipe_names) or 'it has none'}) tells them",
            "give a pipeline with a morphologizer, or with a tagger and an attribute ruler",
        )


def _load(folder: Path) -> Language:
    from spacy.util import load_model_from_path

    with _without_warnings():
        return load_model_from_path(folder)


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Keep quiet what spaCy says of versions and settings: here it loads or it is refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
