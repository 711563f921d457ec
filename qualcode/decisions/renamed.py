"""Where a transcript that is not there may have come back: under another name or ending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from qualcode.decisions.anchoring import Placed
from qualcode.decisions.indexed import TELLING_WORDS, Indexed, split_words
from qualcode.decisions.placing import has_place, place_in_talk
from qualcode.decisions.talk import hear
from qualcode.model.codebook import Codebook
from qualcode.model.decision import Decision
from qualcode.model.transcript import Transcript
from qualcode.respondents.paths import split_interview


@dataclass(frozen=True, slots=True)
class Successor:
    """A transcript in which the words of decisions about another stand."""

    transcript: str
    placed: int  # decisions that find their place in it
    decisions: int  # that are about words of the other


def find_successors(
    missing: Mapping[str, Sequence[Decision]],
    transcripts: Mapping[str, Transcript],
    codebook: Codebook | None = None,
) -> dict[str, Successor]:
    """Propose the transcripts that those missing may be now, by these.

    One of the same name but for its ending needs one decision that finds its place there, any
    other half of them. Where two fit equally well none is proposed.
    """
    found: dict[str, Successor] = {}
    for name, decisions in missing.items():
        about = [one for one in decisions if has_place(one)]
        fitting: list[Successor] = []
        for transcript in transcripts.values():
            same = _stem(transcript.id) == _stem(name)
            if about and (same or _holds_half(transcript, about)):
                placed = count_placed(about, transcript, codebook)
                if placed and (same or 2 * placed >= len(about)):
                    fitting.append(Successor(transcript.id, placed, len(about)))
        fitting.sort(key=lambda one: -one.placed)
        if fitting and (len(fitting) == 1 or fitting[0].placed > fitting[1].placed):
            found[name] = fitting[0]
    return found


def _stem(id: str) -> tuple[str, str]:
    file, number = split_interview(id)
    return PurePosixPath(file).with_suffix("").as_posix().casefold(), number


def _holds_half(transcript: Transcript, about: Sequence[Decision]) -> bool:
    """Tell it by whole quotes, which costs little."""
    index = Indexed(transcript.text)
    quotes = [words for one in about if len(words := split_words(one.quote)) >= TELLING_WORDS]
    return bool(quotes) and 2 * sum(any(True for _ in index.find(one)) for one in quotes) >= len(
        quotes
    )


def count_placed(
    about: Sequence[Decision], transcript: Transcript, codebook: Codebook | None
) -> int:
    """Count the decisions about words that would find their place in a transcript."""
    talk = hear(transcript, codebook)
    stretches = (one for one in about if has_place(one))
    return sum(isinstance(place_in_talk(one, transcript, talk), Placed) for one in stretches)
