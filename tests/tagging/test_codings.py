"""Masks, the longest match, scores, polarity of codings, and tensions."""

from constructed_codebook import Find, make_codebook

from qualcode.model.coding import MACHINE
from qualcode.model.transcript import Source, Transcript, Turn
from qualcode.pipeline import code_text, code_transcript
from qualcode.respondents import EMPTY_TABLE
from qualcode.tagging import Tagger


def test_masked_words_are_not_seen_and_listed(find: Find) -> None:
    tagged = find(
        "Экономия времени и экономия.", ["экономия"], exclude={"ru": ["экономия время"]}
    ).tagged
    assert [hit.start for hit in tagged.hits] == [19]
    (masked,) = tagged.suppressed
    assert (masked.reason, masked.by, masked.hit.words) == ("masked", "экономия время", "Экономия")


def test_a_mask_leaves_another_match_of_the_phrase(find: Find) -> None:
    tagged = find(
        "не хватает времени и денег",
        ["не хватает ... время|деньги"],
        exclude={"ru": ["хватает время"]},
    ).tagged
    assert tagged.hits == ()
    assert {one.reason for one in tagged.suppressed} == {"masked"}


def test_the_longest_match_wins_inside_a_code(find: Find) -> None:
    tagged = find("эффективный контракт", ["эффективный", "эффективный контракт"]).tagged
    assert [hit.words for hit in tagged.hits] == ["эффективный контракт"]
    (loser,) = tagged.suppressed
    assert (loser.reason, loser.by, loser.hit.words) == (
        "outranked",
        "эффективный контракт",
        "эффективный",
    )


def test_codes_may_share_words(find: Find) -> None:
    tagged = find("Наша забота", ["наш забота"]).tagged
    assert {hit.code for hit in tagged.hits} == {"c", "d"}


def test_the_score_adds_up_distinct_indicators(find: Find) -> None:
    light = {"term": "экономия", "weight": "0.5"}
    once = find("Экономия и экономия.", [light])
    assert once.tagged.codings == ()
    assert len(once.tagged.hits) == 2
    (both,) = find("Экономия и смета.", [light, {"term": "смета", "weight": "0.5"}]).tagged.codings
    assert both.score == 1.0
    assert both.coder == MACHINE


def test_min_score(find: Find) -> None:
    assert find("Экономия.", ["экономия", "смета"], min_score="2").tagged.codings == ()
    assert find("Экономия, смета.", ["экономия", "смета"], min_score="2").tagged.codings


def test_polarity_of_a_coding_is_that_of_its_hits(find: Find) -> None:
    def polarity(text: str) -> str:
        return find(text, ["контроль"]).tagged.codings[0].polarity

    assert polarity("Есть контроль.") == "affirmed"
    assert polarity("Нет контроля.") == "negated"
    assert polarity("Есть контроль. Нет контроля.") == "mixed"


def test_a_negated_coding_forms_no_pole(find: Find) -> None:
    assert find("Контроль и забота.", ["контроль"]).tensions
    assert not find("Нет контроля. Есть забота.", ["контроль"]).tensions


def relation(find: Find, text: str) -> tuple[str, str]:
    met = [one for one in find(text, ["экономия"]).tensions if one.level == "segment"]
    return met[0].relation, met[0].cue


def test_relations_by_cue(find: Find) -> None:
    assert relation(find, "Экономия мешает заботе.") == ("conflict", "мешает")
    assert relation(find, "Экономия и забота.") == ("unstated", "")
    assert relation(find, "Экономия мешает, а забота помогает.") == ("mixed", "мешает; помогает")


def test_the_longer_cue_wins_and_a_negated_one_is_none(find: Find) -> None:
    assert relation(find, "Экономия не противоречит заботе.")[0] == "reconciliation"
    assert relation(find, "Экономия не мешает заботе.")[0] == "unstated"


def test_a_cue_counts_in_the_sentence_of_a_pole_only(find: Find) -> None:
    assert relation(find, "Экономия и забота. Соседи нам мешают.")[0] == "unstated"


def test_the_pole_that_comes_first(find: Find) -> None:
    (met, *_) = find("Забота, потом экономия.", ["экономия"]).tensions
    assert met.first_pole == "d"


def talk(*turns: tuple[str, str]) -> Transcript:
    text, made = "", []
    for number, (role, words) in enumerate(turns, 1):
        respondent = "" if role == "interviewer" else role
        kind = "interviewer" if role == "interviewer" else "respondent"
        start = len(text)
        text += words
        made.append(Turn(number, role, kind, respondent, start, len(text), ""))  # type: ignore[arg-type]
        text += "\n"
    return Transcript("t", text, tuple(made), (), Source("t", "", "txt", "", ""))


def levels(transcript: Transcript) -> list[tuple[str, str, int]]:
    codebook = make_codebook(["экономия"])
    coded = code_transcript(transcript, Tagger(codebook), EMPTY_TABLE, "ru")
    return [(one.level, one.respondent, one.unit) for one in coded.tensions]


