"""A stenogram whose turns follow each other inside lines: `В.Путин: … Вопрос: …`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.label_roles import paired_roles
from qualcode.reading.labels import ends_like_prose
from qualcode.reading.layouts.grounds import grounds
from qualcode.reading.layouts.inside import Inside, find_inside, find_letters
from qualcode.reading.layouts.marks import Layout, Page
from qualcode.reading.telling import first_labels

INSIDE_LINES = "labels inside lines"
FEWEST = 4  # turns; two where the labels say who asks and who answers
WEIGHTS = {"declared": 4.0, "role": 3.0, "letter": 3.0, "asked": 3.0}
OTHERS = 1.5  # the weight of any other label
SHARE = 0.15  # of the paragraphs from the first label on
CHANGES = 0.6  # of the turns are of another voice than the one before
# believed only where a sentence has ended before them: Пётр, И, and КЦСОН is no name
BY_SENTENCE = frozenset({"name", "letter", "capitals"})
SHOWN = 8  # labels named in one note
MONOLOGUE = 100  # words


def inline(page: Page) -> Iterator[Layout]:
    """Propose labels that stand inside lines at least as often as at their beginning."""
    candidates = tuple(find_inside(page))
    for found in (_accepted(candidates), tuple(_in_pairs(find_letters(page)))):
        if _believed(found, page):
            marks = tuple(inside.mark() for inside in found)
            weight = sum(WEIGHTS.get(inside.kind, OTHERS) for inside in found)
            notes = (*_notes(found), *_left(candidates, found))
            yield Layout(INSIDE_LINES, marks, weight, grounds(marks), notes)
    yield from _one_voice(candidates, page)


def _accepted(candidates: tuple[Inside, ...]) -> tuple[Inside, ...]:
    """Keep the places whose labels the whole file speaks for."""
    good = Counter(fold_label(found.label) for found in candidates if found.good)
    kinds = {fold_label(found.label): found.kind for found in candidates}
    # a capital where no sentence begins speaks for a label, if it is nobody's name
    good.update(
        fold_label(found.label)
        for found in candidates
        if found.capital and not found.firm and found.kind not in BY_SENTENCE
    )
    named = sum(n for label, n in good.items() if kinds[label] in ("initials", "capitals", "role"))
    firm = {fold_label(found.label) for found in candidates if found.good}
    # и как вы И: с чего начали Р: ну так — letters need no sentence end, but both must come again
    single = Counter(fold_label(found.label) for found in candidates if found.kind == "letter")
    letters = paired_roles(frozenset(label for label, n in single.items() if n >= 2))
    good |= single
    taken = {
        label
        for label, count in good.items()
        if _is_taken(label, kinds[label], count, named, letters, label in firm)
    }
    return tuple(found for found in candidates if _stands(found, taken, good))


def _is_taken(
    label: str, kind: str, count: int, named: int, letters: dict[str, str], firm: bool
) -> bool:
    if kind in ("declared", "role"):
        return True
    if kind == "initials":
        return count >= 2 or firm
    if kind == "letter":
        return label in letters
    if kind in ("asked", "voice", "capitals"):
        return count >= 2 or named - (count if kind == "capitals" else 0) >= 2
    return count >= (4 if ends_like_prose(label) else 2)


def _stands(found: Inside, taken: set[str], good: Counter[str]) -> bool:
    """Tell whether a label that is taken is meant here, and is no word of a sentence."""
    label = fold_label(found.label)
    if label not in taken:
        return False
    if found.kind in ("initials", "declared"):
        return found.firm or found.capital
    if found.kind == "letter":
        return True
    if found.kind == "role":
        return found.firm or (found.capital and good[label] >= 2)
    # В зале зашумели Реплика: Да — no sentence has ended, but a capital stands where none should
    return found.good or (found.capital and found.kind != "name" and good[label] >= 2)


def _in_pairs(letters: Iterable[Inside]) -> Iterator[Inside]:
    """Keep `Q.` and `A.` that change in turn, each a few times: `A. Smith` has no `Q.` before."""
    kept: list[Inside] = []
    for found in letters:
        if not kept or fold_label(kept[-1].label) != fold_label(found.label):
            kept.append(found)
    counts = Counter(fold_label(found.label) for found in kept)
    roles = paired_roles(frozenset(counts))
    if len(counts) == 2 == len(roles) and min(counts.values()) >= 2:
        first = next(n for n, f in enumerate(kept) if roles[fold_label(f.label)] == "interviewer")
        yield from kept[first:]


def _believed(found: tuple[Inside, ...], page: Page) -> bool:
    labels = [fold_label(inside.label) for inside in found]
    roles = {inside.kind for inside in found} <= {"declared", "role", "letter", "asked"}
    if len(set(labels)) < 2 or len(labels) < (2 if roles else FEWEST):
        return False
    if len(found) < SHARE * sum(number >= found[0].line for number in page.paragraphs()):
        return False
    texts = {line: page.lines[line].text for line in {inside.line for inside in found}}
    indents = {line: len(text) - len(text.lstrip()) for line, text in texts.items()}
    within = sum(inside.start > indents[inside.line] for inside in found)
    changes = sum(a != b for a, b in pairwise(labels))
    if within * 2 < len(found) or changes < CHANGES * (len(found) - 1):
        return False
    return any(f.kind != "name" for f in found) or _somebody_asks(found, page)


def _somebody_asks(found: tuple[Inside, ...], page: Page) -> bool:
    # Цена: 5. Вес: 3. Цена: 6. Вес: 2.
    asked = sum(
        page.lines[a.line].text.find("?", a.stop, b.start if b.line == a.line else None) >= 0
        for a, b in pairwise(found)
    )
    return asked * 10 >= len(found)


def _notes(found: tuple[Inside, ...]) -> Iterator[Note]:
    yield Note(phrase("layout.inline", n=len(found)))
    if words := sum(inside.beside for inside in found):
        yield Note(phrase("header.beside", words=words))


def _left(candidates: tuple[Inside, ...], found: tuple[Inside, ...]) -> Iterator[Note]:
    """Name what stands as a label does between turns, but was not taken for one."""
    taken = {fold_label(inside.label) for inside in found}
    place = (found[0].line, found[0].start)
    left = [
        f
        for f in candidates
        if f.good and f.kind != "letter" and (f.line, f.start) > place
        if fold_label(f.label) not in taken and not ends_like_prose(f.label)
    ]
    counts = Counter(fold_label(inside.label) for inside in left)
    written = {fold_label(inside.label): inside.label for inside in reversed(left)}
    if counts:
        named = first_labels([(written[label], n) for label, n in counts.most_common()], SHOWN)
        yield Note(phrase("labels.perhaps", **named), warning=True)


def _one_voice(candidates: tuple[Inside, ...], page: Page) -> Iterator[Layout]:
    """Propose an address: a name with initials opens the talk, and nobody else is named so."""
    named = [found for found in candidates if found.kind == "initials" and found.good]
    written = page.written()
    if not named or not written or len({fold_label(found.label) for found in named}) > 1:
        return
    first = named[0]
    words = sum(len(page.lines[number].text.split()) for number in written)
    if first.line != written[0] or first.start or words < MONOLOGUE:
        return
    note = Note(phrase("speakers.one", label=first.label), warning=True)
    marks = tuple(inside.mark() for inside in named)
    yield Layout("labels", marks, 0.5, grounds(marks), (note, *_left(candidates, tuple(named))))
