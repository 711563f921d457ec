"""Small codebooks in Ukrainian, German and Tatar, as JSON, which is YAML."""

import json

from qualcode.codebook import parse_codebook
from qualcode.model.codebook import Codebook

INDICATORS = {
    "ru": {
        "saving": ["экономия", "экономить"],
        "care": ["забота"],
        "control": ["контроль"],
    },
    "uk": {
        "saving": ["економія", "економити", "працівник скоротити"],
        "care": ["турбота", "людина", "здоров'я"],
        "control": ["перевірка", "контроль"],
    },
    "de": {
        "saving": ["sparen", "Kürzung", "Stelle streichen"],
        "care": ["Fürsorge", "begleiten", "Mensch"],
        "control": ["Kontrolle", "kontrollieren"],
    },
    "tt": {
        "saving": ["экономия", "акча җит*"],
        "care": ["кайгыртучанлык*", "кеше*"],
        "control": ["тикшер*"],
    },
    "fr": {
        "saving": ["économie", "manque d'argent"],
        "care": ["école"],
        "control": ["contrôle"],
    },
}


def make_codebook(*languages: str) -> Codebook:
    """Make a codebook with lists in `languages`."""
    text = {"definition": "d", "use_when": "u", "do_not_use_when": "n", "brief": "b"}
    codes = [
        {
            "id": id,
            "name": id,
            **text,
            "indicators": {language: INDICATORS[language][id] for language in languages},
        }
        for id in ("saving", "care", "control")
    ]
    about = {"id": "t", "title": "T", "version": "1.0", "languages": list(languages)}
    return parse_codebook(
        json.dumps({"codebook": about, "codes": codes}, ensure_ascii=False), "test.yaml"
    )
