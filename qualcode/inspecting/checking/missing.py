"""Texts, translations, examples and indicators that a codebook lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from qualcode.codebook.branches import codes_in_use
from qualcode.inspecting.checking.finding import Finding
from qualcode.inspecting.checking.material import Material
from qualcode.model.codebook import ANY_LANGUAGE, Code, Example, Tension
from qualcode.yaml_tree.nodes import (
    Mapping,
    Node,
    Scalar,
    entries_of,
    items_of,
    mappings_of,
    text_of,
)
from qualcode.yaml_tree.problems import listed

_SECTIONS = ("respondent_types", "guide", "tensions", "relations")
_TEXTS = ("title", "name", "brief", "definition", "use_when", "do_not_use_when", "theory", "text")


def check_missing(material: Material) -> Iterator[Finding]:
    """Find what is missing in codes, tensions, relations, the guide and respondent types."""
    languages = material.codebook.languages
    for node, id in _described(material):
        yield from _untranslated(node, id, languages)
    for section in ("tensions", "relations"):
        for node in mappings_of(material.root.get(section)):
            yield from _undefined(node, section.removesuffix("s"))
    for code in material.codebook.codes:
        if not code.indicators and code.status != "retired":
            yield from _undefined(material.nodes[code.id].node, "code")
    for code in codes_in_use(material.codebook):
        yield from _tongueless(code, languages) if code.indicators else _ruleless(code)
        yield from _untried(code, languages)
    for tension in material.codebook.tensions:
        if not tension.examples:
            yield Finding(
                "no-example",
                tension.line,
                tension.id,
                f"the tension `{tension.id}` has no examples: nothing shows that it can be found",
                "write under `examples:` a sentence in which both poles meet:"
                f" `{_example_of(tension, languages)}`",
            )


def _example_of(tension: Tension, languages: tuple[str, ...]) -> str:
    """Return how an example of a tension is written in this codebook."""
    relation = f", relation: {tension.relations[0]}" if tension.relations else ""
    return f'{{{languages[0]}: [{{text: "…"{relation}}}]}}'


def _described(material: Material) -> Iterator[tuple[Mapping, str]]:
    """Yield all that has texts, with the id to call it by."""
    root = material.root
    about = root.get("codebook")
    if isinstance(about, Mapping):
        yield about, material.codebook.id
    for section in _SECTIONS:
        for node in mappings_of(root.get(section)):
            yield node, text_of(node.get("id"))
    for code in material.nodes.values():
        if text_of(code.node.get("status")) != "retired":
            yield code.node, code.id


def _untranslated(node: Mapping, id: str, languages: tuple[str, ...]) -> Iterator[Finding]:
    """Find texts by language without one of the languages; one finding for each language.

    One text without a language is for all of them.
    """
    lacking: dict[str, list[tuple[str, Node]]] = defaultdict(list)
    texts = [(key, node.get(key)) for key in _TEXTS]
    texts += [("probes", probe) for probe in items_of(node.get("probes"))]
    for key, text in texts:
        present = {language.value for language, value in entries_of(text) if text_of(value)}
        if text is not None and present and ANY_LANGUAGE not in present:
            for language in languages:
                if language not in present:
                    lacking[language].append((key, text))
    for language, found in lacking.items():
        keys = listed(dict.fromkeys(key for key, _ in found))
        yield Finding(
            "no-translation",
            found[0][1].line,
            id,
            f"{keys} of `{id}` {'is' if len(found) == 1 else 'are'} missing in `{language}`",
            f'write it beside the others: `{language}: "…"`; a text that is the same in all'
            ' languages needs none: `name: "…"`',
        )


def _undefined(node: Mapping, kind: str) -> Iterator[Finding]:
    """Find a tension, relation or branch without definition; codes are refused without one."""
    id, value = text_of(node.get("id")), node.get("definition")
    if value is None or (isinstance(value, Scalar) and not text_of(value)):
        yield Finding(
            "no-text",
            node.line,
            id,
            f"`definition` of the {kind} `{id}` is missing",
            'say what is meant: `definition: "…"`',
        )


def _spoken(code: Code, languages: Iterable[str]) -> list[str]:
    """Return the languages of talk in which the code can be found."""
    own = {one.language for one in code.indicators}
    return [one for one in languages if own & {one, ANY_LANGUAGE}]


def _ruleless(code: Code) -> Iterator[Finding]:
    """Tell that people alone can give a code: where nobody has read, it seems to be absent."""
    yield Finding(
        "no-indicators",
        code.line,
        code.id,
        f"`{code.id}` has no indicators: only people give it, and where nobody has read, it counts"
        " as absent",
        "add `indicators:`; with them it also needs `definition`, `use_when` and `do_not_use_when`",
    )


def _tongueless(code: Code, languages: tuple[str, ...]) -> Iterator[Finding]:
    for language in languages:
        if language not in _spoken(code, languages):
            yield Finding(
                "no-indicators",
                code.line,
                code.id,
                f"`{code.id}` has no indicators in `{language}`, so that it is never found in talk"
                " in that language, and comparisons will show it as rare there",
                f'add under `indicators:` a list `{language}: ["…"]`, or take `{language}` out of'
                " `languages`",
            )


def _untried(code: Code, languages: tuple[str, ...]) -> Iterator[Finding]:
    """Find languages with indicators and without examples, or without near misses."""
    for check, examples, what, why in (
        ("no-example", code.examples, "examples", "that its indicators find what they shall"),
        ("no-near-miss", code.near_misses, "near_misses", "where the code stops"),
    ):
        for language in _spoken(code, languages):
            if not _has(examples, language):
                yield Finding(
                    check,
                    code.line,
                    code.id,
                    f"`{code.id}` has no `{what}` in `{language}`: nothing tests {why}",
                    f'write a sentence from your material: `{what}: {{{language}: ["…"]}}`',
                )


def _has(examples: Iterable[Example], language: str) -> bool:
    return any(one.language in (language, ANY_LANGUAGE) for one in examples)
