"""Random edits of a transcript that know where each letter of the text before has gone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from random import Random

from qualcode.model.decision import CONTEXT, Decision
from qualcode.model.transcript import Transcript

NEW = -1  # a letter that was not in the text before; below it stands what was said again
_SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+\s*|$)")
_WORD = re.compile(r"\w+")
_BESIDE = 15  # characters
_TURNS = re.compile(
    r"\d|n['’]t$|teen$|дцат[ьи]|десят[ьи]?$|сорок|сот$|втор(?:ой|ая|ую)|трет(?:ий|ью)"
)
_WHOLE = re.compile(r"\w+(?:['’]\w+)*")
_SHORT = (1, 6)  # words of a free selection
_NOT = frozenset(
    "не нет ни без нельзя никто никого никогда никак ничего нечего некому "
    "not no never without none nobody nothing cannot".split()
)
_NUMBERS = frozenset(
    "два две двух двое три трёх трое четыре пять шесть семь восемь девять десять двадцать тридцать "
    "сорок пятьдесят сто двести триста тысяч тысяча тысячи полтора первый первая первое второй "
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty half "
    "hundred thousand million first second third".split()
)
_BESIDE = 15  # characters
_TURNS = re.compile(
    r"\d|n['’]t$|teen$|дцат[ьи]|десят[ьи]?$|сорок|сот$|втор(?:ой|ая|ую)|трет(?:ий|ью)"
)
_WHOLE = re.compile(r"\w+(?:['’]\w+)*")
_SHORT = (1, 6)  # words of a free selection
_NOT = frozenset({"не", "нет", "ни", "без", "not", "no", "never", "without"})
_NUMBERS = frozenset(
    "два две двух двое три трёх трое четыре пять шесть семь восемь десять двадцать сто тысяча "
    "two three four five six seven eight nine ten twelve twenty hundred thousand".split()
)

Sentence = list[tuple[str, int]]  # each letter, and its offset in the text before


@dataclass(slots=True)
class Line:
    """A line of a text: sentences, the first with the speaker's label."""

    said: bool  # by a respondent
    sentences: list[Sentence] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Edited:
    """A text after edits, respondents' stretches in it, and where its letters come from."""

    text: str
    turns: tuple[tuple[int, int], ...]
    words: tuple[tuple[int, int, int], ...]  # start, stop, where the first letter comes from


def split_lines(transcript: Transcript) -> list[Line]:
    """Take a transcript apart."""
    text, starts = transcript.text, [turn.start for turn in transcript.turns]
    lines, at = [], 0
    for line in text.split("\n"):
        turn = bisect_right(starts, at + len(line)) - 1
        said = turn >= 0 and transcript.turns[turn].role == "respondent"
        lines.append(Line(said, [_letters(line, at, one) for one in _SENTENCE.finditer(line)]))
        at += len(line) + 1
    return lines


def _letters(line: str, at: int, found: re.Match[str]) -> Sentence:
    return [(line[place], at + place) for place in range(*found.span())]


def join_lines(lines: Sequence[Line]) -> Edited:
    """Put lines together again."""
    letters: Sentence = []
    turns = []
    for line in lines:
        start = len(letters)
        letters += [letter for sentence in line.sentences for letter in sentence]
        if line.said:
            turns.append((start, len(letters)))
        letters.append(("\n", NEW))
    text = "".join(letter for letter, _ in letters)
    found = (one.span() for one in _WORD.finditer(text))
    words = tuple((start, stop, letters[start][1]) for start, stop in found)
    return Edited(text, tuple(turns), words)


def settle(edited: Edited) -> list[Line]:
    """Take an edited text as the text before."""
    lines, at = [], 0
    turns = {start for start, _ in edited.turns}
    for line in edited.text.removesuffix("\n").split("\n"):
        found = [_letters(line, at, one) for one in _SENTENCE.finditer(line)]
        lines.append(Line(at in turns, found))
        at += len(line) + 1
    return lines


def change_words(lines: list[Line], random: Random, share: float) -> None:
    """Put other words of the text in the place of some, leave some out, add some."""
    words = _WORD.findall(_text(lines))
    for line in lines:
        for sentence in line.sentences:
            for found in reversed(list(_WORD.finditer(_read(sentence)))):
                if random.random() < share:
                    start, stop = found.span()
                    sentence[start:stop] = _other(sentence[start:stop], words, random)


