"""A table of faults: each planted in a sound codebook, and told at its line with its cure."""

from __future__ import annotations

from pathlib import Path

import pytest
from sound_codebook import SOUND, check_source, line_of

from qualcode.codebook import load_codebook
from qualcode.files import find_transcripts
from qualcode.guidance import Guidance
from qualcode.inspecting.checking import CHECKS, Material, check_codebook
from qualcode.inspecting.checking.corpus import code_corpus
from qualcode.pipeline import read_corpus
from qualcode.respondents import load_respondents

RU, EN = '    - "экономия"\n', '    - "save money"\n'
CARE = '    - "милосердие"\n'
CARE_EN = '    - "dignity"\n'
RETIRED = "- id: old\n  name: Old\n  status: retired\n"


def more(after: str, *lines: str) -> tuple[str, str]:
    """Write further indicators below one."""
    return after, after + "".join(f"    - {line}\n" for line in lines)


# What is written in place of what; the check, words of its line, of the message and of the cure.
FAULTS: list[tuple[tuple[str, str], str, str, str, str]] = [
    # examples
    (("Всё решает экономия.", "Денег мало."), "example", "Денег мало", "nothing was found",
     "add an indicator for its words, or change the example"),
    (("Это экономия времени.", "Это экономия."), "near-miss", "Это экономия.",
     "found by `экономия` (line 14) in «экономия»",
     "narrow that indicator, or mask the words under `exclude`"),
    (("Это экономия времени.", "Это не экономия."), "near-miss-denied", "Это не экономия.",
     "«экономия» is denied by «не»", "a mask of the words under `exclude` would be safer"),
    (("мешает милосердию", "и милосердие"), "example", "и милосердие",
     "found as unstated, not conflict", "add a cue for its words"),
    # never
    (more(RU, '{all: ["деньги"], not: ["деньги"]}'), "never", "{all:",
     "`деньги` is looked for, and stands under `not` beside it", "take it out of one of the two"),
    (more(RU, '"большой экономия время"'), "never", "большой", "the mask `экономия время`",
     "take out the indicator or the mask"),
    (("- id: care\n", "- id: care\n  min_score: 3\n"), "never", "id: care",
     "weigh 2, and `min_score` asks for 3", "write `min_score: 2` or less"),
    # redundant
    (more(RU, '"жёсткая экономия"'), "redundant", "жёсткая",
     "`жёсткая экономия` finds nothing that `экономия` (line 14) does not find",
     'take it out; to keep it, say why: `{term: "жёсткая экономия", note: "…"}`'),
    (more(RU, '"режим ... экономия"'), "redundant", "режим", "`экономия` (line 14)", "take it out"),
    (more(RU, '"экономии"'), "redundant", "экономии", "`экономия` (line 14)", "take it out"),
    (more(RU, '"=экономией"'), "redundant", "=экономией", "`экономия` (line 14)", "take it out"),
    (more(RU, '{any: ["экономия", "режим экономия"], not: ["сон"]}'), "redundant", "{any:",
     "`экономия` (line 14)", "take it out"),
    (more(RU, '"урезанный"', '{near: ["урезанный", "бюджет"], within: 4}'), "redundant",
     '{near: ["урезанный"', "`урезанный` (line 15)", "to keep it, say why: add `note: "),
    (more(EN, '"planning"', '"plan*"'), "redundant", '"planning"', "`plan*`", "take it out"),
    (more(EN, '"cutbacks"'), "redundant", '"cutbacks"', "`cutback*`", "take it out"),
    (more(RU, '"сокращение ставка"'), "redundant", '"сокращение ставка"',
     "`сокращение ставка|штат` (line 16)", "take it out"),
    # repeated
    (more(CARE, '"экономии"'), "both-poles", '"экономии"', "the other pole of `saving_vs_care`",
     "leave it in one of the two codes"),
    (("  definition: {ru: Что мешает.",
      "  use_when: u\n  do_not_use_when: n\n  indicators: {ru: [экономия], en: [fence]}\n"
      "  examples: {ru: [Экономия.], en: [A fence.]}\n  near_misses: {ru: [Да.], en: [No.]}\n"
      "  definition: {ru: Что мешает."),
     "two-codes", "[экономия]", "also stands in `saving` (line 14)", "leave it in one of the two"),
    # masks
    (('["экономия время"]', '["экономия время", "свободное место"]'), "idle-mask", "свободное",
     "the mask `свободное место` hides nothing", "take it out"),
    # letters
    (("Всё решает экономия.", "Вcё решает экономия."), "look-alike", "решает", "the Latin `c`",
     "type the word anew"),
    (("We save money.", "We sаve money. We save money."), "look-alike", "We s",
     "the Cyrillic `а`", "type the word anew"),
    (("Это милосердие.", "Это милосердие и 0тчёт."), "look-alike", "0т", "a digit",
     "«отчёт»"),
    (more(RU, '"caxap"'), "look-alike", "caxap", "written in Latin letters, and looks like «сахар»",
     "type the word anew"),
    (("Всё решает экономия.", "Всё решает эконо\u00adмия. Экономия."), "invisible", "решает",
     "a soft hyphen", "write it anew"),
    (("Это работа.", "Это\u200b работа."), "invisible", "работа.", "a zero-width space",
     "write it anew"),
    # bars
    (more(EN, '"power vertical|vertical of power"'), "joined-phrases", "power",
     "is read as `power (vertical|vertical) of power`",
     '`- "power vertical"` and `- "vertical of power"`'),
    (more(RU, '"госзаказ область|госзаказ район|план город"'), "joined-phrases", "госзаказ",
     "a bar joins single words", "write a line for each"),
    (more(EN, '"external control|external audit"'), "joined-phrases", "external",
     "`external (control|external) audit`", '`- "external control"` and `- "external audit"`'),
    (more(RU, '{any: ["слово", "нет|не хватать|не доходить|мало"]}'), "joined-phrases", "{any",
     "`(нет|не) (хватать|не) (доходить|мало)`", '`- "нет"` and `- "не хватать"`'),
    # homographs
    (more(RU, '"мыло"'), "homograph", "мыло", "also a form of «мыть», and finds «мой»",
     "write `=мыло`"),
    (more(RU, '"выбор"'), "homograph", "выбор", "«выборы»", "a phrase of several words"),
    (more(EN, '"better"'), "homograph", "better", "read as a form of `good`", "write `=better`"),
    (more(EN, '"leave"'), "homograph", "leave", "«leaves», and that is mostly a form of `leaf`",
     "each with `=` before it"),
    # spelling
    (more(RU, '"новая эфективность"'), "misspelt", "эфективность", "no dictionary has",
     "did you mean «эффективность»?"),
    (more(EN, '"new goverment"'), "misspelt", "goverment", "no dictionary has",
     "did you mean «government»?"),
    (('["экономия время"]', '["экономия врремени"]'), "misspelt", "врремени", "no dictionary has",
     "did you mean «времени»?"),
    # missing
    (("{ru: Забота, en: Care}", "{ru: Забота}"), "no-translation", "{ru: Забота}",
     "`name` of `care` is missing in `en`", '`en: "…"`'),
    (("{ru: Что изменилось?, en: What has changed?}", "{ru: Что?}"), "no-translation", "Что?",
     "`text` of `q1` is missing in `en`", '`en: "…"`'),
    (("{ru: Учреждение, en: Provider}", "{en: Provider}"), "no-translation", "Provider",
     "`name` of `provider` is missing in `ru`", '`ru: "…"`'),
    (("  definition: {ru: Деньги и люди., en: Money and people.}\n", ""), "no-text",
     "id: saving_vs", "`definition` of the tension", '`definition: "…"`'),
    (("  definition: {ru: Что мешает., en: What is in the way.}\n", ""), "no-text", "id: barrier",
     "`definition` of the code `barrier` is missing", '`definition: "…"`'),
    (('    en:\n    - "dignity"\n', ""), "no-indicators", "id: care",
     "no indicators in `en`", "add under `indicators:` a list `en:"),
    (("- id: barrier\n", "- {id: road, name: Road, definition: d}\n- id: barrier\n"),
     "no-indicators", "id: road", "only people give it", "it also needs `definition`, `use_when`"),
    ((', en: ["It is about dignity."]', ""), "no-example", "id: care", "no `examples` in `en`",
     "`examples: {en:"),
    ((', en: ["It is work."]', ""), "no-near-miss", "id: care", "no `near_misses` in `en`",
     "`near_misses: {en:"),
    (('  examples: {ru: [{text: "Экономия мешает милосердию.", relation: conflict}]}\n', ""),
     "no-example", "id: saving_vs", "the tension `saving_vs_care` has no examples",
     "a sentence in which both poles meet"),
    # replaced
    (("- id: barrier\n", "- {id: one, name: One, definition: d, replaces: [help]}\n"
      "- {id: two, name: Two, definition: d, replaces: help}\n- id: barrier\n"),
     "replaced-twice", "id: two", "`help` is replaced by `two` and by `one`",
     "leave it in the `replaces:` of one"),
    (("- id: barrier\n", RETIRED + "- id: barrier\n"), "no-replacement", "id: old",
     "`old` is retired", "write `replaced_by: …`"),
    (("- id: barrier\n", RETIRED + "  replaced_by: older\n" + RETIRED.replace("old", "older")
      + "  replaced_by: old\n- id: barrier\n"), "replaced-in-circle", "replaced_by: older",
     "in a circle: `old → older → old`", "take `replaced_by:` out"),
    (("- id: barrier\n", RETIRED + "  replaced_by: old\n- id: barrier\n"), "replaced-in-circle",
     "replaced_by: old", "in a circle: `old → old`", "take `replaced_by:` out"),
    (("- id: barrier\n", RETIRED + "  replaced_by: gone\n" + RETIRED.replace("old", "gone")
      + "  replaced_by: care\n- id: barrier\n"), "replaced-by-retired", "replaced_by: gone",
     "`gone`, which is retired itself", "name the code that is in use now"),
    (("- id: barrier\n", "- id: barrier\n  replaced_by: care\n"), "not-retired",
     "replaced_by: care", "both are looked for", "write `status: retired`"),
    # noise
    (more(RU, '"вечер"'), "noise", "вечер", "words of everyday talk in `ru`",
     "make a phrase of it"),
    (more(EN, '"night"'), "noise", '"night"', "words of everyday talk in `en`",
     "make a phrase of it"),
]  # fmt: skip


