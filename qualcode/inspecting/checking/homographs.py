"""Words that are also forms of another word: «вести» and «весть», `better` and `good`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from qualcode.inspecting.checking.finding import Finding, keeping
from qualcode.inspecting.checking.material import Material, standing_alone
from qualcode.inspecting.checking.words import bases_of, forms_of
from qualcode.language import english, russian
from qualcode.language.russian import RARE_READING, analyzer
from qualcode.language.words import fold
from qualcode.model.codebook import Indicator

# A form is told when it is another word so much more often than the one looked for.
_OTHER, _OWN = 0.7, 0.3
_BEST = 0.5  # of one parse: what is known of rare words is spread over all of theirs
_NOUN = 0.1  # a noun seldomer than this beside another is hardly ever said: «ставок» of «ставка»
_MOST_SHOWN = 3
_STEM = 3  # letters at the beginning that words of one family share

# «эффективно» and «эффективный», «служащий» and «служить»: of one family, and mean the same.
_UNCHANGING = frozenset({"ADVB", "PRED", "COMP", "PRCL", "CONJ", "PREP", "INTJ", "NPRO", "NUMR"})
_NAMES = ("Name", "Surn", "Patr", "Geox")  # «Даня» beside «дань»: written with a capital letter
_MADE_OF_VERBS = frozenset({"PRTF", "PRTS", "GRND"})

# Irregular plurals: that the codebook finds the singular too is no surprise.
_PLURALS = frozenset({"men", "feet", "teeth", "geese", "mice", "people"})
# English forms that are mostly another word than the one in the table of base forms.
_MOSTLY = {"lives": "life", "leaves": "leaf", "lay": "lay", "saw": "saw", "felt": "felt"}


def check_homographs(material: Material) -> Iterator[Finding]:
    """Find words standing alone in an indicator that find another word as well.

    In a phrase the other words say which is meant.
    """
    for one in material.indicators():
        if one.note:
            continue
        told: set[str] = set()
        for word in _lone_words(one):
            for language in material.applying(one.language):
                for message, cure in _LANGUAGES.get(language, _nothing)(word):
                    if word not in told:
                        told.add(word)
                        note = keeping(one)
                        yield Finding("homograph", one.line, one.owner, message, f"{cure}; {note}")


def _lone_words(one: Indicator) -> Iterator[str]:
    for phrase in standing_alone(one.expression):
        if len(phrase.slots) == 1:
            yield from (word.text for word in phrase.slots[0].words if word.kind == "form")


def _nothing(_: str) -> Iterator[tuple[str, str]]:
    return iter(())


@dataclass(frozen=True, slots=True)
class _Reading:
    """One base form that a Russian form can have."""

    base: str
    weight: float  # of 1
    best: float  # weight of the likeliest of its parses
    parts: frozenset[str]  # of speech


@lru_cache(maxsize=1 << 15)
def _read(form: str) -> tuple[tuple[_Reading, ...], bool]:
    """Return the readings of a Russian form, and whether anything is known of their use.

    None where there is only one. Without figures of use the dictionary weighs all parses alike.
    """
    parses = analyzer().parse(form)
    if len({parse.normal_form for parse in parses}) == 1:  # most forms
        return (), False
    by_base: dict[str, list[Any]] = {}
    for parse in parses:
        if any(mark in parse.tag for mark in _NAMES):
            continue
        by_base.setdefault(fold(parse.normal_form), []).append(parse)
    readings = tuple(
        _Reading(
            base,
            sum(parse.score for parse in own),
            max(parse.score for parse in own),
            frozenset(str(parse.tag.POS) for parse in own),
        )
        for base, own in by_base.items()
    )
    return readings, len({parse.score for parse in parses}) > 1


def _russian(word: str) -> Iterator[tuple[str, str]]:
    """Say which other word is found as well, wholly or in some forms."""
    if not russian.is_known(word):
        return
    bases = bases_of(word, "ru")
    read = {one.base: one for one in _read(word)[0] if one.base in bases}
    meant = word if word in read else max(read, key=lambda base: read[base].weight, default=word)
    for base in sorted(set(read) - {meant}, key=lambda base: (-read[base].weight, base)):
        if read[base].parts == {"NOUN"} and read[base].weight < _NOUN:
            continue
        forms = russian.forms_of({base}) - russian.forms_of({meant})
        if forms and not _are_one(read[meant], read[base]):
            yield (
                f"`{word}` is also a form of «{base}», and finds {_shown(forms)} as well",
                _exactly(word),
            )
            return
    stolen: dict[str, set[str]] = {}
    for form in _forms(bases):
        for base in _mostly(form, bases):
            stolen.setdefault(base, set()).add(form)
    for base in sorted(stolen)[:1]:
        yield (
            f"`{word}` finds {_shown(stolen[base])}, and that is mostly a form of «{base}»",
            "write the forms that are meant, each with `=` before it, or a phrase of several words",
        )


def _forms(bases: frozenset[str]) -> frozenset[str]:
    """Return the forms of some base forms, without participles: these are of one family."""
    forms: set[str] = set()
    for base in bases:
        for parse in analyzer().parse(base):
            if fold(parse.normal_form) == base:
                is_verb = parse.tag.POS == "INFN"
                forms.update(
                    form.word
                    for form in parse.lexeme
                    if not is_verb or form.tag.POS not in _MADE_OF_VERBS
                )
    return frozenset(map(fold, forms))


def _mostly(form: str, bases: frozenset[str]) -> Iterator[str]:
    """Yield the other word that a form mostly is, while the matcher takes it for one of `bases`."""
    readings, is_weighed = _read(form)
    if not is_weighed:
        return
    own = [one for one in readings if one.base in bases]
    if RARE_READING <= sum(one.weight for one in own) <= _OWN:
        for one in readings:
            often = one.weight >= _OTHER and one.best >= _BEST
            if one.base not in bases and often and not any(_are_one(one, mine) for mine in own):
                yield one.base


def _are_one(one: _Reading, other: _Reading) -> bool:
    return _is_family(one, other) or _is_made_of(one, other) or _is_made_of(other, one)


def _is_family(one: _Reading, other: _Reading) -> bool:
    """Tell whether two readings are of one family and much the same: «платно» and «платный»."""
    if _shared(one.base, other.base) < min(_STEM, len(other.base) - 1):
        return False
    if one.parts <= _UNCHANGING or other.parts <= _UNCHANGING:
        return True
    return {*one.parts, *other.parts} in ({"NOUN", "ADJF"}, {"ADJF"}, {"ADJF", "ADJS"})


def _is_made_of(verb: _Reading, other: _Reading) -> bool:
    """Tell whether one is a participle of the other: «знающий» and «знать»; not «данные»."""
    alike = _shared(verb.base, other.base) >= _STEM
    return alike and verb.parts <= _MADE_OF_VERBS


def _english(word: str) -> Iterator[tuple[str, str]]:
    """Say which other word is found as well."""
    for base in sorted(bases_of(word, "en") - {word}):
        if word not in _PLURALS and _is_odd(word, base):
            others = _shown(forms_of(base, "en") - {word})
            yield (
                f"`{word}` is read as a form of `{base}`, and finds {others} as well",
                _exactly(word),
            )
            return
    for form, meaning in _MOSTLY.items():
        if form != word and form in forms_of(word, "en") and meaning != word:
            yield (
                f"`{word}` finds «{form}», and that is mostly a form of `{meaning}`",
                "write the forms that are meant, each with `=` before it, or a phrase",
            )


def _is_odd(word: str, base: str) -> bool:
    """Tell whether a base form is none that the writer would expect: `good` of `better`."""
    if _shared(word, base) < min(3, len(base) - 1):
        return True
    return word == f"{base}ing" and len(bases_of(word, "en")) > 1 and english.is_known(f"{base}e")


def _exactly(word: str) -> str:
    """Say how the word is written so that it finds nothing else."""
    return f"write `={word}` and every other form that is meant, or a phrase of several words"


def _shared(one: str, other: str) -> int:
    """Return how many letters two words begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _shown(forms: Iterable[str]) -> str:
    listed = sorted(forms, key=lambda form: (len(form), form))
    shown = ", ".join(f"«{form}»" for form in listed[:_MOST_SHOWN])
    return f"{shown} …" if len(listed) > _MOST_SHOWN else shown


_LANGUAGES = {"ru": _russian, "en": _english}
