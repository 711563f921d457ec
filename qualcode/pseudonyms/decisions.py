"""What people have decided about the sources → the same about the new files."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from qualcode.decisions import Logs, append, count_alike, name_log
from qualcode.decisions.as_read import find_lacking
from qualcode.decisions.codebooks import FOLDER as CODEBOOKS
from qualcode.decisions.deciding import gather_logs
from qualcode.decisions.placing import Ground, Standing
from qualcode.guidance import NOTHING_WITHDRAWN, Withdrawn, is_cut
from qualcode.model.codebook import Codebook
from qualcode.model.decision import CONTEXT, DRAFT, Decision
from qualcode.model.transcript import Transcript
from qualcode.pseudonyms.cells import Cells
from qualcode.pseudonyms.corpus import Pseudonymised
from qualcode.pseudonyms.edits import Replaced
from qualcode.pseudonyms.key import guarded
from qualcode.pseudonyms.moved import Moved
from qualcode.pseudonyms.review import SUFFIX, review_paths

MEMOS = ".memos.csv"
_MEMO_COLUMNS = ("coder", "action", "transcript", "code", "before", "after")
_SURE = ("exact", "moved")  # of a text that was cut, no other memo may be told
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Memo:
    """Words of a coder, as they were and as they are given away: for a person to look at."""

    decision: Decision  # the new one
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Carried:
    """The decisions that stand, on the new files."""

    decisions: tuple[Decision, ...] = ()  # of each coder in the order of the log
    left_out: int = 0  # whose place is not known, here or in the source
    memos: tuple[Memo, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)  # of the study, by coder: of each log
    books: tuple[Path, ...] = ()  # what is kept of the codebooks that coders were shown


NOTHING_CARRIED = Carried()


def carry_decisions(
    logs: Logs,
    codebook: Codebook,
    whole: Pseudonymised,
    files: Mapping[str, str],
    read: Mapping[str, Transcript],
    withdrawn: Withdrawn = NOTHING_WITHDRAWN,
) -> Carried:
    """Carry over what counts in the logs, as `qualcode tag` counts it.

    `files`: the new ones by the ids of the sources; `read`: the new transcripts, likewise, where
    they have the turns of their sources. What was taken back or decided again later stays behind,
    and so does what has no place, in the source or in the new text, and what was read where a code
    that was given has none: else it would say that the code is not there. Of what is withdrawn
    nothing is carried or counted.
    """
    gathered = gather_logs(logs)
    decided = gathered.by_transcript
    carrying = _Carrying(whole, files)
    carrying.rename_drafts(logs.decisions, codebook.meanings)
    for one in decided.get("", ()):
        carrying.add(one)
    for old in whole.transcripts:
        id = old.transcript.id
        standing = Ground(old.transcript, (), codebook).place_all(decided.get(id, ()))
        carrying.move(standing, old, read.get(id))
    for id in decided.keys() - {"", *files}:
        carrying.left_out += 0 if withdrawn.may_hold(id) else len(decided[id])
    order = {(one.coder, one.id): number for number, one in enumerate(logs.decisions)}
    kept = sorted(carrying.decisions, key=lambda one: order[one.coder, one.id])
    titles = {log.coder: carrying.clean(log.study) for log in logs.logs}
    folder = logs.logs[0].file.parent if logs.logs else Path()
    books = tuple(folder / CODEBOOKS / f"{sha256}.json" for sha256 in gathered.books)
    return Carried(tuple(kept), carrying.left_out, tuple(carrying.memos), titles, books)


class _Carrying:
    """The decisions of all transcripts while they are carried over."""

    def __init__(self, whole: Pseudonymised, files: Mapping[str, str]) -> None:
        self.decisions: list[Decision] = []
        self.memos: list[Memo] = []
        self.left_out = 0
        self._files = files
        self._cells = Cells(whole)
        self._drafts: dict[str, str] = {}  # ids that are made of names, and what they are now
        longest = sorted(files, key=len, reverse=True)
        self._ids = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")

    def rename_drafts(self, decisions: Iterable[Decision], known: Container[str]) -> None:
        """Give drafts whose names change a number: their ids are these names in Latin letters.

        So are those of which no name is left. What the codebook knows has its id from there.
        """
        names: dict[str, set[str]] = defaultdict(set)
        for one in decisions:
            for id in (one.code, one.to):
                if id.startswith(DRAFT) and id not in known:
                    names[id].update({one.name} if one.action == "draft" else ())
        free = (id for id in map(f"{DRAFT}code_{{}}".format, count(1)) if id not in names)
        for id, said in names.items():
            if not said or any(self.clean(name) != name for name in said):
                self._drafts[id] = next(free)

    def move(self, standing: Iterable[Standing], old: Replaced, new: Transcript | None) -> None:
        """Carry over the decisions on one transcript; none where its turns are read otherwise."""
        moved = Moved(old, new) if new else None
        told = []
        for one in standing:
            tellable = _tellable(is_cut(old.transcript), one)
            placed = self._place(tellable, new, moved) if tellable and new and moved else None
            told.append((one.decision, placed))
        lacking = _find_lacking(told)
        for decision, placed in told:
            if placed is None or decision.id in lacking:
                self.left_out += 1
            else:
                self.add(placed, old)

    def _place(self, one: Standing, new: Transcript, moved: Moved) -> Decision | None:
        """Return a decision at its place in the new text; None where that is not known."""
        file = self._files[one.decision.transcript]
        decision = replace(one.decision, transcript=file, text_sha256=new.source.text_sha256)
        if not one.stop:
            return replace(decision, start=0, stop=0, quote="", before="", after="", alike=0)
        span = moved.find((one.start, one.stop))
        borders = moved.find((one.to_start, one.to_stop)) if one.to_stop else (0, 0)
        if span is None or borders is None:
            return None
        start, stop = span
        decision = replace(
            decision,
            start=start,
            stop=stop,
            quote=new.text[start:stop],
            before=new.text[max(0, start - CONTEXT) : start],
            after=new.text[stop : stop + CONTEXT],
            to_start=borders[0],
            to_stop=borders[1],
        )
        return replace(decision, alike=count_alike(decision, new.text))

    def add(self, decision: Decision, old: Replaced | None = None) -> None:
        """Add a decision, with what the coder has written passed through the replacements."""
        new = replace(
            decision,
            code=self._drafts.get(decision.code, decision.code),
            to=self._drafts.get(decision.to, decision.to),
            text=self.clean(decision.text, old),
            name=self.clean(decision.name, old),
            supersedes="",  # what counts no more has stayed behind
        )
        self.decisions.append(new)
        if new.text or new.name:
            self.memos.append(Memo(new, _said(decision), _said(new)))

    def clean(self, text: str, old: Replaced | None = None) -> str:
        """Return what somebody has written, of a transcript or the study, with nobody named."""
        if self._files:
            text = self._ids.sub(lambda found: self._files[found.group()], text)
        language = old.language if old else ("ru" if _CYRILLIC.search(text) else "en")
        return self._cells.clean(text, language, (old.transcript.id,) if old else ())


def _find_lacking(told: Iterable[tuple[Decision, Decision | None]]) -> frozenset[str]:
    """Return what was read where a code that its coder gave there stays behind.

    What was decided blind stands apart, as where agreement is measured.
    """
    own: dict[tuple[str, bool], list[tuple[Decision, bool]]] = defaultdict(list)
    for one, placed in told:
        own[one.coder, one.blind].append((one, placed is not None))
    return frozenset(id for some in own.values() for id in find_lacking(some))


def _tellable(cut: bool, one: Standing) -> Standing | None:
    """Leave out what has no place, and of a transcript that was cut memos that may repeat it."""
    if not one.placed or not cut or one.how in _SURE:
        return one if one.placed else None
    silent = replace(one.decision, text="")
    return None if silent.action == "note" else replace(one, decision=silent)


def _said(decision: Decision) -> str:
    return ": ".join(filter(None, (decision.name, decision.text)))


def write_logs(folder: Path, carried: Carried) -> None:
    """Write the logs of a new folder, one for each coder, and which codes could be given."""
    own: dict[str, list[Decision]] = defaultdict(list)
    for one in carried.decisions:
        own[one.coder].append(one)
    for coder, decisions in own.items():
        append(name_log(folder, coder), decisions, carried.titles.get(coder, ""))
    for book in carried.books if own else ():
        copy = folder / CODEBOOKS / book.name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(book.read_bytes())


def memos_path(key: Path) -> Path:
    """Return where the list of memos lies: beside the key, under its name."""
    table, _ = review_paths(key)
    return table.with_name(table.name.removesuffix(f"{SUFFIX}.csv") + MEMOS)


def render_memos(memos: Iterable[Memo]) -> bytes:
    """Render what coders have written as a table, as it was and as it is given away."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_MEMO_COLUMNS)
    for one in memos:
        new = one.decision
        row = (new.coder, new.action, new.transcript, new.code, one.before, one.after)
        writer.writerow([guarded(cell) for cell in row])
    return ("\ufeff" + out.getvalue()).encode()
