from __future__ import annotations

import pytest
from tried_codebook import SOURCE

from qualcode.codebook import parse_codebook
from qualcode.inspecting.explaining import explain_text
from qualcode.inspecting.explaining.explanation import Misplaced
from qualcode.inspecting.explaining.material import material_of_text
from qualcode.inspecting.explaining.nearest import find_nearest, word_near
from qualcode.inspecting.explaining.wording_nothing import say_misplaced


def misplaced(indicator: str, text: str) -> str:
    """Return why the words of an indicator make no hit in a text."""
    lines = SOURCE.split("\n")
    start = lines.index("    ru:")
    stop = next(at for at, line in enumerate(lines) if line.startswith("    en:"))
    source = "\n".join([*lines[:start], f"    ru: [{indicator}]", *lines[stop:]])
    (segment,) = explain_text(text, parse_codebook(source, "tried.yaml"), "ru").segments
    assert segment.nothing
    (near,) = segment.nothing.nearest
    assert near.misplaced
    return say_misplaced(near.misplaced)


@pytest.mark.parametrize(
    ("indicator", "text", "said"),
    [
        (
            '"сокращение ставка"',
            "Сокращение всех ставок.",
            "«всех» stands between «Сокращение» and «ставок», and no other word may",
        ),
        (
            '"сокращение ставка"',
            "Сокращение всех этих наших ставок.",
            "3 words stand between «Сокращение» and «ставок», and no other word may",
        ),
        (
            '"сокращение ... ставка"',
            "Сокращение, как я уже говорил, ставок.",
            "4 words stand between «Сокращение» and «ставок», and at most 3 may",
        ),
        (
            '"сокращение ставка"',
            "Ставок сокращение.",
            "«Ставок» must stand behind «сокращение»",
        ),
        (
            '"сокращение ставка"',
            "Прошло сокращение. Ставок нет.",
            "a sentence ends between «сокращение» and «Ставок»",
        ),
        (
            '"сокращение ставка"',
            "Прошло сокращение; ставок нет.",
            "a remark or a mark such as `;` stands between «сокращение» and «ставок»",
        ),
        (
            '{near: ["дом", "сад"], within: 3}',
            "Дом стоит далеко и тут сад.",
            "«Дом» and «сад» are 5 words apart, and 3 is the most",
        ),
        (
            '{near: ["дом", "сад"], ordered: true}',
            "Сад у дома.",
            "«Сад» must stand behind «дома»",
        ),
        (
            '{all: ["дом", "сад"], within: sentence}',
            "Есть дом. Есть сад.",
            "a sentence ends between «дом» and «сад»",
        ),
        (
            '{all: ["дом", "дома"]}',
            "Дома.",
            "«Дома» cannot stand for two words at once",
        ),
        (
            '{all: ["старый дом", "сад"]}',
            "Дом старый, сад.",
            "«Дом» must stand behind «старый»",
        ),
        (
            '{any: ["старый дом", "новый сад"]}',
            "Дом старый.",
            "«Дом» must stand behind «старый»",
        ),
        (
            '{all: ["дом", {all: ["сад"], not: ["вишня"]}]}',
            "Дом и сад, вишня.",
            "its `not` found «вишня»",
        ),
    ],
)
def test_why_words_that_are_there_make_no_hit(indicator: str, text: str, said: str) -> None:
    assert misplaced(indicator, text) == said


def test_the_word_asked_for_is_the_one_that_is_judged() -> None:
    codebook = parse_codebook(SOURCE.replace('- "экономия"', '- "дом сад"'), "tried.yaml")
    text = "Дом, сад, а там дальше сад."
    material = material_of_text(text, codebook, "ru")
    segment = material.segments[1]
    (near,) = find_nearest(material, codebook.codes, segment, word_near(segment, 24)).nearest
    assert near.misplaced == Misplaced("between", "Дом", "сад", count=4, most=0)
