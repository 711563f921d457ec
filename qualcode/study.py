"""A study folder: `study.yaml` says where its parts lie and what its authors have decided."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import Problem, StudyError
from qualcode.guidance import NOTHING_WITHDRAWN, Withdrawn, check_withdrawn, read_withdrawn
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
    "title_en": "the same in an English report",
    "title_ru": "the same in a Russian report",
    "note": "a sentence that every reader of the report must know",
    "note_en": "the same in an English report",
    "note_ru": "the same in a Russian report",
    "transcripts": "folders and files to read",
    "codebook": "the codebook",
    "respondents": "the table of respondents",
    "questions": "the table of guide questions, corrected by people",
    "survey": "tables of figures to set beside the interviews",
    "names": "the list of names to replace or keep (`qualcode pseudonymise`)",
    "reading": "how files are read, as people have confirmed it (`qualcode read --confirm`)",
    "withdrawn": "what is taken out of everything derived",
    "interviewers": "labels of interviewers in the transcripts",
    "language": "auto, ru, en, or another language of the codebook",
    "model": "trained spaCy models, at most one for a language",
    "compare_by": "type, or a further column of the respondents table",
    "run": "the folder for results",
    "report_language": "en or ru",
}
TABLES = ("respondents", "questions", "survey")
TRANSLATED = tuple(f"{key}_{one}" for key in ("title", "note") for one in REPORT_LANGUAGES)
_PATHS = ("transcripts", "codebook", "names", *TABLES)
_LISTS = ("transcripts", "survey", "interviewers", "model")


@dataclass(frozen=True, slots=True)
class Study:
    """What `study.yaml` says, paths taken from its folder."""

    folder: Path
    source: bytes
    transcripts: tuple[Path, ...]
    codebook: Path | None  # None only where it is not written yet, and none is needed
    title: str = ""
    note: str = ""
    translated: tuple[tuple[str, str], ...] = ()  # (`title_ru`, text), in the order of TRANSLATED
    respondents: Path | None = None
    questions: Path | None = None
    surveys: tuple[Path, ...] = ()
    names: Path | None = None  # the list for pseudonyms
    withdrawn: Withdrawn = NOTHING_WITHDRAWN
    reading: Path | None = None  # where it says that `reading.yaml` lies
    interviewers: tuple[str, ...] = ()
    language: str = AUTO
    models: tuple[str, ...] = ()  # names of packages, or folders
    compare_by: str = "type"
    run: Path = Path("run")
    report_language: str = "en"

    @property
    def carried(self) -> bytes:
        """The text that a run carries: without what it says of anything withdrawn."""
        if not self.withdrawn:
            return self.source
        lines = split_lines(self.source.decode())
        root = compose_source(lines, Problems(self.withdrawn.file, lines))
        entries = root.entries if isinstance(root, Keys) else ()
        starts = [key.line for key, _ in entries] + [len(lines) + 1]
        at = [key.value for key, _ in entries].index("withdrawn")
        left = [*lines[: starts[at] - 1], *lines[starts[at + 1] - 1 :]]
        return "\n".join(left).encode()


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
        _check(root, folder, problems, needs_codebook)
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


def _check(root: Keys, folder: Path, problems: Problems, needs_codebook: bool) -> None:
    lenient = () if needs_codebook else ("codebook",)
    mistyped: set[str] = set()
    for key, value in root.entries:
        if key.value not in KEYS:
            near = did_you_mean(key.value, KEYS)
            mistyped.add(nearest(key.value, KEYS))
            known = "the keys are " + ", ".join(KEYS)
            problems.add(key, f"`{key.value}` is no key here", near or known)
        elif key.value == "withdrawn":
            check_withdrawn(value, problems)
        else:
            _check_shape(key.value, value, problems)
    for key_name in ("transcripts", "codebook"):
        if (
            key_name not in (*mistyped, *lenient)
            and not _texts(root, key_name)
            and not isinstance(root.get(key_name), Keys)
        ):
            problems.add(root, f"`{key_name}` is missing", f"name {KEYS[key_name]}")
    for key_name in _PATHS:
        for node in scalars_of(root.get(key_name)):
            if key_name not in lenient and not _exists(folder / node.value):
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


def tell_unwritten(study: Study) -> Problem:
    """Say that the study has no codebook yet, and that the work goes on."""
    named = read_values(study.folder / FILE).get("codebook", ())
    why = f"`{named[0]}` does not exist" if named else "`codebook` is missing"
    message = f"no codebook yet: {why}; going on without it"
    return Problem(str(study.folder / FILE), message)


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


def _build(root: Keys, folder: Path, source: str, file: str) -> Study:
    def text(key: str, default: str = "") -> str:
        return next(iter(_texts(root, key)), default)

    codebook = folder / text("codebook")
    respondents, questions = text("respondents"), text("questions")
    return Study(
        folder=folder,
        source=source.encode(),
        transcripts=tuple(folder / path for path in _texts(root, "transcripts")),
        codebook=codebook if text("codebook") and _exists(codebook) else None,
        title=text("title"),
        note=text("note"),
        translated=tuple((key, text(key)) for key in TRANSLATED if text(key)),
        respondents=folder / respondents if respondents else None,
        questions=folder / questions if questions else None,
        surveys=tuple(folder / path for path in _texts(root, "survey")),
        names=folder / text("names") if text("names") else None,
        reading=folder / text("reading") if text("reading") else None,
        interviewers=_texts(root, "interviewers"),
        withdrawn=read_withdrawn(root.get("withdrawn"), file),
        language=text("language", AUTO),
        models=tuple(_model(folder, name) for name in _texts(root, "model")),
        compare_by=text("compare_by", "type"),
        run=folder / text("run", "run"),
        report_language=text("report_language", "en"),
    )


def _model(folder: Path, name: str) -> str:
    """Return a model's folder as seen from here, or the name of a package as it is."""
    return str(folder / name) if _exists(folder / name) else name
