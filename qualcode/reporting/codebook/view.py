"""A codebook → what a document shows of it, in the language of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from qualcode.codebook.branches import codes_in_use
from qualcode.model.codebook import (
    ANY_LANGUAGE,
    Code,
    Codebook,
    Example,
    Indicator,
    Mask,
    Tension,
    Text,
)
from qualcode.reporting.codebook.document import (
    CodeEntry,
    Document,
    Fact,
    Line,
    Lines,
    Question,
    RelationEntry,
    TensionEntry,
)
from qualcode.reporting.codebook.reading import Reader, as_shown
from qualcode.reporting.messages import Messages, load_messages


def view_codebook(codebook: Codebook, language: str) -> Document:
    """Lay out a codebook in `language` (en, ru): its own texts too, where they have it."""
    words = load_messages(language, "qualcode.reporting.codebook")
    reader = Reader(codebook, words)
    said = reader.said
    return Document(
        title=said(codebook.title) or codebook.id,
        file=codebook.file.replace("\\", "/").rpartition("/")[2],
        sha256=codebook.sha256,
        about=tuple(_about(codebook, words)),
        types=tuple(
            (said(one.name), one.id, ", ".join(one.aliases)) for one in codebook.respondent_types
        ),
        codes=tuple(_code(code, reader) for code in codebook.codes),
        relations=tuple(
            RelationEntry(
                one.id,
                said(one.name),
                said(one.definition),
                _indicators(one.cues, words.text("relation.cues"), "mark", reader),
                one.line,
            )
            for one in codebook.relations
        ),
        tensions=tuple(_tension(tension, reader) for tension in codebook.tensions),
        guide=tuple(
            Question(
                one.id,
                said(one.text),
                tuple(said(probe) for probe in one.probes),
                ", ".join(reader.name_of(topic) for topic in one.topics),
            )
            for one in codebook.guide
        ),
        changes=tuple(
            (one.version, one.date, one.who, said(one.what)) for one in codebook.changelog
        ),
        words=words,
    )


def anchor_of(kind: str, id: str) -> str:
    """Return the name of a place in the document; Word wants letters, digits and `_` alone."""
    signs = (sign if sign.isalnum() else f"_{ord(sign):x}_" for sign in id)
    return f"{kind}_{''.join(signs)}"


def _about(codebook: Codebook, words: Messages) -> Iterable[Fact]:
    indicators = sum(len(code.indicators) for code in codebook.codes)
    known = len(codes_in_use(codebook))  # as `check` counts them
    retired = sum(code.status == "retired" for code in codebook.codes)
    branches = len(codebook.codes) - known - retired
    counts = (
        words.count("n.codes", known),
        *([words.count("n.branches", branches)] if branches else []),
        *([words.text("n.retired", n=retired)] if retired else []),
        words.count("n.indicators", indicators),
        words.count("n.tensions", len(codebook.tensions)),
    )
    languages = ", ".join(words.language_name(language) for language in codebook.languages)
    told = {
        "version": codebook.version,
        "authors": ", ".join(codebook.authors),
        "licence": codebook.licence,
        "languages": languages,
        "counts": ", ".join(counts),
        "hash": codebook.sha256,
    }
    return (Fact(words.text(f"about.{key}"), text) for key, text in told.items() if text)


def _code(code: Code, reader: Reader) -> CodeEntry:
    words = reader.words
    is_branch = any(one.id.startswith(f"{code.id}.") for one in reader.codebook.codes)
    count = len(code.indicators)
    return CodeEntry(
        id=code.id,
        anchor=anchor_of("code", code.id),
        depth=_depth(code, reader.codebook),
        name=reader.said(code.name),
        other_names=tuple(_other_names(code.name, reader)),
        brief=reader.said(code.brief),
        facts=tuple(_facts(code, reader, is_branch=is_branch)),
        sentences=(
            *_sentences(code.examples, "code.examples", reader),
            *_sentences(code.edge_examples, "code.edge_examples", reader),
            *_sentences(code.near_misses, "code.near_misses", reader),
        ),
        indicators=_indicators(
            code.indicators, words.text("code.indicators"), code.negation, reader
        ),
        masks=_lines(code.masks, words.text("code.masks"), _mask, words),
        found_by=words.number(count) if count else "",
        line=code.line,
    )


def _depth(code: Code, codebook: Codebook) -> int:
    return sum(code.id.startswith(f"{one.id}.") for one in codebook.codes)


def _other_names(name: Text, reader: Reader) -> Iterable[Fact]:
    shown = reader.said(name)
    for language, text in name.by_language:
        if text != shown and language != ANY_LANGUAGE:
            yield Fact(reader.words.language_name(language), text, language)


def _facts(code: Code, reader: Reader, *, is_branch: bool) -> Iterable[Fact]:
    words = reader.words
    for key in ("definition", "use_when", "do_not_use_when", "theory"):
        text = reader.said(getattr(code, key))
        if text:
            yield Fact(words.text(f"code.{key}"), text)
    if is_branch:
        yield Fact(words.text("code.below"), words.text("code.branch"))
    standing = [(key, getattr(code, key)) for key in ("kind", "origin", "status")]
    told = [words.text(f"{key}.{value}") for key, value in standing if value]
    yield Fact(words.text("code.standing"), "; ".join(told))
    if code.replaces:
        yield Fact(words.text("code.replaces"), ", ".join(code.replaces))
    if code.replaced_by:
        yield Fact(words.text("code.replaced_by"), reader.name_of(code.replaced_by))
    settings = "; ".join(_settings(code, words))
    if settings:
        yield Fact(words.text("code.settings"), settings)


def _settings(code: Code, words: Messages) -> Iterable[str]:
    """Yield the settings that differ from what is usual."""
    if code.negation != "mark":
        yield words.text(f"setting.negation.{code.negation}")
    if code.unit != "segment":
        yield words.text("setting.unit", unit=words.text(f"unit.{code.unit}"))
    if code.min_score != 1:
        yield words.text("setting.min_score", score=words.short_number(code.min_score))
    if code.speakers != ("respondent",):
        roles = ", ".join(words.text(f"role.{role}") for role in code.speakers)
        yield words.text("setting.speakers", roles=roles)


def _tension(tension: Tension, reader: Reader) -> TensionEntry:
    words = reader.words
    relations = {one.id: reader.said(one.name) for one in reader.codebook.relations}
    definition = reader.said(tension.definition)
    levels = ", ".join(words.text(f"unit.{level}") for level in tension.levels)
    ways = ", ".join(relations.get(id, id) for id in tension.relations)
    told = (
        ("code.definition", definition),
        ("tension.levels", levels),
        ("tension.relations", ways),
    )
    cues: list[Lines] = []
    for id, name in relations.items():
        own = tuple(cue for cue in tension.cues if cue.owner == id)
        cues += _indicators(own, words.text("tension.cues", relation=name), "mark", reader)
    return TensionEntry(
        id=tension.id,
        anchor=anchor_of("tension", tension.id),
        name=reader.said(tension.name),
        facts=tuple(Fact(words.text(key), text) for key, text in told if text),
        poles=tuple(
            tuple((reader.name_of(id), anchor_of("code", id)) for id in pole.written)
            for pole in tension.poles
        ),
        sentences=_sentences(tension.examples, "tension.examples", reader, relations),
        cues=tuple(cues),
        line=tension.line,
    )


def _sentences(
    examples: tuple[Example, ...],
    key: str,
    reader: Reader,
    relations: Mapping[str, str] | None = None,
) -> tuple[Lines, ...]:
    words = reader.words
    named = {
        "mixed": words.text("relation.mixed"),
        "unstated": words.text("relation.unstated"),
        **(relations or {}),
    }

    def line(example: Example) -> Line:
        return Line(example.text, example.line, named.get(example.relation, ""))

    return _lines(examples, words.text(key), line, words)


def _mask(mask: Mask) -> Line:
    return Line(as_shown(mask.text), mask.line)


def _indicators(
    indicators: tuple[Indicator, ...], head: str, negation: str, reader: Reader
) -> tuple[Lines, ...]:
    def line(indicator: Indicator) -> Line:
        conditions = reader.conditions(indicator, negation)
        note = "; ".join(part for part in (conditions, indicator.note) if part)
        return Line(reader.read_indicator(indicator), indicator.line, note)

    return _lines(indicators, head, line, reader.words)


Told = TypeVar("Told", Example, Indicator, Mask)


def _lines(
    told: tuple[Told, ...], what: str, line: Callable[[Told], Line], words: Messages
) -> tuple[Lines, ...]:
    """Put lines together by language, in the order in which the languages come."""
    found: list[Lines] = []
    for language in dict.fromkeys(one.language for one in told):
        own = "" if language == ANY_LANGUAGE else language
        name = words.language_name(own) if own else words.text("every_language")
        head = words.text("by_language", what=what, language=name)
        lines = tuple(line(one) for one in told if one.language == language)
        found.append(Lines(head, own, lines))
    return tuple(found)