def test_levels_of_meeting() -> None:
    answer = talk(
        ("interviewer", "Как?"), ("P", "Экономия."), ("interviewer", "Угу."), ("P", "Забота.")
    )
    assert levels(answer) == [("answer", "P", 1), ("interview", "P", 0)]
    interview = talk(("P", "Экономия."), ("interviewer", "А что ещё?"), ("P", "Забота."))
    assert levels(interview) == [("interview", "P", 0)]


def test_two_respondents_do_not_meet() -> None:
    assert levels(talk(("A", "Экономия."), ("B", "Забота."))) == []


def test_the_interviewer_makes_no_code_unless_asked() -> None:
    transcript = talk(("interviewer", "Где экономия?"))
    silent = make_codebook(["экономия"])
    assert code_transcript(transcript, Tagger(silent), EMPTY_TABLE, "ru").tagged.hits == ()
    asked = make_codebook(["экономия"], speakers=["interviewer"])
    coded = code_transcript(transcript, Tagger(asked), EMPTY_TABLE, "ru")
    assert [hit.words for hit in coded.tagged.hits] == ["экономия"]


def test_the_unit_of_a_code() -> None:
    transcript = talk(
        ("interviewer", "Как?"), ("P", "Экономия."), ("interviewer", "Угу."), ("P", "Экономия.")
    )
    borders = {}
    for unit in ("segment", "turn", "answer", "interview"):
        codebook = make_codebook(["экономия"], unit=unit)
        coded = code_transcript(transcript, Tagger(codebook), EMPTY_TABLE, "ru")
        borders[unit] = [(coding.start, coding.stop) for coding in coded.tagged.codings]
    assert borders["segment"] == borders["turn"] == [(5, 14), (20, 29)]
    assert borders["answer"] == borders["interview"] == [(5, 29)]


def test_a_label_between_turns_makes_no_reported_speech() -> None:
    text = "Р: Так все говорят.\nИ: Почему?\nР: Экономия есть."
    turns = []
    for number, (said, role) in enumerate(
        (
            ("Так все говорят.", "respondent"),
            ("Почему?", "interviewer"),
            ("Экономия есть.", "respondent"),
        ),
        1,
    ):
        start = text.index(said)
        respondent = "P" if role == "respondent" else ""
        turns.append(Turn(number, role, role, respondent, start, start + len(said), ""))  # type: ignore[arg-type]
    transcript = Transcript("t", text, tuple(turns), (), Source("t", "", "txt", "", ""))
    codebook = make_codebook(["экономия"])
    (hit,) = code_transcript(transcript, Tagger(codebook), EMPTY_TABLE, "ru").tagged.hits
    assert hit.voice == "own"


def test_the_score_does_not_depend_on_the_order_of_words(find: Find) -> None:
    weights = {"альфа": "0.7", "бета": "0.2", "гамма": "0.1"}
    indicators = [{"term": term, "weight": weight} for term, weight in weights.items()]
    for text in ("альфа бета гамма", "гамма бета альфа"):
        (coding,) = find(text, indicators).tagged.codings
        assert coding.score == 1.0


def test_a_wide_coding_stands_where_it_is_affirmed(find: Find) -> None:
    text = (
        "Нет контроля. Есть забота. " + "Слово " + "слово " * 57 + "слово. Контроль есть. Забота."
    )
    met = [
        one.unit for one in find(text, ["контроль"], unit="turn").tensions if one.level == "segment"
    ]
    assert met == [3]


def test_a_cue_is_seen_over_the_cut_in_an_over_long_sentence(find: Find) -> None:
    text = "Экономия и забота " + "слово " * 57 + "мешает всем"
    met = {one.level: one.relation for one in find(text, ["экономия"]).tensions}
    assert met["turn"] == "conflict"
    assert met["segment"] == "unstated"


def test_own_cues_of_a_tension_leave_the_others_alone() -> None:
    own = {"reconciliation": {"ru": ["очень мешать"]}}
    codebook = make_codebook(["экономия"], own_cues=own)
    coded = code_text("Экономия очень мешает заботе.", Tagger(codebook), "ru")
    relations = {one.tension: one.relation for one in coded.tensions if one.level == "segment"}
    assert relations == {"c_vs_d": "conflict", "own": "reconciliation"}


def test_the_order_is_found_in_one_answer_round_that_of_another() -> None:
    ordered = {"all": ["экономия", "смета"], "ordered": "true", "within": "answer"}
    codebook = make_codebook([ordered])
    transcript = talk(("A", "Экономия."), ("B", "Смета."), ("A", "И смета."))
    coded = code_transcript(transcript, Tagger(codebook), EMPTY_TABLE, "ru")
    assert [hit.start for hit in coded.tagged.hits] == [0]
    assert coded.tagged.hits[0].spans[1] == (19, 24)