def _other(letters: Sentence, words: Sequence[str], random: Random) -> Sentence:
    chosen, origin = random.choice(words), letters[0][1]
    kind = random.random()
    if kind < 0.6:
        return [(sign, origin) for sign in chosen]
    if kind < 0.8:
        return []
    return [*letters, (" ", NEW), *((sign, NEW) for sign in chosen)]


def insert_sentences(lines: list[Line], random: Random, share: float) -> None:
    """Put new sentences, of words of the text, between others."""
    words = _WORD.findall(_text(lines))
    for line in lines:
        for at in range(len(line.sentences), 0, -1):
            if random.random() < share:
                made = " ".join(random.choices(words, k=random.randint(3, 12)))
                line.sentences.insert(at, [(sign, NEW) for sign in f"{made.capitalize()}. "])


def repeat_sentences(lines: list[Line], random: Random, share: float) -> None:
    """Say sentences again at other places."""
    often = Counter(_read(one).strip() for line in lines for one in line.sentences)
    once = [one for line in lines for one in line.sentences if often[_read(one).strip()] == 1]
    for line in lines:
        for at in range(len(line.sentences), 0, -1):
            if once and random.random() < share:
                again = random.choice(once)
                if any(one is again for one in line.sentences[at - 1 : at + 1]):
                    continue  # of two beside each other nobody can say which was there before
                line.sentences.insert(
                    at, [(sign, min(origin, _again(origin))) for sign, origin in again]
                )


def copy_and_change(lines: list[Line], random: Random, share: float) -> None:
    """Say sentences again elsewhere, then change words of both."""
    repeat_sentences(lines, random, share)
    change_words(lines, random, share)


def deny(lines: list[Line], random: Random, share: float) -> None:
    """Put a “not” before some word of a sentence, or take one out where there is one."""
    for line in lines:
        for sentence in line.sentences:
            words = list(_WHOLE.finditer(_read(sentence)))
            if not words or random.random() >= share:
                continue
            said = [one for one in words if one.group().lower() in _NOT]
            start, stop = random.choice(said or words).span()
            put = "не " if "а" <= sentence[start][0].lower() <= "я" else "not "
            sentence[start : stop if said else start] = [] if said else [(one, NEW) for one in put]


def _again(origin: int) -> int:
    """Return the origin of a letter said again; new letters stay new."""
    return origin if origin == NEW else NEW - 1 - origin


def delete_sentences(lines: list[Line], random: Random, share: float) -> None:
    """Leave sentences out."""
    for line in lines:
        line.sentences = [one for one in line.sentences if random.random() >= share]


def move_paragraphs(lines: list[Line], random: Random, share: float) -> None:
    """Put whole lines elsewhere."""
    moved = [line for line in lines if line.said and random.random() < share]
    for line in moved:
        lines.remove(line)
        lines.insert(random.randrange(len(lines) + 1), line)


EDITS: dict[str, Callable[[list[Line], Random, float], None]] = {
    "words changed": change_words,
    "sentences inserted": insert_sentences,
    "paragraphs moved": move_paragraphs,
    "sentences repeated": repeat_sentences,
    "sentences left out": delete_sentences,
}
NASTY: dict[str, Callable[[list[Line], Random, float], None]] = {
    "copied, then changed": copy_and_change,
    "“not” added or taken out": deny,
}


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(_read(one) for line in lines for one in line.sentences)


def _read(sentence: Sentence) -> str:
    return "".join(sign for sign, _ in sentence)


def decide(text: str, stretches: Sequence[tuple[int, int]], sha256: str) -> list[Decision]:
    """Make a decision about each stretch of a text."""
    return [
        Decision(
            id=str(number),
            time="2026-01-01T00:00:00+00:00",
            coder="A",
            action="add",
            code="x",
            transcript="t.txt",
            text_sha256=sha256,
            start=start,
            stop=stop,
            quote=text[start:stop],
            before=text[max(0, start - CONTEXT) : start],
            after=text[stop : stop + CONTEXT],
        )
        for number, (start, stop) in enumerate(stretches)
    ]


