"""`study.yaml` → what it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qualcode.errors import StudyError
from qualcode.guidance import read_withdrawn
from qualcode.model.codebook import ANY_LANGUAGE, Text
from qualcode.study.checks import check_keys, exists
from qualcode.study.keys import AUTO, FILE, REPORT_LANGUAGES, SIGNED, TRANSLATED
from qualcode.study.study import Study
from qualcode.yaml_tree.nodes import Mapping as Keys
from qualcode.yaml_tree.nodes import Node, Scalar, entries_of, scalars_of, text_of
from qualcode.yaml_tree.problems import Problems
from qualcode.yaml_tree.source import read_source, split_lines
from qualcode.yaml_tree.syntax import compose_source


def find_study(folder: Path, needs_codebook: bool = True) -> Study | None:
    """Load the study in `folder`; None when the folder has no `study.yaml`.

    `needs_codebook`: as in `load_study`.
    """
    path = folder / FILE
    return load_study(path, needs_codebook) if path.is_file() else None


def load_study(path: Path, needs_codebook: bool = True) -> Study:
    """Load `study.yaml`; StudyError with everything that is wrong in it.

    Without `needs_codebook`, one that is not there or not named is no fault: the study has none.
    """
    text = read_source(path, StudyError)
    return parse_study(text, path.parent, str(path), needs_codebook)


def parse_study(text: str, folder: Path, file: str, needs_codebook: bool = True) -> Study:
    """Parse the text of a `study.yaml` that lies in `folder`."""
    lines = split_lines(text)
    problems = Problems(file, lines)
    root = compose_source(lines, problems)
    if isinstance(root, Keys):
        check_keys(root, folder, problems, needs_codebook)
    elif not problems:
        problems.add_at(1, 0, "holds no keys", "the first line could be `title: …`")
    if problems or not isinstance(root, Keys):
        raise StudyError(problems.told(root))
    return _build(root, folder, text, file)


def read_values(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the texts under each key of a `study.yaml` whose parts lie elsewhere, unchecked."""
    lines = split_lines(read_source(path, StudyError))
    root = compose_source(lines, Problems(str(path), lines))
    entries = root.entries if isinstance(root, Keys) else ()
    return {key.value: tuple(one.value for one in scalars_of(value)) for key, value in entries}


def _texts(root: Keys, key: str) -> tuple[str, ...]:
    node: Node | None = root.get(key)
    return tuple(scalar.value for scalar in scalars_of(node))


def _build(root: Keys, folder: Path, source: str, file: str) -> Study:
    def text(key: str, default: str = "") -> str:
        return next(iter(_texts(root, key)), default)

    def path(key: str) -> Path | None:
        return folder / text(key) if text(key) else None

    codebook = folder / text("codebook")
    return Study(
        folder=folder,
        source=source.encode(),
        transcripts=tuple(folder / path for path in _texts(root, "transcripts")),
        codebook=codebook if text("codebook") and exists(codebook) else None,
        title=text("title"),
        note=text("note"),
        translated=tuple((key, text(key)) for key in TRANSLATED if text(key)),
        respondents=path("respondents"),
        questions=path("questions"),
        coders=tuple(folder / path for path in _texts(root, "coders")),
        surveys=tuple(folder / path for path in _texts(root, "survey")),
        decisions=path("decisions"),
        deciding=_texts(root, "deciding"),
        blind_counts=text("blind_counts") == "yes",
        names=path("names"),
        reading=path("reading"),
        interviewers=_texts(root, "interviewers"),
        withdrawn=read_withdrawn(root.get("withdrawn"), file),
        language=text("language", AUTO),
        models=tuple(place_model(folder, name) for name in _texts(root, "model")),
        compare_by=", ".join(_texts(root, "compare_by")) or "type",
        strata=_split(_texts(root, "strata")),
        run=folder / text("run", "run"),
        report_language=text("report_language", "en"),
        signed=tuple(_signed(root)),
        style=path("style"),
        logo=path("logo"),
        title_page=path("title_page"),
        templates=path("templates"),
        coreq=tuple((int(item), said) for item, said in _said(root.get("coreq"))),
        attributes=tuple(_said(root.get("attributes"))),
    )


def _split(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return names written as a list, or in one text with commas."""
    parts = (part.strip() for text in texts for part in text.split(","))
    return tuple(part for part in parts if part)


def _signed(root: Keys) -> Iterator[tuple[str, str]]:
    for key in SIGNED:
        for name in (key, *(f"{key}_{language}" for language in REPORT_LANGUAGES)):
            if texts := _texts(root, name):
                yield name, ", ".join(texts)


def _said(node: Node | None) -> Iterator[tuple[str, Text]]:
    """Yield what is said under each key, as one text or one for each language."""
    for key, value in entries_of(node):
        if isinstance(value, Scalar):
            yield key.value, Text(((ANY_LANGUAGE, value.value),))
        else:
            said = ((language.value, text_of(one)) for language, one in entries_of(value))
            yield key.value, Text(tuple(said))


def place_model(folder: Path, name: str) -> str:
    """Return a model's folder as seen from here, or the name of a package as it is."""
    return str(folder / name) if exists(folder / name) else name