def test_the_codebook_is_sound() -> None:
    assert check_source(SOUND) == ()


@pytest.mark.parametrize(
    ("change", "check", "line", "message", "cure"),
    FAULTS,
    ids=[f"{fault[1]}-{number}" for number, fault in enumerate(FAULTS)],
)
def test_a_fault_is_told(
    change: tuple[str, str], check: str, line: str, message: str, cure: str
) -> None:
    assert change[0] in SOUND
    source = SOUND.replace(*change, 1)
    found = [one for one in check_source(source) if one.check == check]
    (told,) = [one for one in found if one.line == line_of(source, line)]
    assert message in told.message
    assert cure in told.cure


def test_every_fault_of_a_codebook_by_itself_is_planted() -> None:
    planted = {check for _, check, *_ in FAULTS}
    of_transcripts_or_form = {"form", "too-slow", "everywhere", "not-found"}
    assert planted == set(CHECKS) - of_transcripts_or_form


def test_faults_are_told_together_errors_first() -> None:
    source = SOUND
    for change, _, *_ in (FAULTS[0], FAULTS[7], FAULTS[20]):
        source = source.replace(*change, 1)
    told = check_source(source)
    assert [one.severity for one in told] == ["error", "warning", "note"]


@pytest.mark.parametrize(
    "item",
    ["жёсткая экономия", "начало", "новая эфективность", "власть сверху|сверху власть", "вечер"],
)
def test_a_note_silences_what_is_a_matter_of_judgement(item: str) -> None:
    plain = SOUND.replace(*more(RU, f'"{item}"'))
    assert len(check_source(plain)) == 1
    assert CHECKS[check_source(plain)[0].check].by_note
    noted = SOUND.replace(*more(RU, f'{{term: "{item}", note: "people say so"}}'))
    assert check_source(noted) == ()


