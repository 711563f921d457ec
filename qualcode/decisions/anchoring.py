"""A decision made on a former text → its place in the text as it stands now, or none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import Literal

from qualcode.decisions.candidates import Candidate, Sought, find_alike, find_same, seek
from qualcode.decisions.indexed import Indexed, split_words
from qualcode.decisions.meaning import is_denied_otherwise, may_say_otherwise
from qualcode.model.decision import CONTEXT, Decision

How = Literal["exact", "moved", "reworded"]

_ANYWHERE = frozenset({"note", "flag"})  # may be about the interviewer's words too
_ENOUGH_BETWEEN = 0.6  # likeness, where both sides are known again
_ENOUGH_BESIDE = 0.8  # likeness, where one is
_MARGIN_BITS, _MARGIN_SHARE = 15.0, 0.15  # by which a place must be better than any other
_LEAST_NEAR = 0.3  # likeness of what is offered to a person
_BITS_ALONE = 60.0  # of a paragraph: some eight words, which nobody says twice by chance
_WORD_ENDS, _WORD_BEGINS = re.compile(r"[\w'’-]+$"), re.compile(r"[\w'’-]+")
_LABEL_WORDS = 4  # of a speaker at most

_GONE = "its words are not there any more"
_ALONE = "its words stand there, and nothing around them is as it was"
_SEVERAL = "its words stand at several places, and nothing tells which is meant"
_TWICE = "its words stood at several places of the text it was made on, in the same surroundings"
_CHANGED = "its words were changed so much that its place is not certain"
_TURNED = "a “not” or a number in it was changed: it may say something else now"
_SILENT = "it bears no words to find its place by"


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision with the stretch of the present text it is about."""

    decision: Decision
    start: int
    stop: int
    how: How


@dataclass(frozen=True, slots=True)
class Orphan:
    """A decision whose place in the present text is not known."""

    decision: Decision
    why: str


@dataclass(frozen=True, slots=True)
class Near:
    """A place that an orphan may have; a person has to say."""

    start: int
    stop: int
    likeness: float  # 0 to 1: how far its words are those of the quote


def place(
    decision: Decision,
    text: str,
    text_sha256: str,
    turns: Sequence[tuple[int, int]] = (),
) -> Placed | Orphan:
    """Find what a decision is about in `text`; a doubt makes an orphan, never a guess.

    `turns` are the stretches of respondents' talk, in which codings stand. In another form of the
    text the words alone are no proof, as people repeat themselves: what stood around them must be
    there too, on one side at least, and on both where the quote is short. What is about no stretch
    (a memo about the transcript) stands where it stood.
    """
    if not decision.stop:
        return Placed(decision, 0, 0, "exact")
    inside = 0 <= decision.start < decision.stop <= len(text)
    stands = text[decision.start : decision.stop]
    same = inside and (stands == decision.quote or not decision.quote)
    if same and decision.text_sha256 == text_sha256:
        return Placed(decision, decision.start, decision.stop, "exact")
    return _find(decision, _index(text, tuple(turns)))


def find_near(
    decision: Decision, text: str, turns: Sequence[tuple[int, int]] = (), most: int = 5
) -> tuple[Near, ...]:
    """Return the likeliest places of a decision, the best first, for a person to choose from."""
    index = _index(text, tuple(turns))
    sought = seek(decision, index)
    found = [
        one
        for one in chain(find_same(sought, index), find_alike(sought, index))
        if one.likeness >= _LEAST_NEAR and _may_stand(one, decision, index)
    ]
    best = _apart(sorted(found, key=lambda one: (-one.total, one.start)))
    return tuple(Near(one.start, one.stop, round(one.likeness, 2)) for one in best[:most])


def count_alike(decision: Decision, text: str) -> int:
    """Tell how far another place of the text it was made on is like a decision's own: `alike`.

    0: its words stand nowhere else with the same words beside them; 1: they do, on one side; 2: on
    both. Known when the decision is made, it keeps the decision from going to the other place when
    the text is changed later.
    """
    index = _index(text, ())
    sought = seek(decision, index)
    if not sought.quote:
        return 0
    least = 1.0 if not sought.long else _ENOUGH_BETWEEN
    same = (one for one in find_same(sought, index) if one.start != decision.start)
    alike = find_alike(sought, index) if sought.long else ()
    apart = (one for one in alike if one.stop <= decision.start or decision.stop <= one.start)
    sides = (
        2 if one.before.firm and one.after.firm else one.strong_sides
        for one in chain(same, apart)
        if one.likeness >= least
    )
    return max(sides, default=0)


@lru_cache(maxsize=4)
def _index(text: str, turns: tuple[tuple[int, int], ...]) -> Indexed:
    return Indexed(text, turns)


def _may_stand(one: Candidate, decision: Decision, index: Indexed) -> bool:
    return decision.action in _ANYWHERE or index.is_said(one.start, one.stop)


