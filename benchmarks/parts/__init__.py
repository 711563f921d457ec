"""The parts of a benchmark: each yields what it has measured on the material."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.material import Material
from benchmarks.parts.alarms import measure_alarms
from benchmarks.parts.anchoring import measure_anchoring
from benchmarks.parts.appending import measure_appending
from benchmarks.parts.encodings import measure_encodings
from benchmarks.parts.files import measure_files
from benchmarks.parts.fuzzy import measure_fuzzy
from benchmarks.parts.keys import measure_keys
from benchmarks.parts.limits import measure_limits
from benchmarks.parts.meetings import measure_meetings
from benchmarks.parts.people import measure_people
from benchmarks.parts.reading import measure_reading
from benchmarks.parts.reports import measure_report
from benchmarks.parts.rivals import measure_quanteda, measure_spacy
from benchmarks.parts.words import measure_corpus, measure_readings, measure_words
from benchmarks.report import Line
from benchmarks.startup import measure_startup

PARTS: dict[str, Callable[[Material], Iterator[Line]]] = {
    "corpus": measure_corpus,
    "words": measure_words,
    "spacy": measure_spacy,
    "quanteda": measure_quanteda,
    "files": measure_files,
    "fuzzy": measure_fuzzy,
    "readings": measure_readings,
}
ONCE: dict[str, Callable[[], Iterator[Line]]] = {
    "reading": measure_reading,
    "startup": measure_startup,
    "encodings": measure_encodings,
    "report": measure_report,
    "people": measure_people,
    "keys": measure_keys,
    "alarms": measure_alarms,
    "limits": measure_limits,
    "meetings": measure_meetings,
    "anchoring": measure_anchoring,
    "appending": measure_appending,
}  # in no language
