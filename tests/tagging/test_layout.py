"""Only some sentences are laid out; what is found and how it is marked is the same with all."""

import json
from collections.abc import Iterator
from contextlib import suppress
from random import Random

import pytest

from qualcode.codebook import parse_codebook
from qualcode.errors import CodebookError
from qualcode.model.codebook import Codebook
from qualcode.model.respondent import Respondent
from qualcode.model.transcript import Source, Transcript, Turn
from qualcode.pipeline import Coded, code_transcript
from qualcode.respondents import EMPTY_TABLE
from qualcode.tagging import Tagger
from qualcode.tagging.scan import Possible, RuleIndex, Talk

CODEBOOKS = 60
TALKS = 3

SOUGHT = {
    "контроль": ["контроль", "контроля"],
    "забота": ["забота", "заботе", "заботу"],
    "экономия": ["экономия", "экономии"],
    "деньги": ["деньги", "денег"],
    "мешать": ["мешает"],
    "помогать": ["помогает"],
    "скидка": ["скидка", "скидки"],
}
BESIDE = (
    "не нет ни нельзя без говорят что говорю я надо хотим раньше теперь если ну конечно но и а мы"
    " думаю никто мало слово вот по-моему"
).split()
BETWEEN = [" "] * 14 + [", ", " — ", " [нрзб] ", "; ", ": «", "» ", ",", "/", ". Вот "]


def say_sentence(random: Random) -> str:
    length = random.randint(62, 80) if random.random() < 0.05 else random.randint(3, 9)
    said = ""
    for place in range(length):
        sought = random.random() < 0.45
        word = random.choice(SOUGHT[random.choice([*SOUGHT])] if sought else BESIDE)
        said += (random.choice(BETWEEN) if place else "") + (word if place else word.capitalize())
    return said + random.choice([".", ".", "!", "?", "»."])


def say_talk(random: Random) -> Transcript:
    turns: list[Turn] = []
    text = ""
    for number in range(1, random.randint(2, 5)):
        said = " ".join(say_sentence(random) for _ in range(random.randint(1, 6)))
        asks = random.random() < 0.2
        speaker, role = ("И", "interviewer") if asks else (random.choice("АБ"), "respondent")
        who = "" if asks else speaker
        turns.append(Turn(number, speaker, role, who, len(text), len(text) + len(said), ""))  # type: ignore[arg-type]
        text += said + "\n"
    return Transcript("t", text, tuple(turns), (), Source("t", "", "", "", ""))


def write_item(random: Random, depth: int = 0, known: tuple[str, ...] = ()) -> object:
    phrase = (" ... " if random.random() < 0.5 else " ").join(
        random.choice([*SOUGHT]) for _ in range(random.choice([1, 1, 2]))
    )
    chance = random.random()
    if chance < 0.35 or depth > 1:
        return phrase
    if chance < 0.5:
        return {"term": phrase, "not": [random.choice([*SOUGHT])], "within": "sentence"}
    if chance < 0.56:
        return {"regex": random.choice(["контрол\\w*", "\\bне\\s+\\w+", "забот\\w+ \\w+"])}
    if known and chance < 0.7:
        return {"code": random.choice(known)}
    kind = random.choice(["any", "all", "near"])
    group: dict[str, object] = {
        kind: [write_item(random, depth + 1, known) for _ in range(random.randint(2, 3))]
    }
    units = ["sentence", "segment", "turn", "answer"]
    group["within"] = random.choice(["1", "3", "8"] if kind == "near" else units)
    return group


def write_codebook(random: Random) -> Codebook:
    codes: list[dict[str, object]] = []
    for id in ("a", "b", "c"):
        known = tuple(str(code["id"]) for code in codes)
        items = [write_item(random, 0, known) for _ in range(random.randint(1, 3))]
        unit = random.choice(["segment", "segment", "answer", "interview"])
        texts = dict.fromkeys(("name", "definition", "use_when", "do_not_use_when"), "x")
        more = {"unit": unit, "min_score": random.choice([1, 1, 2])}
        codes.append({"id": id, **texts, **more, "indicators": {"ru": items}})
    cues = [
        {"term": "мешать", "not": ["скидка"]},
        {"near": ["помогать", "скидка"], "within": 12},
        "не мешать",
    ]
    relations = [{"id": "r", "name": "r", "definition": "d", "cues": {"ru": cues}}]
    tension = {"id": "t", "name": "t", "definition": "d", "poles": ["a", "b"]}
    about = {"id": "t", "title": "T", "version": "1.0", "languages": ["ru"]}
    whole = {
        "codebook": about,
        "codes": codes,
        "relations": relations,
        "tensions": [tension],
    }
    return parse_codebook(json.dumps(whole, ensure_ascii=False), "t.yaml")