def select_words(text: str, turns: Sequence[tuple[int, int]], random: Random) -> tuple[int, int]:
    """Select some words of a respondent's, as a person does with the mouse."""
    while True:
        start, stop = random.choice(list(turns))
        words = list(_WORD.finditer(text, start, stop))
        if words:
            first = random.randrange(len(words))
            last = min(len(words), first + random.randint(*_SHORT)) - 1
            return words[first].start(), words[last].end()


def judge(decision: Decision, edited: Edited, found: tuple[int, int] | None) -> str:
    """Say what became of a decision: right, borders, orphan or wrong.

    Right: all between its first word and its last that are left (words in the place of others are
    theirs), and no more; borders: at least half of its words, and more than half of the stretch is
    in between; wrong: less. A sentence that was said again elsewhere has moved
    there when it is gone from its own place: no text can tell that from being moved. Copy: word for
    word in a sentence that was said again, with the same words beside it.
    """
    if found is None:
        return "orphan"
    own = _find_words(decision, edited, (0, len(edited.text)))
    verdict = _compare(edited, own, found)
    if verdict == "wrong" and len(own) * 2 <= len(_WORD.findall(decision.quote)):
        near = (found[0] - len(decision.quote), found[1] + len(decision.quote))
        return _compare(edited, _find_words(decision, edited, near, again=True), found)
    return "copy" if verdict == "wrong" and _is_all_copied(decision, edited, found) else verdict


def _is_all_copied(decision: Decision, edited: Edited, found: tuple[int, int]) -> bool:
    """Tell whether a quote stands in a copy word for word, and so does what is beside it.

    The line says nothing then that the place it was made at could be told by.
    """
    before, after = decision.before[-_BESIDE:], decision.after[:_BESIDE]
    start, stop = found[0] - len(before), found[1] + len(after)
    around = [origin for at, _, origin in edited.words if start <= at < stop]
    same = edited.text[max(0, start) : stop] == before + decision.quote + after
    return same and all(origin < NEW for origin in around)


def says_otherwise(decision: Decision, edited: Edited, found: tuple[int, int] | None) -> bool:
    """Tell whether there is another “not” or number than in the quote: within, or right before.

    `found`: where the decision was put; None: where its words are.
    """
    if found is None:
        own = _find_words(decision, edited, (0, len(edited.text)))
        found = (own[0][0], own[-1][1]) if own else (0, 0)
    start, stop = found
    before, after = edited.text[max(0, start - CONTEXT) : start], edited.text[stop:]
    now = _list_turning(before, edited.text[start:stop], after[:CONTEXT])
    return start < stop and now != _list_turning(decision.before, decision.quote, decision.after)


def _list_turning(before: str, quote: str, after: str) -> tuple[bool, list[str]]:
    """Return whether a “not” stands right before, and what denies or counts within.

    A word that was cut through is taken whole.
    """
    if cut := quote[:1].isalnum() and re.search(r"[\w'’-]+$", before):
        before, quote = before[: cut.start()], cut.group() + quote
    if cut := quote[-1:].isalnum() and re.match(r"[\w'’-]+", after):
        quote += cut.group()
    last = _WHOLE.findall(before)[-1:] if re.search(r"\w\s+$", before) else []
    words = (one for one, _ in groupby(_WHOLE.findall(quote.lower())))  # «нет-нет» is said once
    turning = (one for one in words if one in _NOT | _NUMBERS or _TURNS.search(one))
    return bool(last) and last[0].lower() in _NOT, sorted(turning)


def _find_words(
    decision: Decision, edited: Edited, inside: tuple[int, int], *, again: bool = False
) -> list[tuple[int, int]]:
    """Return where the words of a decision stand, or those of it that were said again."""
    first, last = decision.start, decision.stop
    if again:
        first, last = _again(last - 1), _again(first) + 1
    return [
        (start, stop)
        for start, stop, origin in edited.words
        if first <= origin < last and inside[0] <= start < inside[1]
    ]


def _compare(edited: Edited, words: Sequence[tuple[int, int]], found: tuple[int, int]) -> str:
    if not words:
        return "wrong"
    meant = {one.span() for one in _WORD.finditer(edited.text, words[0][0], words[-1][1])}
    said = {one.span() for one in _WORD.finditer(edited.text, *found)}
    if said == meant:
        return "right"
    near = len(said & set(words)) * 2 >= len(words) and len(said & meant) * 2 > len(said)
    return "borders" if near else "wrong"