def test_a_note_on_either_side_silences_what_is_said_twice() -> None:
    twice = SOUND.replace(*more(CARE, '{term: "экономии", note: "both are meant"}'))
    assert check_source(twice) == ()


@pytest.mark.parametrize(
    ("after", "item"),
    [
        (RU, '"не хватать ... деньги"'),
        (RU, '"без экономия"'),  # the longer is needed: it is not denied
        (RU, '{term: "жёсткая экономия", weight: 0.5}'),
        (RU, '{term: "жёсткая экономия", negation: ignore}'),
        (RU, '"снизить|сократить ставка|расход"'),
        (RU, '"взять|брать на себя"'),
        (RU, '"442-ФЗ"'),
        (RU, '"Ростехнадзор"'),
        (RU, '"недофинансирование"'),
        (RU, '"KPI"'),
        (RU, '"KPI-показатель"'),
        (RU, '{fuzzy: "клиентоориентированность"}'),
        (RU, '{regex: "[а-яa-z]кономн"}'),
        (RU, '"стать лучше"'),  # in a phrase the other words say what is meant
        (RU, '"статья"'),
        (EN, '"humanisation"'),
        (EN, '"take charge|care of"'),
        (EN, '"state|federal budget|money"'),
        (EN, '{all: ["save money", {code: care}], within: answer}'),
        (EN, '{term: "=target|=targets"}'),
        (EN, '"people"'),
        (EN, '"from project|grant to project|grant"'),
        (EN, '"rent is|was too|high"'),
        (EN, '"nothing came|comes of it"'),
        (RU, '"от проект до|к проект"'),
        (RU, '"с протянуть|протянутый рука"'),
        (RU, '"пиариться"'),
        (RU, '"дань"'),
    ],
)
def test_no_false_alarm(after: str, item: str) -> None:
    told = check_source(SOUND.replace(*more(after, item)))
    assert [one for one in told if one.check != "noise"] == []


