"""The text of the plain matcher: what was said, word after word, with the units it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Edge = tuple[int, int]  # a stretch of the row that fills one place of a phrase
Match = tuple[Edge, ...]  # in the order of the row

SEGMENT = 60  # words

_WORD = re.compile(r"\d+(?:[.,]\d+)+|(?:[^\W_]\u0301?)+(?:[-'’](?:[^\W_]\u0301?)+)*")
_REMARK = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_SOUNDS = {"ё": "е", "’": "'", "\u0301": ""}
_IRREGULAR = {"can't": "can not", "cannot": "can not", "won't": "will not", "let's": "let us"}
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'s": ""}
_LISTENING = ("Угу.", "Yes.")  # what the test's interviewer says between two parts of an answer


@dataclass(frozen=True, slots=True)
class Turn:
    """What one voice says in one go; each sentence ends with its own mark."""

    speaker: str
    role: str
    sentences: tuple[str, ...]
    type: str = ""  # of the respondent


@dataclass(frozen=True, slots=True)
class Atom:
    """A word, or a part of a hyphenated word or a contraction."""

    start: int
    stop: int
    text: str
    word: int  # parts of a hyphenated word share it
    clause: int
    sentence: int
    segment: int
    turn: int
    answer: int
    role: str
    type: str


@dataclass(slots=True)
class Row:
    """All that is said, word after word."""

    text: str
    language: str
    atoms: list[Atom] = field(default_factory=list)
    fillers: list[tuple[int, int, str]] = field(default_factory=list)  # low, high, folded word
    whole: list[Edge] = field(default_factory=list)  # for each atom: the word it is part of

    def spans(self, match: Match) -> tuple[tuple[int, int], ...]:
        """Return where the words stand in the text, the parts of a hyphenated word as one."""
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for low, high in match:
            whole = self.whole[low]
            key = whole if whole[1] - whole[0] > 1 else (low, high)
            start, stop = self.atoms[low].start, self.atoms[high - 1].stop
            if key in spans:
                start = spans[key][0]
            spans[key] = start, stop
        return tuple(sorted(spans.values()))


def fold(word: str) -> str:
    """Write a word as it is compared."""
    word = word.lower()
    for sound, same in _SOUNDS.items():
        word = word.replace(sound, same)
    return word


def write_text(turns: Iterable[Turn]) -> str:
    """Write the turns one below the other."""
    return "\n".join(" ".join(turn.sentences) for turn in turns)


def find_remarks(text: str) -> list[tuple[int, int]]:
    """Find what nobody said; over four words in round brackets were said."""
    return [
        one.span()
        for one in _REMARK.finditer(text)
        if one.group()[0] == "[" or len(_WORD.findall(one.group())) <= 4
    ]


def find_words(text: str) -> list[tuple[int, int]]:
    """Find the words that were said."""
    remarks = find_remarks(text)
    return [
        word.span()
        for word in _WORD.finditer(text)
        if not any(start <= word.start() < stop for start, stop in remarks)
    ]


def breaks_phrase(between: str) -> bool:
    """Tell whether what stands between two words of a sentence ends a phrase."""
    if find_remarks(between) or re.search("[!?;]", between):
        return True
    return "." in between and ".." not in between and "…" not in between


def open_contraction(word: str) -> list[str]:
    """Open a folded English contraction."""
    if word in _IRREGULAR:
        return _IRREGULAR[word].split()
    for ending, opened in _ENDINGS.items():
        if word.endswith(ending):
            return [word.removesuffix(ending), *opened.split()]
    return [word]


def cut_sentence(text: str, words: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Cut a sentence of over 60 words at the last comma or dash behind its 30th, else there."""
    pieces = []
    while len(words) > SEGMENT:
        count = SEGMENT
        for place in range(SEGMENT // 2 + 1, SEGMENT + 1):
            if re.search("[,;:—–]", text[words[place - 1][1] : words[place][0]]):
                count = place
        if not re.search("[,;:—–]", text[words[count - 1][1] : words[count][0]]):
            count = SEGMENT
        pieces.append(words[:count])
        words = words[count:]
    return [*pieces, words]


def number_answers(turns: Sequence[Turn]) -> list[int]:
    """Number the answers: one respondent's talk up to the next question; other turns alone."""
    answers: list[int] = []
    questions = 0
    known: dict[tuple[str, int], int] = {}
    for number, turn in enumerate(turns, 1):
        if turn.role == "interviewer" and " ".join(turn.sentences) not in _LISTENING:
            questions += 1
        if turn.role == "respondent":
            answers.append(known.setdefault((turn.speaker, questions), len(known) + 1))
        else:
            answers.append(-number)
    return answers


@dataclass(frozen=True, slots=True)
class Said:
    """A word as it stands, and the units it is in."""

    start: int
    stop: int
    clause: int
    sentence: int
    segment: int
    turn: int


def number_words(turns: Sequence[Turn]) -> Iterator[Said]:
    """Number the units of every word that was said."""
    segment = clause = sentence = offset = 0
    for number, turn in enumerate(turns, 1):
        filled = SEGMENT + 1  # a turn begins a segment
        for text in turn.sentences:
            sentence, clause = sentence + 1, clause + 1
            last = 0
            for piece in cut_sentence(text, find_words(text)):
                if filled + len(piece) > SEGMENT:
                    segment, filled = segment + 1, 0
                filled += len(piece)
                for start, stop in piece:
                    clause += last > 0 and breaks_phrase(text[last:start])
                    last = stop
                    yield Said(offset + start, offset + stop, clause, sentence, segment, number)
            offset += len(text) + 1


def lay_out(turns: Sequence[Turn], language: str, roles: Iterable[str]) -> Row:
    """Lay the words of all turns in a row; only those of `roles` are seen."""
    row = Row(write_text(turns), language)
    answers = number_answers(turns)
    word = 0
    for said in number_words(turns):
        turn = turns[said.turn - 1]
        if turn.role not in roles:
            continue
        units = (said.clause, said.sentence, said.segment, said.turn, answers[said.turn - 1])
        written = row.text[said.start : said.stop]
        parts = _parts(written, language)
        low, high = len(row.atoms), len(row.atoms) + len(parts)
        hyphenated = len(parts) > 1 and "-" in written
        for start, stop, text in parts:
            word += start == 0 or not hyphenated
            place = (said.start + start, said.start + stop, text, word)
            row.fillers.append((len(row.atoms), len(row.atoms) + 1, text))
            row.atoms.append(Atom(*place, *units, turn.role, turn.type))
        row.whole += [(low, high) if hyphenated else (at, at + 1) for at in range(low, high)]
        if hyphenated:
            row.fillers.append((low, high, fold(written)))
    return row


def find_talk(row: Row) -> Iterator[tuple[int, int]]:
    """Find the stretches of talk in one segment, between remarks."""
    for segment in sorted({atom.segment for atom in row.atoms}):
        atoms = [atom for atom in row.atoms if atom.segment == segment]
        start, end = atoms[0].start, atoms[-1].stop
        for remark in find_remarks(row.text):
            if start <= remark[0] < end:
                yield start, remark[0]
                start = remark[1]
        yield start, end


def _parts(word: str, language: str) -> list[tuple[int, int, str]]:
    """Return the parts of a word as it stands: of a contraction, or between hyphens."""
    opened = open_contraction(fold(word)) if language == "en" else [fold(word)]
    if len(opened) == 2:
        endings = {"not": 3, "us": 2, "are": 3, "have": 3, "will": 3, "am": 2}
        cut = len(word) - endings[opened[1]]
        return [(0, cut, opened[0]), (cut, len(word), opened[1])]
    if "-" not in word:
        return [(0, len(word), opened[0])]
    return [(one.start(), one.end(), fold(one.group())) for one in re.finditer("[^-]+", word)]
