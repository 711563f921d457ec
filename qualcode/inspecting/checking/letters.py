"""Letters of another alphabet that look the same, and characters that cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from qualcode.inspecting.checking.finding import Finding
from qualcode.inspecting.checking.material import Material
from qualcode.language import english, russian
from qualcode.language.alphabets import script_of
from qualcode.model.codebook import Phrase, Word, leaves_of
from qualcode.yaml_tree.nodes import Mapping, Node, Scalar, Sequence

# Cyrillic letters and what looks like them in other alphabets.
_TWINS = {
    "LATIN": dict(zip("aceopxykmtbhABCEHKMOPTXY", "асеорхукмтвнАВСЕНКМОРТХУ", strict=True)),
    "GREEK": dict(zip("αορκνΑΒΕΗΙΚΜΝΟΡΤΥΧ", "аоркvАВЕНІКМNОРТУХ", strict=True)),
}
_LATIN = {cyrillic: latin for latin, cyrillic in _TWINS["LATIN"].items()}
_CYRILLIC = "асеорхукмтвнАВСЕНКМОРТХУіІѕЅјЈ"
_LIKE = frozenset("".join("".join(one) for one in _TWINS.values()) + _CYRILLIC + "iIsSjJ")
_DIGITS = str.maketrans("03", "оз")
_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(
    r"(?<![^\W_])[03]?[а-яё]+(?:[03][а-яё]+)+|(?<![^\W_])[03][а-яё]{3,}", re.IGNORECASE
)
_CLASS = re.compile(r"\[[^\]]*\]|\\.")  # of a regular expression: `[а-яA-Z]`, `\w`
_INVISIBLE = {
    "\u00ad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width non-joiner",
    "\u200d": "a zero-width joiner",
    "\u200e": "a left-to-right mark",
    "\u200f": "a right-to-left mark",
    "\u2060": "a word joiner",
    "\ufeff": "a byte order mark",
}
_SCRIPTS = {"LATIN": "Latin", "CYRILLIC": "Cyrillic", "GREEK": "Greek"}
_LONGEST = 10_000  # characters of a text that is looked through for its line


def check_letters(material: Material) -> Iterator[Finding]:
    """Look through every text of the file, then through the words of the indicators as wholes."""
    for node, code, is_regex in _texts(material.root, "", is_regex=False):
        text = _CLASS.sub(" ", node.value) if is_regex else node.value
        for check, told in (("look-alike", _mixed(text)), ("invisible", _unseen(text))):
            for found, message, cure in told:
                line = _line_of(found, node, material.lines)
                yield Finding(check, line, code, message, cure)
    for one in (*material.indicators(), *material.cues()):
        for leaf in leaves_of(one.expression):
            if isinstance(leaf, Phrase):
                for word in (word for slot in leaf.slots for word in slot.words):
                    for message in _wholly_foreign(word, one.language):
                        yield Finding(
                            "look-alike", one.line, one.owner, message, "type the word anew"
                        )


def _texts(node: Node, code: str, is_regex: bool) -> Iterator[tuple[Scalar, str, bool]]:
    """Yield every text below `node`, with the id it belongs to, and whether it is an expression."""
    if isinstance(node, Scalar):
        if not node.value.isascii():
            yield node, code, is_regex
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item, code, is_regex)
    elif isinstance(node, Mapping):
        id = node.get("id")
        own = id.value if isinstance(id, Scalar) else code
        for key, value in node.entries:
            yield from _texts(value, own, key.value == "regex")


def _mixed(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield words with letters of two alphabets, those of the one looking like the other's."""
    for match in _WORD.finditer(text):
        word = match.group()
        by_script: dict[str, list[str]] = {}
        for letter in word:
            script = script_of(letter.lower())
            if script in _SCRIPTS:
                by_script.setdefault(script, []).append(letter)
        if len(by_script) < 2:
            continue
        script, letters = min(by_script.items(), key=lambda item: len(item[1]))
        other = max(by_script, key=lambda name: len(by_script[name]))
        if script != other and set(letters) <= _LIKE:
            shown = ", ".join(f"`{letter}`" for letter in dict.fromkeys(letters))
            yield (
                word,
                f"«{word}» has the {_SCRIPTS[script]} {shown} among {_SCRIPTS[other]} letters",
                "type the word anew, with one keyboard layout",
            )
    for match in _DIGIT.finditer(text):
        meant = match.group().lower().translate(_DIGITS)
        if russian.is_known(meant.replace("ё", "е")):
            yield (
                match.group(),
                f"«{match.group()}» has a digit among its letters",
                f"type the word anew: «{meant}»",
            )


def _unseen(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield characters that cannot be seen, each once."""
    for place, letter in enumerate(text):
        if letter.isascii() or unicodedata.category(letter) != "Cf":
            continue
        name = _INVISIBLE.get(letter, f"an invisible character (U+{ord(letter):04X})")
        before = text[max(0, place - 12) : place].split()
        after = text[place + 1 : place + 13].split()
        near = f"«{before[-1] if before else ''}│{after[0] if after else ''}»"
        yield (
            letter,
            f"{name} stands where the line is in {near}, and cannot be seen",
            "delete the word and write it anew",
        )
        return


def _line_of(found: str, node: Scalar, lines: list[str]) -> int:
    """Return the line on which the word stands; that of the text where it cannot be told."""
    last = min(len(lines), node.line + len(node.value) // 10 + 10)
    for number in range(node.line, last + 1):
        if found in lines[number - 1]:
            return number
    return node.line


def _wholly_foreign(word: Word, language: str) -> Iterator[str]:
    """Say of a Russian word that all of its letters are Latin, or of an English one Cyrillic."""
    letters = [letter for letter in word.text if letter.isalpha()]
    twins = _TWINS["LATIN"]
    if language == "ru" and len(letters) > 2 and all(letter in twins for letter in letters):
        meant = "".join(twins.get(letter, letter) for letter in word.text)
        if russian.is_known(meant) and not english.is_known(word.text):
            yield f"«{word.text}» is written in Latin letters, and looks like «{meant}»"
    if language == "en" and letters and all(letter in _LATIN for letter in letters):
        meant = "".join(_LATIN.get(letter, letter) for letter in word.text)
        if meant != word.text:
            yield f"«{word.text}» is written in Cyrillic letters, and looks like «{meant}»"
