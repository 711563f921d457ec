"""Tries regular expressions before tagging: none may find everything, or take for ever."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.codebook.regex_samples import sample_regex

if TYPE_CHECKING:
    from regex import Match, Pattern

LONGEST = 2_000  # signs of an expression
_MOST_COUNT = 1_000  # in braces
_MOST_COUNTS = 100_000  # those in one expression multiplied: `regex` writes them all out
_SECONDS = 0.1  # of the processor, for one trial: harmless ones take under a hundredth
_RUN = 800  # signs, about as many as a long segment has
_MOST_RUNS = 24
MOST_PROBLEMS = 20  # of a file: with more, none is timed, for each endless one takes a while
_COUNTS = re.compile(r"\{(\d*)(?:,(\d*))?\}")

# What finds something in each of these sentences, or each of those, finds it in any talk.
SENTENCES = (
    ("Да.", "Нет, не знаю", "Мы были там!", "Их 15?", "Ну вот и лес", "Вечер 2019 — ужас."),
    ("Yes.", "No, not us", "They left it!", "Was it 15?", "Trees and sky", "May 2019 — odd."),
)
_SEGMENT = (
    "Ну, у нас в учреждении, как вам сказать, всё время чего-то не хватает: денег, людей, времени. "
    "Мы в 2019 году подали заявку на 1,5 млн рублей, и её отклонили — два раза! А потом говорят: "
    "«сделайте отчёт к пятнице». So we wrote 30 pages, e-mailed them (twice), and nobody answered; "
    "that's how it works, isn't it? They count visits, not people. I'd rather do my job."
)


class Fault(NamedTuple):
    """What is wrong with an expression, and the cure."""

    message: str
    cure: str = ""


_EMPTY = Fault(
    "the expression matches the empty text, so it would be found everywhere",
    "let it ask for at least one sign: `+` instead of `*`",
)
_ANYWHERE = Fault(
    "the expression finds something in any sentence",
    "write the words it is to find, or what stands beside them; it takes capitals and small"
    " letters for the same",
)
_ENDLESS = Fault(
    "the expression takes far too long on a text of a few hundred signs",
    "do not repeat a repeat, as in `(a+)+`, nor signs that fit two repeats side by side, "
    "as in `\\w+\\s*\\w+`",
)


def compile_regex(pattern: str) -> Pattern[str]:
    """Compile an expression as it is searched for: case is ignored."""
    import regex

    return regex.compile(pattern, regex.IGNORECASE)


def find_fault(pattern: str, whole: bool = True, timed: bool = True) -> Fault | None:
    """Return what is wrong with an expression, None when it can be used.

    `whole`: it is all that is looked for; if not, it may well find something in any sentence.
    `timed`: it is tried on texts made to keep it busy, which takes its time when it runs away.
    """
    compiled = _compile(pattern)
    if isinstance(compiled, Fault):
        return compiled
    search = partial(compiled.search, timeout=_SECONDS)
    try:
        if whole and _finds_nothing(search, pattern):
            return _EMPTY
        if whole and any(all(map(search, texts)) for texts in SENTENCES):
            return _ANYWHERE
        for text in (_SEGMENT, *_runs(pattern)) if timed else ():
            search(text)
    except (TimeoutError, MemoryError):
        return _ENDLESS
    return None


def _compile(pattern: str) -> Pattern[str] | Fault:
    import regex

    if len(pattern) > LONGEST:
        return Fault(f"the expression is longer than {LONGEST} signs", "make it several items")
    if not _is_countable(pattern):
        return Fault("the counts in braces make the expression too long", "take smaller numbers")
    try:
        return compile_regex(pattern)
    except regex.error as error:
        told: Any = error  # its stubs leave out what it says
        place = len(pattern) if told.pos is None else told.pos
        rest = " ".join(pattern[place : place + 10].split())
        where = f"at its sign {place + 1}, `{rest}`" if rest else "at its end"
        return Fault(f"the expression is broken {where}: {told.msg}", "correct it")
    except RecursionError:
        return Fault("too many brackets stand in one another", "write a simpler expression")
    except (ValueError, KeyError, OverflowError) as error:
        return Fault(f"the expression is broken: {error}", "correct it")


def _is_countable(pattern: str) -> bool:
    product = 1
    for least, most in _COUNTS.findall(pattern):
        if max(len(least), len(most)) > len(str(_MOST_COUNT)):
            return False
        if max(int(least or 0), int(most or 0)) > _MOST_COUNT:
            return False
        product *= max(1, int(least or 0))
    return product <= _MOST_COUNTS


def _finds_nothing(search: Callable[[str], Match[str] | None], pattern: str) -> bool:
    """Tell whether a match without any sign is found anywhere."""
    texts = ("", *SENTENCES[0], *SENTENCES[1], sample_regex(pattern).text)
    return any(match and match.start() == match.end() for match in map(search, texts))


def _runs(pattern: str) -> Iterator[str]:
    """Yield texts on which the expression's own repeats have the most to try, and then fail."""
    sample = sample_regex(pattern)
    for head, unit in sample.repeats[:_MOST_RUNS]:
        run = (unit * _RUN)[:_RUN]
        # What must stand behind the repeats stands there, but out of their reach.
        yield f"{head}{run}\u2603{sample.text}"
