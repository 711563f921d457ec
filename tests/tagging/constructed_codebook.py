"""A codebook in one line, and what it finds in a sentence."""

import json
from collections.abc import Callable

from qualcode.codebook import parse_codebook
from qualcode.model.codebook import Codebook
from qualcode.pipeline import Coded

Indicator = str | dict[str, object]
Find = Callable[..., Coded]


def make_codebook(
    indicators: dict[str, list[Indicator]] | list[Indicator],
    own_cues: dict[str, object] | None = None,
    **code: object,
) -> Codebook:
    """Make a codebook of the code `c` and two relations; JSON is YAML."""
    if isinstance(indicators, list):
        indicators = {"ru": indicators}
    text = {"definition": "d", "use_when": "u", "do_not_use_when": "n", "brief": "b"}
    first = {"id": "c", "name": "C", **text, "indicators": indicators, **code}
    second = {"id": "d", "name": "D", **text, "indicators": {"ru": ["забота"], "en": ["care"]}}
    relations = {
        "conflict": {"ru": ["противоречить", "мешать"], "en": ["clash*"]},
        "reconciliation": {"ru": ["не противоречить", "помогать"], "en": ["go together"]},
    }
    tension = {
        "id": "c_vs_d",
        "name": "CD",
        "definition": "d",
        "poles": ["c", "d"],
        "levels": ["segment", "turn", "answer", "interview"],
    }
    return parse_codebook(
        json.dumps(
            {
                "codebook": {"id": "t", "title": "T", "version": "1.0", "languages": ["ru", "en"]},
                "codes": [first, second],
                "tensions": [tension, {**tension, "id": "own", "cues": own_cues}]
                if own_cues
                else [tension],
                "relations": [
                    {"id": id, "name": id, "definition": "d", "cues": cues}
                    for id, cues in relations.items()
                ],
            },
            ensure_ascii=False,
        ),
        "test.yaml",
    )
