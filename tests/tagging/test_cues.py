"""Every cue list does what its own examples say, and a mistake in a list is told plainly."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from constructed_codebook import make_codebook

from qualcode.errors import QualcodeError
from qualcode.model.coding import Hit
from qualcode.pipeline import code_text
from qualcode.tagging import Tagger, cues
from qualcode.tagging.cues.lists import LISTS, CueExample, CueFile, parse_cues

LANGUAGES = ("ru", "en")


@cache
def cue_file(language: str) -> CueFile:
    file = cues.load_file(language)
    assert file
    return file


def all_lists() -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        yield from ((language, one.name) for one in cue_file(language).lists)


def all_examples() -> Iterator[object]:
    for language in LANGUAGES:
        file = cue_file(language)
        groups = [(one.name, (*one.examples, *one.near_misses)) for one in file.lists]
        for name, examples in (*groups, ("sentences", file.sentences)):
            for one in examples:
                yield pytest.param(language, one, id=f"{name}: {one.text}")


@cache
def tagger(language: str) -> Tagger:
    """Return a tagger that finds the terms of all examples."""
    file = cue_file(language)
    examples = [e for one in file.lists for e in (*one.examples, *one.near_misses)]
    terms = dict.fromkeys(one.term for one in (*examples, *file.sentences))
    return Tagger(make_codebook({language: list(terms)}))


def find(tagger: Tagger, language: str, example: CueExample) -> Hit:
    indicators = {one.id: one.text for one in tagger.codebook.code("c").indicators}
    hits = code_text(example.text, tagger, language).tagged.hits
    (hit,) = (one for one in hits if indicators.get(one.indicator) == example.term)
    return hit


def marks_of(hit: Hit) -> set[str]:
    return {hit.polarity, hit.voice, hit.modality}


@pytest.mark.parametrize(("language", "example"), list(all_examples()))
def test_every_example_gets_its_marks(language: str, example: CueExample) -> None:
    hit = find(tagger(language), language, example)
    assert marks_of(hit) >= set(example.marks)
    assert bool(hit.cue) == (hit.polarity == "negated")
    assert bool(hit.voice_cue) == (hit.voice == "reported")
    assert bool(hit.modality_cue) == (hit.modality != "fact")


@pytest.mark.parametrize(("language", "name"), list(all_lists()))
def test_every_list_is_shown_by_its_examples(
    language: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the list its examples get another mark."""
    file = cue_file(language)
    (shown,) = (one for one in file.lists if one.name == name)
    assert len(shown.examples) >= 2
    assert shown.near_misses
    terms = dict.fromkeys(one.term for one in shown.examples)
    emptied = tuple(replace(one, phrases=()) if one is shown else one for one in file.lists)
    monkeypatch.setattr(cues, "load_file", lambda _: CueFile(emptied))
    without = Tagger(make_codebook({language: list(terms)}))
    for example in shown.examples:
        assert not marks_of(find(without, language, example)) >= set(example.marks), example.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_is_there(language: str) -> None:
    # In Russian a negative subject has «не» beside its verb.
    expected = set(LISTS) - ({"negation_subject"} if language == "ru" else set())
    assert {one.name for one in cue_file(language).lists} == expected


def test_a_language_without_a_file_has_no_cues() -> None:
    assert cues.load_cues("").phrases == {}
    assert cues.load_cues("xx")["stops"] == ()


EXAMPLE = "{text: Нет контроля., term: контроль, mark: negated}"


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("stopps: {cues: [но]}", 1, "did you mean `stops`?"),
        ("stops:\n  cue: [но]", 2, "did you mean `cues`?"),
        ("stops:\n  cues: []", 2, "`stops` has no cues"),
        ("stops: [но]", 1, "needs keys below it"),
        ("stops:\n  cues: [но]\n  reach: 4", 3, "take `reach` out"),
        ("wish:\n  cues: [надо]", 1, "`wish` has no `reach`"),
        ("wish:\n  reach: far\n  cues: [надо]", 2, "a number of words from 1 to 60"),
        ("stops:\n  cues:\n    - но\n    - но", 4, "stands twice"),
        ("stops:\n  cues:\n    - но|", 3, "a blank stands beside the bar"),
        ("stops:\n  cues:\n    - [но]", 3, "is no text"),
        ("stops:\n  cues: [но]\n  examples:\n    - {text: a, trm: b}", 4, "did you mean `term`?"),
        (f"sentences:\n  - {EXAMPLE}\n  - {EXAMPLE.replace('negated', 'denied')}", 3, "no mark"),
        ("stops:\n  cues: [но]\n  examples: {text: a}", 3, "examples are a list"),
        ("stops:\n  cues: [но]\n  near_misses: [a]", 3, "an example has three keys"),
        ("# nothing", 1, "holds no lists"),
    ],
)
def test_a_mistake_is_told_with_its_line(source: str, line: int, words: str) -> None:
    with pytest.raises(QualcodeError) as caught:
        parse_cues(source, "ru.yaml")
    told = [one for one in caught.value.problems if words in str(one)]
    assert [one.line for one in told] == [line]


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(QualcodeError) as caught:
        parse_cues("stops: {cues: ['но|']}\nwish: {reach: 0, cues: [надо]}", "ru.yaml")
    assert [one.line for one in caught.value.problems] == [1, 2]
