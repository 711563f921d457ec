"""A language model behind an OpenAI-compatible server, asked of each passage for its codes."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import Problem, QualcodeError
from qualcode.learning.extras.answers import Answers, key_of
from qualcode.learning.extras.asking import Answer, make_question, parse_answer
from qualcode.learning.extras.connection import Address, UnansweredError, parse_address
from qualcode.learning.extras.extra import Opinion, Passage, Progress, no_progress
from qualcode.learning.extras.key import VARIABLE, read_key
from qualcode.learning.suggestion import Reason
from qualcode.model.codebook import Code

SECONDS = 60.0  # for one answer
TRIES = 3  # of one question
PATIENCE = 3  # questions in a row without an answer: then no more are asked
MOST_GARBAGE = 10  # answers in a row that cannot be read: so with them
_PAUSE = 0.5  # seconds before the second try, twice as long before each further one


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model of a server. What it says is a suggestion whose reasons are its quotes."""

    model: str
    address: Address
    answers: Answers = field(default_factory=Answers)
    seconds: float = SECONDS
    pause: float = _PAUSE

    @property
    def name(self) -> str:
        """What people call it."""
        return f"endpoint {self.model}"

    @property
    def notice(self) -> str:
        """What people are told before anything is sent."""
        url = self.address.url
        if not self.address.is_remote:
            return f"what respondents said goes to {url} on this computer"
        open_way = "" if url.startswith("https:") else ", and on the way anybody can read it"
        return f"what respondents said LEAVES THIS COMPUTER and goes to {url}{open_way}"

    def read(
        self,
        passages: Sequence[Passage],
        codes: Sequence[Code],
        progress: Progress = no_progress,
    ) -> Opinion:
        """Ask of every passage which codes it has.

        The score is 1 where a code is given with a quote that stands in the passage, 0 where it
        is not, NaN where nothing was answered. After `PATIENCE` questions in a row without an
        answer nothing more is asked.
        """
        import numpy as np

        scores = np.full((len(passages), len(codes)), np.nan)
        columns = {code.id: at for at, code in enumerate(codes)}
        reasons: dict[tuple[int, int], tuple[Reason, ...]] = {}
        asking = _Asking(self, codes)
        for row, passage in enumerate(passages):
            answer = asking.ask(passage)
            progress(row + 1)
            if answer is None:
                continue
            scores[row] = 0.0
            for code, quotes in answer.quotes.items():
                scores[row, columns[code]] = 1.0
                reasons[row, columns[code]] = tuple(Reason("quote", one) for one in quotes)
        if not asking.gave_up:
            self.answers.forget_others(asking.keys)
        return Opinion(scores, reasons, dict(asking.counts), asking.tell())


class _Asking:
    """One round of questions, and what became of them."""

    def __init__(self, endpoint: Endpoint, codes: Sequence[Code]) -> None:
        self._endpoint = endpoint
        self._codes = codes
        self._silent = 0  # questions in a row without an answer
        self._garbage = 0  # … with one that cannot be read
        self._why = ""
        self._answered = False  # anything at all
        self._stalls = False  # it was waited for as long as may be, and has never answered
        self.keys: set[str] = set()
        self.counts: Counter[str] = Counter(
            dict.fromkeys(("asked", "kept", "unanswered", "unreadable"), 0)
        )

    @property
    def gave_up(self) -> bool:
        """Whether nothing more is asked."""
        return self._stalls or self._silent >= PATIENCE or self._garbage >= MOST_GARBAGE

    def ask(self, passage: Passage) -> Answer | None:
        """Ask of one passage; None where there is no answer."""
        question = make_question(passage, self._codes, self._endpoint.model)
        key = key_of(question, self._endpoint.address.url)
        self.keys.add(key)
        body = self._endpoint.answers.get(key)
        if body is not None:
            self.counts["kept"] += 1
        elif self.gave_up:
            self.counts["not_asked"] += 1
            return None
        else:
            body = self._try(question)
            if body is None:
                return None
        answer = parse_answer(body, passage, self._codes)
        if answer is None:
            self.counts["unreadable"] += 1
            self._garbage += 1
            return None
        self._garbage = 0
        if self._endpoint.answers.get(key) is None:
            self._endpoint.answers.keep(key, body)
        self.counts["codes"] += len(answer.quotes)
        self.counts["unknown_codes"] += answer.unknown
        self.counts["without_quote"] += answer.unquoted
        self.counts["false_quotes"] += answer.false
        return answer

    def _try(self, question: dict[str, object]) -> str | None:
        """Ask up to `TRIES` times; once of a server that has kept silent from the beginning."""
        self.counts["asked"] += 1
        pause = self._endpoint.pause
        for number in range(1, TRIES + 1):
            try:
                body = self._endpoint.address.ask(question, self._endpoint.seconds)
            except UnansweredError as error:
                self._why = f"{error} ({self._endpoint.seconds:g} s)" if error.late else str(error)
                self._stalls = error.late and not self._answered
                if self._stalls or not error.again or number == TRIES:
                    break
                time.sleep(pause)
                pause *= 2
            else:
                self._silent, self._answered = 0, True
                return body
        self._silent += 1
        self.counts["unanswered"] += 1
        return None

    def tell(self) -> tuple[Problem, ...]:
        """Say what went wrong, one line for each kind."""
        where, counts = self._endpoint.address.url, self.counts
        told = []
        skipped = counts["not_asked"]
        given_up = f", and {skipped} more were not asked about" if skipped else ""
        if counts["unanswered"]:
            number = counts["unanswered"]
            told_of = "1 passage has" if number == 1 else f"{number} passages have"
            message = f"{self._why}; {told_of} no answer{given_up}"
            cure = "see whether the server runs and knows the model; what was answered is kept"
            if "key" in self._why:
                cure = f"put it into the variable {VARIABLE}, or name its file: --endpoint-key-file"
            told.append(Problem(where, message, cure=cure))
        if counts["unreadable"]:
            message = f"{counts['unreadable']} answers are not the JSON asked for{given_up}"
            cure = "see whether this is the address of the model, or take another model"
            told.append(Problem(where, message, cure=cure))
        for kind, what in (
            ("false_quotes", "quotes do not stand in their passage"),
            ("without_quote", "codes came without a quote"),
            ("unknown_codes", "codes are none of the codebook"),
        ):
            if counts[kind]:
                told.append(Problem(where, f"{counts[kind]} {what}, and were left out"))
        return tuple(told)


def make_endpoint(
    url: str,
    model: str,
    *,
    allow_remote: bool = False,
    answers: Path | None = None,
    key_file: Path | None = None,
) -> Endpoint:
    """Make an endpoint; `answers` is the file in which its answers are kept.

    QualcodeError where the address is none, or of another computer without `allow_remote`, or where
    what should hold the server's key does not.
    """
    if not model.strip():
        cure = "name it as the server does, with --endpoint-model"
        raise QualcodeError(Problem("--endpoint", f"`{url}` needs a model", cure=cure))
    address = parse_address(url, allow_remote, read_key(key_file))
    return Endpoint(model.strip(), address, Answers(answers))
