"""Made-up interviews with the word statistics of real ones, and phrases sown in at a known rate."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.phrases import SOWN, Phrase
from benchmarks.vocabulary import LAWS, Vocabulary
from benchmarks.zipf import COMMONEST
from qualcode.model.transcript import Role, Source, Speaker, Transcript, Turn

TOKENS_IN_FILE = 15_000
TOKENS_FOR_PHRASE = 200  # one phrase is sown in so many
HYPHENATED = 0.002  # words joined with the next by a hyphen
MARKS = (", ", " – ", ": ", " «")  # what can stand between two words beside a blank
MARK_SUMS = (0.10, 0.11, 0.113, 0.118)
ENDS = (".", "...", "!", "?")
END_SUMS = (0.88, 0.92, 0.95, 1.0)
LABELS: dict[str, dict[Role, str]] = {
    "ru": {"interviewer": "Интервьюер", "respondent": "Респондент"},
    "en": {"interviewer": "Interviewer", "respondent": "Respondent"},
}


@dataclass(frozen=True, slots=True)
class Sown:
    """A phrase put into the talk: where it stands and which it is."""

    transcript: str
    start: int
    stop: int
    phrase: str  # Phrase.text


@dataclass(frozen=True, slots=True)
class Corpus:
    """Transcripts, and all that was sown in them."""

    language: str
    transcripts: tuple[Transcript, ...]
    sown: tuple[Sown, ...]
    tokens: int


def make_corpus(
    vocabulary: Vocabulary, tokens: int, phrases: Sequence[Phrase], seed: int
) -> Corpus:
    """Make interviews of so many running words in all; the same arguments make the same text."""
    talk = _Talk(vocabulary, phrases[:SOWN], Random(f"{seed} talk {vocabulary.language}"))
    transcripts: list[Transcript] = []
    while talk.tokens < tokens:
        limit = min(tokens, talk.tokens + TOKENS_IN_FILE)
        transcripts.append(talk.make_transcript(f"{len(transcripts) + 1:04}.txt", limit))
    return Corpus(vocabulary.language, tuple(transcripts), tuple(talk.sown), talk.tokens)


class _Talk:
    """Makes transcripts one after the other and notes what is sown in them."""

    def __init__(self, vocabulary: Vocabulary, phrases: Sequence[Phrase], random: Random) -> None:
        self.tokens = 0
        self.sown: list[Sown] = []
        self._language = vocabulary.language
        self._phrases = phrases
        self._random = random
        self._words = self._draw_words(vocabulary)

    def _draw_words(self, vocabulary: Vocabulary) -> Iterator[str]:
        sums = LAWS[self._language].sums()
        while True:
            yield from self._random.choices(vocabulary.words, cum_weights=sums, k=1000)

    def make_transcript(self, id: str, limit: int) -> Transcript:
        """Make one interview, until `limit` words have been said in all."""
        parts: list[str] = []
        turns: list[Turn] = []
        place = 0
        while self.tokens < limit:
            role: Role = "respondent" if len(turns) % 2 else "interviewer"
            said = self._make_turn(id, role, place, limit)
            label = LABELS[self._language][role]
            number, stop = len(turns) + 1, place + len(said)
            turns.append(Turn(number, label, role, "", place, stop, ""))
            parts.append(said)
            place = stop + 1
        labels = LABELS[self._language].items()
        speakers = tuple(Speaker(label, role, "declared") for role, label in labels)
        source = Source(id, "", "txt", "utf-8", "labels")
        return Transcript(id, "\n".join(parts), tuple(turns), speakers, source)

    def _make_turn(self, id: str, role: Role, place: int, limit: int) -> str:
        most = 3 if role == "interviewer" else self._random.choice((2, 6, 12, 30))
        sentences: list[str] = []
        for _ in range(self._random.randint(1, most)):
            sentences.append(self._make_sentence(id, place))
            place += len(sentences[-1]) + 1
            if self.tokens >= limit:
                break
        if role == "interviewer":
            sentences[-1] = sentences[-1].rstrip("".join(ENDS)) + "?"
        return " ".join(sentences)

    def _make_sentence(self, id: str, place: int) -> str:
        length = self._random.randint(5, 20)
        due = (self.tokens + length) // TOKENS_FOR_PHRASE > self.tokens // TOKENS_FOR_PHRASE
        sown_at = self._random.randrange(length) if due and self._phrases else -1
        said = ""
        for number in range(length):
            if number == sown_at:
                said = said.removesuffix("-") + " " * said.endswith("-")
                phrase, words = self._sow()
                start = place + len(said)
                self.sown.append(Sown(id, start, start + len(words), phrase.text))
                said += words + " "
                self.tokens += len(phrase.words)
            said = self._add(said, next(self._words), number == length - 1)
        self.tokens += length
        end = ENDS[bisect(END_SUMS, self._random.random())]
        return said[0].upper() + said[1:] + end

    def _sow(self) -> tuple[Phrase, str]:
        phrase = self._random.choice(self._phrases)
        return phrase, " ".join(map(self._random.choice, phrase.forms))

    def _add(self, said: str, word: str, last: bool) -> str:
        """Add a word and what stands behind it."""
        said += word
        if last:
            return said
        chance = self._random.random()
        if chance > 1 - HYPHENATED:
            return said + "-"
        if chance > MARK_SUMS[-1]:
            return said + " "
        mark = MARKS[bisect(MARK_SUMS, chance)]
        if mark != " «":
            return said + mark
        self.tokens += 1
        return f"{said} «{next(self._words)}», "


def write_corpus(corpus: Corpus, folder: Path) -> None:
    """Write each transcript into a text file with labels before the turns."""
    folder.mkdir(parents=True, exist_ok=True)
    for transcript in corpus.transcripts:
        lines = (
            f"{turn.speaker}: {transcript.text[turn.start : turn.stop]}"
            for turn in transcript.turns
        )
        (folder / transcript.id).write_text("\n".join(lines) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Growth:
    """How many words of so many are distinct, and the share that the commonest of them cover."""

    tokens: int
    distinct: int
    cover: float


def measure_growth(corpus: Corpus, files: int) -> Growth:
    """Count the words of the first files."""
    counts: Counter[str] = Counter()
    for transcript in corpus.transcripts[:files]:
        counts.update(re.findall(r"\w+", transcript.text.lower()))
    common = sum(count for _, count in counts.most_common(COMMONEST))
    return Growth(counts.total(), len(counts), common / counts.total())


def distinct_words(corpus: Corpus) -> list[str]:
    """Return the distinct words in lower case, in order."""
    words: set[str] = set()
    for transcript in corpus.transcripts:
        words.update(re.findall(r"\w+", transcript.text.lower()))
    return sorted(words)
