"""What is said of a study that was read: what is refused in it, what it lacks, what it may say."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.errors import Problem, StudyError
from qualcode.language import KNOWN_LANGUAGES
from qualcode.model.codebook import ANY_LANGUAGE, Codebook
from qualcode.study.keys import AUTO, FILE
from qualcode.study.parsing import place_model, read_values
from qualcode.study.study import Study
from qualcode.yaml_tree.nodes import Mapping as Keys
from qualcode.yaml_tree.nodes import entries_of, scalars_of
from qualcode.yaml_tree.problems import Problems, did_you_mean
from qualcode.yaml_tree.source import split_lines
from qualcode.yaml_tree.syntax import compose_source


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
    meant = (one for one in written if text in (one.value, place_model(study.folder, one.value)))
    node = next(meant, written[0] if written else root)
    if node is not None:
        problems.add(node, message, cure)
    return StudyError(problems.told(root))


def list_unknown_attributes(study: Study, columns: Sequence[str]) -> tuple[Problem, ...]:
    """List what `attributes` names that is no column of the study's table of respondents."""
    lines = split_lines(study.source.decode())
    problems = Problems(str(study.folder / FILE), lines)
    root = compose_source(lines, problems)
    for key, _ in entries_of(root.get("attributes") if isinstance(root, Keys) else None):
        if key.value not in columns:
            known = f"there are {', '.join(columns)}" if columns else "it has no further columns"
            message = f"the table of respondents has no column `{key.value}`"
            problems.add(key, message, did_you_mean(key.value, columns) or known)
    return problems.told(root) if problems else ()


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
