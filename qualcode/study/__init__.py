"""A study folder: `study.yaml` says where its parts lie and what its authors have decided."""

from qualcode.study.keys import AUTO, FILE, KEYS, LANGUAGE, REPORT_LANGUAGES, TABLES, TRANSLATED
from qualcode.study.parsing import find_study, load_study, parse_study, read_values
from qualcode.study.study import Study
from qualcode.study.telling import (
    languages_of,
    list_unknown_attributes,
    refuse_study,
    tell_unwritten,
)

__all__ = [
    "AUTO",
    "FILE",
    "KEYS",
    "LANGUAGE",
    "REPORT_LANGUAGES",
    "TABLES",
    "TRANSLATED",
    "Study",
    "find_study",
    "languages_of",
    "list_unknown_attributes",
    "load_study",
    "parse_study",
    "read_values",
    "refuse_study",
    "tell_unwritten",
]