def _find(decision: Decision, index: Indexed) -> Placed | Orphan:
    sought = seek(decision, index)
    if not sought.quote:
        return Orphan(decision, _SILENT)
    everywhere = list(find_same(sought, index))
    if any(one.stop > other.start for one, other in pairwise(everywhere)):
        return Orphan(decision, _SEVERAL)  # да, да, да: it could begin with any of them
    same = [one for one in everywhere if _may_stand(one, decision, index)]
    whole = [one for one in same if _is_whole(one)]
    if len(whole) == 1 and sought.long and decision.alike < 2:
        return _believe(decision, whole[0], index)
    others = _apart(sorted(chain(same, find_alike(sought, index)), key=lambda one: -one.total))
    fit = [one for one in others if _fits(one, sought) and _may_stand(one, decision, index)]
    if not fit:
        if len(everywhere) == 1 and same and _has_moved(same[0], decision, sought, index):
            return _placed(decision, same[0])
        return Orphan(decision, _why_none(same, others))
    best = fit[0]
    if decision.alike >= best.strong_sides:
        return Orphan(decision, _TWICE)
    if any(_rivals(one, best) for one in others if one is not best):
        return Orphan(decision, _SEVERAL)
    return _believe(decision, best, index)


def _believe(decision: Decision, one: Candidate, index: Indexed) -> Placed | Orphan:
    """Place a decision where its words are sure to stand, if they say there what they said."""
    before = index.text[max(0, one.start - CONTEXT) : one.start]
    says = split_words(index.text[one.start : one.stop])
    turned = is_denied_otherwise(decision.before, before) or may_say_otherwise(
        _whole_words(decision), says
    )
    return Orphan(decision, _TURNED) if turned else _placed(decision, one)


def _whole_words(decision: Decision) -> list[str]:
    """Return the words of a quote, those that it cut through whole: “people didn” of “didn't”."""
    quote = decision.quote
    if quote[:1].isalnum() and (cut := _WORD_ENDS.search(decision.before)):
        quote = cut.group() + quote
    if quote[-1:].isalnum() and (cut := _WORD_BEGINS.match(decision.after)):
        quote += cut.group()
    return split_words(quote)


def _has_moved(one: Candidate, decision: Decision, sought: Sought, index: Indexed) -> bool:
    """Tell whether the only place of a whole paragraph's words is where it was moved to.

    Then nothing around it is as it was. It must have been a paragraph and be one, and nothing like
    it may stand anywhere else: it could be the original, changed, and this a copy.
    """
    if decision.alike or index.weigh(sought.quote) < _BITS_ALONE:
        return False
    above, below = index.text[: one.start], index.text[one.stop :]
    stood = _is_paragraph(decision.before, decision.after)
    if not stood or not _is_paragraph(above[-CONTEXT:], below[:CONTEXT]):
        return False
    rest = Indexed(f"{above}\n{below}")
    return all(other.likeness < _LEAST_NEAR for other in find_alike(sought, rest))


def _is_paragraph(before: str, after: str) -> bool:
    """Tell by what is around words whether they are a whole paragraph: all after its speaker."""
    if not before and not after:
        return False  # a line made by hand: nothing is known
    label = before.rpartition("\n")[2]
    begins = len(label) < CONTEXT
    named = len(label.split()) <= _LABEL_WORDS and label.rstrip()[-1:] not in {".", "?", "!", "…"}
    ends = not after.split("\n", 1)[0].strip()
    return begins and ends and (not label.strip() or named)


def _is_whole(one: Candidate) -> bool:
    """Tell whether nothing was changed in a place or beside it."""
    return one.strong_sides == 2 and one.before.firm and one.after.firm


def _fits(one: Candidate, sought: Sought) -> bool:
    """Tell whether a place can be believed by itself."""
    if not sought.long:
        both_firm = one.before.firm and one.after.firm
        return one.likeness == 1 and both_firm and one.strong_sides > 0
    if one.strong_sides == 2:
        return one.likeness >= _ENOUGH_BETWEEN
    # What was beside the quote, and is like it, may have come into its place.
    if one.strong_sides == 0 or one.doubled:
        return False
    far_edge = one.edges[1] if one.before.strong else one.edges[0]
    return one.likeness == 1 or (one.likeness >= _ENOUGH_BESIDE and far_edge)


def _rivals(one: Candidate, best: Candidate) -> bool:
    """Tell whether another place leaves a doubt.

    Where only one side speaks for a place, the quote may have stood wherever as much speaks for
    another, and be gone from there or changed; or the same words at another place are meant.
    """
    if best.strong_sides < 2:
        least = _LEAST_NEAR if one.strong_sides else _ENOUGH_BETWEEN
        return one.strong_sides == 2 or one.likeness >= least
    margin = max(_MARGIN_BITS, _MARGIN_SHARE * best.total)
    return one.strong_sides > 0 and one.total > best.total - margin


def _apart(found: Iterable[Candidate]) -> list[Candidate]:
    """Leave out places that overlap a better one."""
    kept: list[Candidate] = []
    for one in found:
        if not any(one.start < other.stop and other.start < one.stop for other in kept):
            kept.append(one)
    return kept


def _why_none(same: Sequence[Candidate], others: Sequence[Candidate]) -> str:
    if len(same) > 1:
        return _SEVERAL
    if same:
        return _ALONE
    return _CHANGED if any(one.likeness >= _LEAST_NEAR for one in others) else _GONE


def _placed(decision: Decision, one: Candidate) -> Placed:
    return Placed(decision, one.start, one.stop, "moved" if one.likeness == 1 else "reworded")
