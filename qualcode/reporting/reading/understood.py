"""What a person checks of one transcript: little, so that a thousand of them can be kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.errors import Problem
from qualcode.language.words import find_words
from qualcode.model.transcript import Note, Role, Segment, Source, Speaker, Transcript, Turn
from qualcode.reading.times import is_time, trim_times
from qualcode.reading.unsaid import Unsaid, count_nonspeech
from qualcode.runs.manifest import SpeakerTalk, count_languages, count_talk

OPENING = 6  # turns that are shown
LONGEST = 240  # characters of one that are shown
LONGEST_ABOVE = 600  # characters above the first turn that are shown
MOST_LEFT = 5  # pieces of text that are in no turn


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The beginning of a turn."""

    name: str
    role: Role
    time: str
    text: str


@dataclass(frozen=True, slots=True)
class Understood:
    """How one transcript was understood."""

    transcript: str
    source: Source
    languages: tuple[tuple[str, int], ...]  # those spoken with their words, the commonest first
    talk: tuple[SpeakerTalk, ...]
    unsaid: Unsaid  # remarks in all turns
    opening: tuple[Excerpt, ...]  # the first turns
    above: str  # what stands above the first turn
    left: tuple[str, ...]  # what is in no turn between and below them, the first pieces
    notes: tuple[Note, ...]
    speakers: tuple[Speaker, ...]

    @property
    def heard(self) -> Transcript:
        """The transcript without text and turns."""
        return Transcript(self.transcript, "", (), self.speakers, self.source, self.notes)

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it."""
        return any(note.warning for note in self.notes)

    @property
    def words(self) -> int:
        """Words said."""
        return sum(one.words for one in self.talk)

    @property
    def turns(self) -> int:
        """Turns of all speakers."""
        return sum(one.turns for one in self.talk)


@dataclass(frozen=True, slots=True)
class Reading:
    """All files, how they were understood, and what could not be read."""

    transcripts: tuple[Understood, ...]
    failures: tuple[Problem, ...]
    problems: tuple[Problem, ...]


def understand(transcript: Transcript, segments: Sequence[Segment]) -> Understood:
    """Keep of a transcript what a person checks."""
    text, turns = transcript.text, transcript.turns
    return Understood(
        transcript=transcript.id,
        source=transcript.source,
        languages=tuple(count_languages(segments).items()),
        talk=tuple(_known(talk, transcript.id) for talk in count_talk(transcript, segments)),
        unsaid=count_nonspeech(transcript).whole,
        opening=tuple(
            Excerpt(turn.name, turn.role, turn.time, shorten(text[turn.start : turn.stop]))
            for turn in turns[:OPENING]
        ),
        above=shorten(_above(text, turns), LONGEST_ABOVE),
        left=tuple(_first(_left(text, turns), MOST_LEFT)),
        notes=transcript.notes,
        speakers=transcript.speakers,
    )


def _known(talk: SpeakerTalk, transcript: str) -> SpeakerTalk:
    """Leave out the id of a respondent whom no table names: it is file and label once more."""
    unnamed = talk.respondent == f"{transcript}:{talk.speaker}"
    return replace(talk, respondent="") if unnamed else talk


def shorten(text: str, longest: int = LONGEST) -> str:
    """Cut a text behind a word, and show that it goes on."""
    text = text.strip()
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(maxsplit=1)[0] + " …"


def _above(text: str, turns: Sequence[Turn]) -> str:
    if not turns:
        return text
    return _without_label(text[: turns[0].start], turns[0])


def _left(text: str, turns: Sequence[Turn]) -> Iterator[str]:
    """Yield what stands between two turns, and below the last, beside labels and times."""
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        between = text[turn.stop : following.start if following else len(text)]
        rest = _without_label(between, following) if following else between
        rest = "\n".join(line for line in rest.split("\n") if not is_time(line))
        start, stop, _ = trim_times(rest, 0, len(rest))
        if find_words(rest[start:stop]):
            yield shorten(rest[start:stop])


def _without_label(text: str, turn: Turn) -> str:
    """Cut the label that opens a turn, with all behind it, off the end."""
    place = text.rfind(turn.speaker)
    return text[:place].rstrip("[*_#( \t") if place >= 0 else text


def _first(pieces: Iterator[str], most: int) -> Iterator[str]:
    for _, piece in zip(range(most), pieces, strict=False):
        yield piece