def codebooks() -> Iterator[tuple[Random, Codebook]]:
    for seed in range(CODEBOOKS):
        random = Random(seed)
        with suppress(CodebookError):  # the same indicator may be drawn twice
            yield random, write_codebook(random)


def code(transcript: Transcript, tagger: Tagger) -> Coded:
    return code_transcript(transcript, tagger, EMPTY_TABLE, "ru")


def test_sentences_without_anything_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    find_possible = Talk.find_possible

    def find_all(self: Talk, index: RuleIndex) -> Possible:
        possible = find_possible(self, index)
        return Possible(possible.rules, list(range(len(self.sentences))))

    tried = found = 0
    for random, codebook in codebooks():
        tagger = Tagger(codebook)
        for _ in range(TALKS):
            transcript = say_talk(random)
            some = code(transcript, tagger)
            with monkeypatch.context() as patch:
                patch.setattr(Talk, "find_possible", find_all)
                assert code(transcript, tagger) == some
            tried += 1
            found += bool(some.tagged.hits)
    assert tried > 100
    assert found > 60


TEXTS = dict.fromkeys(("name", "definition", "use_when", "do_not_use_when"), "x")
ABOUT = {"id": "t", "title": "T", "version": "1.0", "languages": ["ru", "en"]}


def tag_turns(codes: list[dict[str, object]], *said: str) -> list[tuple[str, str]]:
    """Tag turns of one respondent; return code and words of each hit."""
    whole = {"codebook": ABOUT, "codes": [{**TEXTS, **code} for code in codes]}
    codebook = parse_codebook(json.dumps(whole, ensure_ascii=False), "t.yaml")
    turns, text = [], ""
    for number, one in enumerate(said, 1):
        turns.append(Turn(number, "А", "respondent", "А", len(text), len(text) + len(one), ""))
        text += one + "\n"
    transcript = Transcript("t", text, tuple(turns), (), Source("t", "", "", "", ""))
    table = EMPTY_TABLE.__class__("", b"", "", (), (Respondent("А", "x"),), ())
    coded = code_transcript(transcript, Tagger(codebook), table)
    return [(hit.code, hit.words) for hit in coded.tagged.hits]


RUSSIAN = "Мы говорим, что контроль и забота о людях у нас всегда были и есть."
ENGLISH = "We have the control that the children of this place have asked us for."


def test_languages_with_references_and_without() -> None:
    codes: list[dict[str, object]] = [
        {"id": "a", "indicators": {"ru": ["контроль"], "en": ["control"]}},
        {
            "id": "c",
            "indicators": {"ru": [{"all": [{"code": "a"}, "забота"]}], "en": ["child"]},
        },
    ]
    assert tag_turns(codes, RUSSIAN, ENGLISH) == [
        ("a", "контроль"),
        ("c", "контроль … забота"),
        ("a", "control"),
        ("c", "children"),
    ]


def test_a_coding_may_rest_on_two_languages() -> None:
    codes: list[dict[str, object]] = [
        {"id": "x", "indicators": {"en": ["child"]}},
        {
            "id": "a",
            "unit": "interview",
            "min_score": 2,
            "indicators": {"ru": ["контроль"], "en": [{"all": [{"code": "x"}, "control"]}]},
        },
        {"id": "c", "indicators": {"ru": [{"all": [{"code": "a"}, "забота"]}], "en": ["care"]}},
    ]
    assert ("c", "контроль … забота") in tag_turns(codes, RUSSIAN, ENGLISH)


def test_items_that_share_their_words_come_to_an_end() -> None:
    words = " ".join(["контроль"] * 11)
    indicator = {"all": ["контроль"] * 6 + ["контроля|контроль"] * 6, "within": "turn"}
    codes: list[dict[str, object]] = [{"id": "c", "indicators": {"ru": [indicator]}}]
    assert tag_turns(codes, f"Это {words} у нас.") == []
