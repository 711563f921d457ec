"""How related words are said."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.inspecting.counting import count
from qualcode.inspecting.terms import use
from qualcode.inspecting.terms.terms import Section, Term, Terms
from qualcode.language.words import fold

TITLES = {
    "forms": "Forms of the word",
    "family": "Words that may have its root",
    "spelling": "Words spelt nearly so",
    "use": "Words used like it",
    "collocates": "Words that stand beside it",
}
HOW = {
    "forms": "all that can be read as a form of it",
    "family": "Snowball stem, prefixes taken off, sounds that change; it proposes, you decide",
    "spelling": "likeness of 100, as `fuzzy:` counts it; words no dictionary has come first",
    "use": f"cosine of PPMI within {use.WINDOW} content words of the same turn",
    "collocates": f"within {use.BESIDE} words, more often than by chance: G² of at least"
    f" {use.LEAST_G2:g}, then logDice",
}


def say_summary(found: Terms) -> str:
    """Say how often the word is said, by how many."""
    read = ", ".join(found.readings)
    said = f"{found.word} ({found.language}): {count(found.count, 'occurrence')}"
    said += f" by {count(found.respondents, 'respondent')} among {count(found.words, 'word')}"
    said += f" of respondents in {count(found.transcripts, 'transcript')}"
    return said + (f"; read as {read}" if found.readings != (fold(found.word),) else "")


def say_score(section: Section, term: Term) -> str:
    """Say how near a word is, by what its section counts; nothing for forms and families."""
    if section.kind == "spelling":
        return f"{term.score:.0f}" + ("" if term.known else ", in no dictionary")
    if section.kind == "use":
        return f"{term.score:.2f}, {term.together} shared"
    if section.kind == "collocates":
        return f"{term.together}×, G² {term.score:.1f}, {term.log_dice:.1f}"
    return ""


def say_forms(term: Term, most: int = 4) -> str:
    """List the forms of a word with counts; nothing where it stands alone."""
    if len(term.forms) < 2 and (not term.forms or term.forms[0][0] == term.word):
        return ""
    shown = ", ".join(f"{form} {number}" for form, number in term.forms[:most])
    return shown + (" …" if len(term.forms) > most else "")


def say_uncovered(term: Term, nothing: str = "-") -> str:
    """Say of a word that no indicator finds whether a mask hides it: `masked (1 of 2)`."""
    if not term.masked:
        return nothing
    return "masked" + (f" ({term.masked} of {term.count})" if term.masked < term.count else "")


def say_silence(sections: Iterable[Section]) -> str:
    """Say in one line which sections have nothing to show, and why."""
    told = (f"{TITLES[one.kind].lower()} ({one.reason or 'none'})" for one in sections)
    return f"Nothing to show: {'; '.join(told)}"


def say_covers(term: Term, codebook: str, most: int = 2) -> str:
    """Say which indicators find the word already: `care:12 (3 of 7)`; `masked` or `-` if none."""
    if not codebook:
        return ""
    if not term.covers:
        return say_uncovered(term)
    shown = [
        f"{one.code}:{one.line}"
        + (f" ({one.count} of {term.count})" if one.count < term.count else "")
        for one in term.covers[:most]
    ]
    return ", ".join(shown) + (" …" if len(term.covers) > most else "")
