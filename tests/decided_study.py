"""A study whose people decide: the small one, and a talk of several segments."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from itertools import count
from pathlib import Path

from small_study import TABLE, write, write_study

from qualcode.codebook import load_codebook
from qualcode.decisions.deciding import Decided, gather_decisions
from qualcode.files import find_transcripts
from qualcode.guidance import Guidance
from qualcode.model.codebook import Codebook
from qualcode.model.decision import Decision
from qualcode.model.transcript import Transcript
from qualcode.pipeline import Coded, code_transcript, read_corpus
from qualcode.respondents import Table, load_respondents
from qualcode.tagging import Tagger

FILLER = "И так каждый день одно и то же, от утра и до вечера, потому что людей мало."
LONG = f"""\
Интервьюер: Расскажите о себе.
Респондент: Всюду экономия. {" ".join([FILLER] * 3)} Люди ждут. {" ".join([FILLER] * 3)} \
Про заботу говорят много. {" ".join([FILLER] * 3)} Экономия нам не нужна.
Интервьюер: Спасибо.
Респондент: Нет экономии вовсе.
"""
_numbers = count()


def write_decided_study(folder: Path) -> Path:
    """Write the small study with the longer talk beside its two."""
    write_study(folder)
    write(folder / "transcripts" / "ru02.txt", LONG)
    write(folder / "respondents.csv", TABLE + "ru02.txt,Респондент,R3,public_provider,Юг\n")
    return folder


class Study:
    """The study read once, and coded again with any decisions."""

    def __init__(self, folder: Path) -> None:
        self.codebook: Codebook = load_codebook(folder / "codebook.yaml")
        self.table: Table = load_respondents(folder / "respondents.csv")
        found = find_transcripts([folder / "transcripts"])
        corpus = read_corpus(found, Guidance(self.table))
        self.transcripts: dict[str, Transcript] = {one.id: one for one in corpus.transcripts}
        self._tagger = Tagger(self.codebook)

    def code(self, id: str, decisions: Iterable[Decision] = (), **how: object) -> Coded:
        """Code one transcript; `how` as in `gather_decisions`."""
        decided: Decided = gather_decisions(decisions, **how)  # type: ignore[arg-type]
        return code_transcript(self.transcripts[id], self._tagger, self.table, decided=decided)

    def say(
        self, action: str, code: str, words: str, id: str = "ru01.txt", **more: object
    ) -> Decision:
        """Make a decision about the first place of some words."""
        text = self.transcripts[id].text
        start = text.index(words)
        return decision(text, id, action, code, start, start + len(words), **more)

    def of_segment(
        self, action: str, code: str, number: int, id: str = "ru01.txt", **more: object
    ) -> Decision:
        """Make a decision about one segment."""
        segment = next(one for one in self.code(id).segments if one.number == number)
        text = self.transcripts[id].text
        return decision(text, id, action, code, segment.start, segment.stop, **more)


def decision(
    talk: str, transcript: str, action: str, code: str, start: int, stop: int, /, **more: object
) -> Decision:
    """Make a decision about a stretch of a text."""
    told: dict[str, object] = {
        "id": f"d{next(_numbers)}",
        "time": "2026-03-01T10:00:00Z",
        "coder": "ANNA",
        "action": action,
        "transcript": transcript,
        "text_sha256": hashlib.sha256(talk.encode()).hexdigest(),
        "start": start,
        "stop": stop,
        "quote": talk[start:stop],
        "before": talk[max(start - 60, 0) : start],
        "after": talk[stop : stop + 60],
        "code": code,
        "codebook": "0" * 64,
    }
    return Decision(**(told | more))  # type: ignore[arg-type]


def write_logs(folder: Path, decisions: Iterable[Decision]) -> Path:
    """Write a log for each coder into `folder`."""
    logs: dict[str, list[str]] = {}
    for one in decisions:
        kept = {name: value for name, value in asdict(one).items() if value not in ("", 0, False)}
        logs.setdefault(one.coder, []).append(json.dumps(kept, ensure_ascii=False))
    for coder, lines in logs.items():
        head = {"qualcode": "decisions", "format": 1, "coder": coder, "study": "Small study"}
        whole = [json.dumps(head, ensure_ascii=False), *lines]
        write(folder / f"{coder}.jsonl", "\n".join(whole) + "\n")
    return folder
