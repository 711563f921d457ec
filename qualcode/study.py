"""A study folder: `study.yaml` says where its parts lie and what its authors have decided."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import StudyError
from qualcode.language import KNOWN_LANGUAGES
from qualcode.model.codebook import ANY_LANGUAGE, Codebook
from qualcode.yaml_tree.nodes import Mapping as Keys
from qualcode.yaml_tree.nodes import Node, Scalar, Sequence, scalars_of
from qualcode.yaml_tree.problems import Problems, did_you_mean, nearest
from qualcode.yaml_tree.source import read_source, split_lines
from qualcode.yaml_tree.syntax import compose_source

FILE = "study.yaml"
AUTO = "auto"  # each turn's language is told by its words
LANGUAGE = re.compile(r"auto|[a-z]{2}")
REPORT_LANGUAGES = ("en", "ru")

# What each key says; `qualcode init` writes them with these words.
KEYS: Mapping[str, str] = {
    "title": "what the report is called",
    "note": "a sentence that every reader of the report must know",
    "transcripts": "folders and files to read",
    "codebook": "the codebook",
    "respondents": "the table of respondents",
    "questions": "the table of guide questions, corrected by people",
    "survey": "tables of figures to set beside the interviews",
    "interviewers": "labels of interviewers in the transcripts",
    "language": "auto, ru, en, or another language of the codebook",
    "model": "trained spaCy models, at most one for a language",
    "compare_by": "type, or a further column of the respondents table",
    "run": "the folder for results",
    "report_language": "en or ru",
}
TABLES = ("respondents", "questions", "survey")
_PATHS = ("transcripts", "codebook", *TABLES)
_LISTS = ("transcripts", "survey", "interviewers", "model")


@dataclass(frozen=True, slots=True)
class Study:
    """What `study.yaml` says, paths taken from its folder."""

    folder: Path
    source: bytes
    transcripts: tuple[Path, ...]
    codebook: Path
    title: str = ""
    note: str = ""
    respondents: Path | None = None
    questions: Path | None = None
    surveys: tuple[Path, ...] = ()
    interviewers: tuple[str, ...] = ()
    language: str = AUTO
    models: tuple[str, ...] = ()  # names of packages, or folders
    compare_by: str = "type"
    run: Path = Path("run")
    report_language: str = "en"


def find_study(folder: Path) -> Study | None:
    """Load the study in `folder`; None when the folder has no `study.yaml`."""
    path = folder / FILE
    return load_study(path) if path.is_file() else None


def load_study(path: Path) -> Study:
    """Load `study.yaml`; StudyError with everything that is wrong in it."""
    text = read_source(path, StudyError)
    return parse_study(text, path.parent, str(path))


def parse_study(text: str, folder: Path, file: str) -> Study:
    """Parse the text of a `study.yaml` that lies in `folder`."""
    lines = split_lines(text)
    problems = Problems(file, lines)
    root = compose_source(lines, problems)
    if isinstance(root, Keys):
        _check(root, folder, problems)
    elif not problems:
        problems.add_at(1, 0, "holds no keys", "the first line could be `title: …`")
    if problems or not isinstance(root, Keys):
        raise StudyError(problems.told(root))
    return _build(root, folder, text)


def read_values(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the texts under each key of a `study.yaml` whose parts lie elsewhere, unchecked."""
    lines = split_lines(read_source(path, StudyError))
    root = compose_source(lines, Problems(str(path), lines))
    entries = root.entries if isinstance(root, Keys) else ()
    return {key.value: tuple(one.value for one in scalars_of(value)) for key, value in entries}


