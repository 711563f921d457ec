"""What a check finds, and the list of everything that can be found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from qualcode.errors import Problem
from qualcode.model.codebook import Indicator, Phrase
from qualcode.yaml_tree.problems import in_quotes

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)

MEANINGS: dict[Severity, str] = {
    "error": "the codebook cannot be used, or does not do what it says itself",
    "warning": "very likely finds something else than was meant",
    "note": "worth a look; what is found is right or nearly so",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that can be wrong."""

    severity: Severity
    what: str  # as a person would ask for it
    by_note: bool = False  # whether a `note:` on the indicator silences it


CHECKS: dict[str, Check] = {
    "form": Check("error", "the file cannot be read as a codebook"),
    "too-slow": Check("error", "a regular expression does not come to an end"),
    "example": Check("error", "an example does not find its code or tension"),
    "near-miss": Check("error", "a near miss is found"),
    "never": Check("error", "an indicator or code that can be found nowhere, whatever is said"),
    "replaced-in-circle": Check("error", "codes that replace each other in a circle"),
    "both-poles": Check("warning", "the same indicator on both sides of a tension", True),
    "everywhere": Check("warning", "found in more than 30 % of the segments it is for", True),
    "noise": Check("warning", "found again and again in talk about unrelated things", True),
    "homograph": Check("warning", "a word that is also a form of another word", True),
    "misspelt": Check("warning", "a word that no dictionary has, one letter from one it has", True),
    "look-alike": Check("warning", "a letter of another alphabet that looks the same"),
    "invisible": Check("warning", "a character that cannot be seen"),
    "joined-phrases": Check("warning", "a bar between phrases, where it joins single words", True),
    "idle-mask": Check("warning", "a mask whose words no indicator of its code can meet"),
    "no-indicators": Check("warning", "a code without indicators, or without any in a language"),
    "replaced-twice": Check("warning", "a former id that two codes replace"),
    "replaced-by-retired": Check("warning", "a code replaced by one that is retired itself"),
    "redundant": Check("note", "an indicator another line of its code makes unnecessary", True),
    "two-codes": Check("note", "the same indicator in two codes", True),
    "not-found": Check("note", "a code never found in the transcripts"),
    "no-text": Check("note", "a definition or another text is missing"),
    "no-translation": Check("note", "a text is missing in a language of the codebook"),
    "no-example": Check("note", "no example in a language the code has indicators in"),
    "no-near-miss": Check("note", "no near miss in a language the code has indicators in"),
    "near-miss-denied": Check("note", "a near miss that is found, and only denied"),
    "no-replacement": Check("note", "a retired code that nothing replaces"),
    "not-retired": Check("note", "a code that is replaced and not retired"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where it stands and how to put it right."""

    check: str  # a key of CHECKS
    line: int  # 1-based; 0 where the whole file is meant
    code: str  # id of the code, tension or relation; the place in the file for `form`
    message: str
    cure: str
    column: int = 0  # 1-based; 0 where the whole line is meant
    excerpt: str = ""  # the line as it stands, where `column` is known

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return CHECKS[self.check].severity


_SEE = "see in docs/codebook.md and docs/indicators.md how it is written"


def findings_of(problems: Iterable[Problem], check: str = "form") -> tuple[Finding, ...]:
    """Make findings of what keeps a codebook from being used."""
    return tuple(
        Finding(check, one.line, one.place, one.message, one.cure or _SEE, one.column, one.excerpt)
        for one in problems
    )


def keeping(one: Indicator) -> str:
    """Say how an indicator stays as it is without being told again."""
    has_keys = one.who or one.questions or one.weight != 1
    if isinstance(one.expression, Phrase) and not has_keys and not one.text.startswith("fuzzy: "):
        return f'to keep it, say why: `{{term: {in_quotes(one.text)}, note: "…"}}`'
    return 'to keep it, say why: add `note: "…"` to its keys'
