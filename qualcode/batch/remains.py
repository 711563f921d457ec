"""What a study's folder still holds of what is withdrawn: what may go is removed, the rest named.

Sources are not looked at, nor the run that was just made. A line holds what is withdrawn when so
many of its words stand in it in a row, or the name of a withdrawn interview.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from qualcode.errors import Problem, RefusedError
from qualcode.files import Found
from qualcode.guidance import NOTHING_WITHDRAWN, Guidance, Withdrawn, take_out
from qualcode.model.transcript import Transcript
from qualcode.pipeline import read_file
from qualcode.respondents.paths import path_parts
from qualcode.runs.former import check_replaceable
from qualcode.runs.output import put_whole
from qualcode.runs.tables import TURNS

IN_A_ROW = 5  # words: fewer are anybody's
SUGGESTIONS, ANSWERS = "suggestions", ".suggestions.answers"  # as `qualcode suggest` names them
_AGAIN = "`qualcode suggest` makes them again"
_TEXTS = frozenset(".csv .tsv .html .htm .json .jsonl .md .txt .yaml .yml .bib .tex".split())
_ZIPPED = frozenset({".docx", ".xlsx"})
_MOST = 64 * 1024**2  # bytes of a file that is looked into
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^<>]*>")
_PARAGRAPH = re.compile(r"</(?:w:p|row|si)>")
_ESCAPED = re.compile(r"\\+u([0-9a-fA-F]{4})")
_BLANK = re.compile(r"\\+[nrt]")
_QUOTE = re.compile(r'"quote"\s*:\s*"([^"]*)"')


def clear_withdrawn(
    found: Found, guidance: Guidance, run: Path, study: Path
) -> tuple[Problem, ...]:
    """Remove suggestions that hold what is withdrawn, and say in which files it still stands.

    `found`: all transcripts of the study; `run`: what was made of them just now; `study`: its
    folder. What people have written or may want to keep (logs of decisions, tables, pages, former
    runs) is never touched.
    """
    if not guidance.withdrawn:
        return ()
    guidance = guidance.among(found.places)
    withdrawn = guidance.withdrawn
    sought = _Sought(withdrawn, _read_whole(found, guidance), _said_now(run))
    removed = [*_clear_suggestions(study, sought), *_clear_answers(study, sought)]
    sources = {place.resolve() for place in found.places.values()}
    left = {
        path: lines
        for path in _files(study, {run.resolve()})
        if path.resolve() not in sources and (lines := sum(map(sought.is_in, _lines(path))))
    }
    return (*removed, *_tell_left(left, study, withdrawn))


def _read_whole(found: Found, guidance: Guidance) -> Iterator[Transcript]:
    """Yield the transcripts of which something is withdrawn, as their files still hold them."""
    withdrawn = guidance.withdrawn
    everything = replace(guidance, withdrawn=NOTHING_WITHDRAWN)
    for file in found.files:
        own = withdrawn.narrow(file.id)
        if own.interviews or own.passages or own.respondents:
            for one in read_file(file, everything).transcripts:
                if take_out(one, withdrawn, lambda: True) != one:
                    yield one


def _said_now(run: Path) -> Iterator[list[str]]:
    """Yield the words of every turn in the run."""
    import csv

    with (run / TURNS.file).open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            yield _words(row["text"])


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("ё", "е"))


def _rows(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for at in range(len(words) - IN_A_ROW + 1):
        yield tuple(words[at : at + IN_A_ROW])


class _Sought:
    """What is withdrawn, as far as it can be known again."""

    def __init__(
        self, withdrawn: Withdrawn, whole: Iterable[Transcript], now: Iterable[list[str]]
    ) -> None:
        """Take the transcripts of which something is gone, `whole`, and every turn said `now`."""
        self._gone = {
            row
            for one in whole
            for turn in one.turns
            for row in _rows(_words(one.text[turn.start : turn.stop]))
        }
        # where a file was deleted, nothing tells what is gone but what is still there
        self._unknown = bool(withdrawn.unmet)
        left: list[str] = []
        for words in now:
            self._gone.difference_update(_rows(words))
            if self._unknown:
                left.append(" ".join(words))
        self._now = "\n".join(left)
        interviews = {*withdrawn.interviews, *withdrawn.written}
        names = "|".join(
            sorted(re.escape(name) for one in interviews for name in path_parts(one)[-1:])
        )
        self._named = re.compile(rf"(?<![\w.-])(?:{names})(?!\w)", re.IGNORECASE) if names else None

    def is_in(self, line: str) -> bool:
        """Tell whether a line holds words that are withdrawn, or names an interview that is."""
        if self._named and self._named.search(line):
            return True
        return any(row in self._gone for row in _rows(_words(line)))

    def may_be_in(self, answer: str) -> bool:
        """Tell it of an answer, whose words nothing names: of one with a quote nobody says now."""
        if self.is_in(answer):
            return True
        quotes = _QUOTE.findall(answer.replace("\\", ""))
        return self._unknown and any(" ".join(_words(one)) not in self._now for one in quotes)


def _clear_suggestions(study: Path, sought: _Sought) -> Iterator[Problem]:
    """Remove the folder of suggestions as it was written; one that people changed stays."""
    folder = study / SUGGESTIONS
    held = any(sought.is_in(line) for path in _files(folder, ()) for line in _lines(path))
    if not held:
        return
    with suppress(RefusedError, OSError):
        check_replaceable(folder, SUGGESTIONS)
        shutil.rmtree(folder)
        yield Problem(str(folder), "held what is withdrawn, and is removed", cure=_AGAIN)


def _clear_answers(study: Path, sought: _Sought) -> Iterator[Problem]:
    """Remove the kept answers of models that hold it, and leave the others."""
    path = study / ANSWERS
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
    except OSError:
        return
    kept = [line for line in lines if not sought.may_be_in(_unescaped(line))]
    if len(kept) < len(lines):
        put_whole(path, "".join(kept).encode())
        number = len(lines) - len(kept)
        told = f"{number} of {len(lines)} kept answers held what is withdrawn, and are removed"
        yield Problem(str(path), told, cure=_AGAIN)


def _files(folder: Path, without: Collection[Path]) -> Iterator[Path]:
    """Yield the files of a folder that can hold talk; nothing hidden, and no folder `without`."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and (Path(place) / name).resolve() not in without
        )
        for path in (Path(place) / name for name in sorted(names) if not name.startswith(".")):
            if path.suffix.lower() in _TEXTS | _ZIPPED and path.name != "study.yaml":
                yield path


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file as people read them; none of one that cannot be read."""
    suffix = path.suffix.lower()
    with suppress(OSError):
        if path.stat().st_size > _MOST:
            return
        if suffix in _ZIPPED:
            yield from _zipped(path)
            return
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            plain = _TAG.sub(" ", line) if suffix in (".html", ".htm") else line
            yield _decided(plain) if suffix == ".jsonl" else _unescaped(plain)


def _zipped(path: Path) -> Iterator[str]:
    from zipfile import BadZipFile, ZipFile

    damaged = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
    with suppress(*damaged), ZipFile(path) as archive:
        for info in archive.infolist():
            if info.filename.endswith(".xml") and info.file_size <= _MOST:
                text = archive.read(info).decode(errors="replace")
                yield from (_TAG.sub("", part) for part in _PARAGRAPH.split(text))


def _decided(line: str) -> str:
    """Put the words of a decision behind each other as they stood in the talk."""
    with suppress(ValueError, AttributeError):
        said = json.loads(line)
        around = "".join(str(said.get(name, "")) for name in ("before", "quote", "after"))
        return f"{said.get('transcript', '')} {around} {said.get('text', '')}"
    return _unescaped(line)


def _unescaped(line: str) -> str:
    r"""Write \u0434 as the letter it is, however often it was escaped."""
    if "\\" not in line:
        return line
    return _BLANK.sub(" ", _ESCAPED.sub(lambda found: chr(int(found[1], 16)), line))


def _tell_left(left: dict[Path, int], study: Path, withdrawn: Withdrawn) -> Iterator[Problem]:
    if not left:
        return
    told = [  # all of them: whoever erases needs the whole list
        f"{path.relative_to(study).as_posix()} ({n})"
        for path, n in sorted(left.items(), key=lambda one: -one[1])
    ]
    message = f"what is withdrawn still stands in lines of {', '.join(told)}"
    cure = "delete or make again what you can; logs of decisions stay as people wrote them"
    yield Problem(withdrawn.file or str(study), message, cure=cure)
