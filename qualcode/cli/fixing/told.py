"""How decisions and places are shown in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.cli.editing import choose_width

if TYPE_CHECKING:
    from qualcode.cli.fixing.lost import Lost
    from qualcode.model.coding import Span
    from qualcode.model.decision import Decision
    from qualcode.model.transcript import Transcript

_AROUND = 40  # characters shown on either side of a place
_SHOWN_WORDS = 60  # characters of a quote in a list


def tell_place(some: Sequence[Lost]) -> str:
    """Return where decisions stood together, in which words, and what each says."""
    one = some[0].decision
    words = f"{_flat(one.before[-_AROUND:])}[{shorten(one.quote)}]{_flat(one.after[:_AROUND])}"
    said = "; ".join(tell(lost) for lost in some)
    return f"{one.transcript}: {some[0].standing.why}\n  …{words}…\n  {said}"


def tell(lost: Lost) -> str:
    """Return who has decided what."""
    one = lost.decision
    about = " → ".join(filter(None, (one.code or one.tension, one.to or one.relation)))
    action = "read" if one.action == "seen" else one.action
    blind = " (blind)" if one.blind else ""
    return f"{one.coder}{blind}: {action} {about}".rstrip()


def show(transcript: Transcript, span: Span) -> str:
    """Return a place with its segment and what stands around it."""
    from qualcode.decisions.fixing import segment_at

    text, segment = transcript.text, segment_at(transcript, span)
    before = _flat(text[max(0, span[0] - _AROUND) : span[0]])
    after = _flat(text[span[1] : span[1] + _AROUND])
    number = f"segment {segment.number}: " if segment else ""
    return f"{number}…{before}[{shorten(text[slice(*span)])}]{after}…"


def tell_changes(decision: Decision, transcript: Transcript, span: Span) -> str:
    """Return the words that are not as the decision quotes them."""
    from qualcode.decisions.indexed import split_words
    from qualcode.decisions.meaning import list_changes
    from qualcode.terminal import fit

    said, says = split_words(decision.quote), split_words(transcript.text[slice(*span)])
    told = "; ".join(f"{was or '–'} → {now or '–'}" for was, now in list_changes(said, says))
    return fit(told, choose_width() - len("     changed: "))


def fit_quote(quote: str) -> str:
    """Return the beginning of a quote, for a list."""
    from qualcode.terminal import fit

    return fit(_flat(quote).strip(), _SHOWN_WORDS)


def shorten(quote: str) -> str:
    """Return a quote with its beginning and its end, which often tells two places apart."""
    said, width = _flat(quote).strip(), 2 * choose_width() // 3
    tail = width // 3
    return said if len(said) <= width else f"{said[: width - tail]} … {said[-tail:]}"


def _flat(text: str) -> str:
    return text.replace("\n", " ")
