"""That nothing was found at a place, why, and what comes nearest, as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.inspecting.explaining.explanation import (
    ExplainedSegment,
    Misplaced,
    Nearest,
    Nothing,
    Unsought,
)
from qualcode.inspecting.explaining.naming import (
    all_of,
    name_language,
    one_of,
    show_place,
    show_source,
)

_MOST_NAMED = 5


def say_nothing(nothing: Nothing, segment: ExplainedSegment) -> str:
    """Say that nothing was found, and where it was not even looked."""
    if not nothing.sought:
        return f"Nothing was found here: {say_unsought(nothing.unsought)}."
    at = f" at «{nothing.word}»" if nothing.word else " here"
    elsewhere = ""
    if nothing.others:
        count = f"{nothing.others} finding{'s' * (nothing.others != 1)}"
        elsewhere = f" The segment has {count} elsewhere: ask for s{segment.number}."
    why = ""
    if nothing.hidden:
        why = f" that counts; --suppressed shows what was left out ({nothing.hidden})"
    elif nothing.word and not nothing.nearest:
        why = ": no indicator has such a word"
        if nothing.known:
            why = ": indicators have such a word only beside others, and those are not here"
    return f"Nothing was found{at}{why}.{elsewhere}"


def say_unsought(unsought: Sequence[Unsought]) -> str:
    """Say why codes are not looked for."""
    told = [_say_why(one) for one in unsought[:_MOST_NAMED]]
    more = len(unsought) - len(told)
    return "; ".join(told) + (f"; and {more} more codes" if more else "")


def _say_why(one: Unsought) -> str:
    code = f"`{one.code}`" if one.code else "no code"
    if one.why == "retired":
        return f"{code} is retired and is not looked for"
    if one.why == "indicators":
        return (
            f"{code} has no indicators"
            if one.code
            else "every code is retired or has no indicators"
        )
    if one.why == "language":
        return f"{code} has {'no ' * bool(one.code)}indicators for {_talk_in(one.languages)}"
    talk = one_of([_talk_of(speaker) for speaker in one.speakers])
    return f"{code} is looked for {'only ' * bool(one.code)}in {talk}"


def _talk_of(role: str) -> str:
    return "talk of unknown speakers" if role == "unknown" else f"the talk of the {role}"


def _talk_in(languages: Sequence[str]) -> str:
    return one_of(
        [name_language(one) if one else "talk in an untold language" for one in languages]
    )


def say_nearest(nearest: Nearest) -> str:
    """Say what of an indicator is there and what is missing."""
    line = nearest.indicator
    there = all_of(f"«{word}» matches {show_place(place)}" for word, place in nearest.filled)
    if nearest.missing:
        rest = f"nothing matches {all_of(map(show_place, nearest.missing))}"
    elif nearest.only:
        rest = f"it is looked for only in {nearest.only}"
    else:
        rest = say_misplaced(nearest.misplaced or Misplaced(""))
    return f"{nearest.code}, `{line.text}` ({show_source(line)}): {there}, but {rest}."


def say_misplaced(misplaced: Misplaced) -> str:
    """Say why words that are all there are not where the indicator asks for them."""
    first, second = f"«{misplaced.first}»", f"«{misplaced.second}»"
    both = f"{first} and {second}"
    count, most = misplaced.count, misplaced.most
    if misplaced.kind == "far":
        return f"{both} are {count} words apart, and {most} is the most"
    if misplaced.kind == "between":
        stand = "stands" if count == 1 else "stand"
        words = f"«{misplaced.words}»" if misplaced.words else f"{count} words"
        allowed = f"at most {most} may" if most else "no other word may"
        return f"{words} {stand} between {both}, and {allowed}"
    if misplaced.kind == "order":
        return f"{second} must stand behind {first}"
    if misplaced.kind == "sentence":
        return f"a sentence ends between {both}"
    if misplaced.kind == "break":
        return f"a remark or a mark such as `;` stands between {both}"
    if misplaced.kind == "same":
        return f"{first} cannot stand for two words at once"
    if misplaced.kind == "not":
        return f"its `not` found «{misplaced.words}»"
    return "its words do not stand as it asks"
