"""The keys of `study.yaml`, and what each of them says."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
    "authors": "who made the study, as its report names them",
    "authors_en": "the same in an English report",
    "authors_ru": "the same in a Russian report",
    "institution": "where the study was made",
    "institution_en": "the same in an English report",
    "institution_ru": "the same in a Russian report",
    "date": "when the report was made, in your words",
    "date_en": "the same in an English report",
    "date_ru": "the same in a Russian report",
    "transcripts": "folders and files to read",
    "codebook": "the codebook",
    "respondents": "the table of respondents",
    "questions": "the table of guide questions, corrected by people",
    "survey": "tables of figures to set beside the interviews",
    "coders": "tables of what people have coded, one for each coder",
    "decisions": "the folder of what people decide about codings (`qualcode review`)",
    "deciding": "coders whose decisions change codings, the first before the second",
    "blind_counts": "yes where decisions made blind change codings too",
    "names": "the list of names to replace or keep (`qualcode pseudonymise`)",
    "reading": "how files are read, as people have confirmed it (`qualcode read --confirm`)",
    "withdrawn": "what is taken out of everything derived",
    "interviewers": "labels of interviewers in the transcripts",
    "language": "auto, ru, en, or another language of the codebook",
    "model": "trained spaCy models, at most one for a language",
    "compare_by": "type, or a further column of the respondents table; two are crossed",
    "strata": "columns inside whose values alone respondents are compared",
    "attributes": "what columns of the respondents table are called in reports",
    "run": "the folder for results",
    "report_language": "en or ru",
    "style": "a file of CSS for the report, read after its own",
    "logo": "a picture for the report's title: png, jpg or svg",
    "title_page": "a template for the report's title",
    "templates": "a folder of templates that change parts of the report",
    "coreq": "what the report says of items of COREQ, by their numbers",
}
TABLES = ("respondents", "questions", "survey", "coders")
TRANSLATED = tuple(f"{key}_{one}" for key in ("title", "note") for one in REPORT_LANGUAGES)
SIGNED = ("authors", "institution", "date")  # what stands under the report's title
PATHS = (
    "transcripts", "codebook", "decisions", "names", *TABLES,
    "style", "logo", "title_page", "templates",
)  # fmt: skip
FOLDERS: Mapping[str, str] = {"templates": "the templates", "decisions": "the logs of decisions"}
YES_NO = ("yes", "no")
LISTS = (
    "transcripts", "survey", "coders", "deciding", "interviewers", "model", "compare_by", "strata",
    "authors", "authors_en", "authors_ru",
)  # fmt: skip
COREQ_ITEMS = 32