def test_of_two_lines_that_find_the_same_the_second_is_told() -> None:
    listed = SOUND.replace(
        '    ru:\n    - "милосердие"\n', "    ru: [милосердия, милосердие, =милосердием]\n"
    )
    told = [one.message for one in check_source(listed)]
    assert told == [
        "`милосердие` finds nothing that `милосердия` (line 30) does not find",
        "`=милосердием` finds nothing that `милосердия` (line 30) does not find",
    ]


def test_a_list_under_any_is_for_all_languages() -> None:
    either = SOUND.replace('    en:\n    - "dignity"\n', '    any:\n    - "dignity"\n')
    assert check_source(either) == ()
    needed = either.replace(CARE, CARE + '    - "dignity"\n')
    assert [one.line for one in check_source(needed)] == [line_of(needed, '"dignity"')]
    only = either.replace(CARE, '    - "милосердие"\n    - "dignity indeed"\n')
    assert [one.check for one in check_source(only)] == ["redundant"]


def test_other_languages_are_checked_as_far_as_they_are_known() -> None:
    german = SOUND.replace(" en:", " de:").replace("[ru, en]", "[ru, de]")
    german = german.replace('"dignity"', '"Würde"\n    - "besser"\n    - "Kinnder"')
    assert [one.check for one in check_source(german.replace("dignity", "Würde"))] == []


def test_scopes_make_two_lines_of_one() -> None:
    item = '{term: "жёсткая экономия", who: [provider]}'
    narrow = SOUND.replace(*more(RU, item))
    assert [one.check for one in check_source(narrow)] == ["redundant"]
    wide = SOUND.replace(RU, '    - {term: "экономия", who: [provider], weight: 1}\n')
    assert check_source(wide.replace(*more("weight: 1}\n", '"жёсткая экономия"'))) == ()


SHIPPED = sorted((Path(__file__).parents[3] / "codebooks").glob("*.yaml"))


@pytest.mark.no_cover  # large: what it runs is measured by other tests
@pytest.mark.no_cover  # whole codebooks: each check is measured by its own tests
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_codebooks_have_no_faults(path: Path) -> None:
    told = check_codebook(Material(load_codebook(path)))
    assert [f"{one.line}: {one.message} [{one.check}]" for one in told] == []


SAMPLES = SHIPPED[0].parents[1] / "transcripts_sample"


@pytest.mark.no_cover  # large: what it runs is measured by other tests
@pytest.mark.no_cover  # whole codebooks: each check is measured by its own tests
@pytest.mark.parametrize(
    "path", [path for path in SHIPPED if (SAMPLES / path.stem).is_dir()], ids=lambda path: path.stem
)
def test_the_shipped_codebooks_have_no_faults_in_their_transcripts(path: Path) -> None:
    folder = SAMPLES / path.stem
    table = load_respondents(folder / "respondents.csv")
    corpus = read_corpus(find_transcripts([folder]), Guidance(table), whole=False)
    told = check_codebook(code_corpus(corpus, load_codebook(path)))
    assert [f"{one.line}: {one.message} [{one.check}]" for one in told] == []