def _check(root: Keys, folder: Path, problems: Problems) -> None:
    mistyped: set[str] = set()
    for key, value in root.entries:
        if key.value not in KEYS:
            near = did_you_mean(key.value, KEYS)
            mistyped.add(nearest(key.value, KEYS))
            known = "the keys are " + ", ".join(KEYS)
            problems.add(key, f"`{key.value}` is no key here", near or known)
        else:
            _check_shape(key.value, value, problems)
    for key_name in ("transcripts", "codebook"):
        if (
            key_name not in mistyped
            and not _texts(root, key_name)
            and not isinstance(root.get(key_name), Keys)
        ):
            problems.add(root, f"`{key_name}` is missing", f"name {KEYS[key_name]}")
    for key_name in _PATHS:
        for node in scalars_of(root.get(key_name)):
            if not _exists(folder / node.value):
                problems.add(node, f"`{node.value}` does not exist", "check the path")
    _check_language(root, problems)
    _check_choice(root, "report_language", REPORT_LANGUAGES, problems)


def refuse_study(
    study: Study, key: str, message: str, cure: str = "", text: str = ""
) -> StudyError:
    """Make the error that refuses what `study.yaml` says under `key`, with its place.

    `text` picks one of several that stand there; the first if none of them is it.
    """
    lines = split_lines(study.source.decode())
    problems = Problems(str(study.folder / FILE), lines)
    root = compose_source(lines, problems)
    written = scalars_of(root.get(key)) if isinstance(root, Keys) else ()
    meant = (one for one in written if text in (one.value, _model(study.folder, one.value)))
    node = next(meant, written[0] if written else root)
    if node is not None:
        problems.add(node, message, cure)
    return StudyError(problems.told(root))


def languages_of(codebook: Codebook) -> tuple[str, ...]:
    """Return what can be said of the language of all talk, when it is coded by `codebook`."""
    written = (one for one in codebook.languages if one != ANY_LANGUAGE)
    return tuple(dict.fromkeys((AUTO, *KNOWN_LANGUAGES, *written)))


def _check_language(root: Keys, problems: Problems) -> None:
    """Note what is no language; whether the codebook has lists in it is seen with the codebook."""
    node = root.get("language")
    if isinstance(node, Scalar) and not LANGUAGE.fullmatch(node.value):
        problems.add(node, f"`{node.value}` is no language", f"write {KEYS['language']}")


def _check_shape(key: str, node: Node, problems: Problems) -> None:
    """Note a list or mapping where one text is meant: all but its beginning would be lost."""
    if isinstance(node, Keys):
        problems.add(node, f"`{key}` cannot have keys below it", f"write {KEYS[key]}")
    elif isinstance(node, Sequence) and key not in _LISTS:
        problems.add(node, f"`{key}` cannot be a list", f"write {KEYS[key]}")
    elif isinstance(node, Sequence) and len(scalars_of(node)) < len(node.items):
        problems.add(node, f"`{key}` holds something that is no text", "write a list of texts")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long, a folder that is closed
        return False


def _check_choice(root: Keys, key: str, choices: tuple[str, ...], problems: Problems) -> None:
    node = root.get(key)
    if isinstance(node, Scalar) and node.value not in choices:
        problems.add(node, f"`{node.value}` is none of {', '.join(choices)}", "choose one of them")


def _texts(root: Keys, key: str) -> tuple[str, ...]:
    node: Node | None = root.get(key)
    return tuple(scalar.value for scalar in scalars_of(node))


def _build(root: Keys, folder: Path, source: str) -> Study:
    def text(key: str, default: str = "") -> str:
        return next(iter(_texts(root, key)), default)

    respondents, questions = text("respondents"), text("questions")
    return Study(
        folder=folder,
        source=source.encode(),
        transcripts=tuple(folder / path for path in _texts(root, "transcripts")),
        codebook=folder / text("codebook"),
        title=text("title"),
        note=text("note"),
        respondents=folder / respondents if respondents else None,
        questions=folder / questions if questions else None,
        surveys=tuple(folder / path for path in _texts(root, "survey")),
        interviewers=_texts(root, "interviewers"),
        language=text("language", AUTO),
        models=tuple(_model(folder, name) for name in _texts(root, "model")),
        compare_by=text("compare_by", "type"),
        run=folder / text("run", "run"),
        report_language=text("report_language", "en"),
    )


def _model(folder: Path, name: str) -> str:
    """Return a model's folder as seen from here, or the name of a package as it is."""
    return str(folder / name) if _exists(folder / name) else name
