"""What each form of the indicator language finds: a row is text, indicator, words found."""

import pytest
from constructed_codebook import Find, Indicator

PHRASES: list[tuple[str, Indicator, list[str]]] = [
    # any form with any reading
    ("Эффективность и эффективности", "эффективность", ["Эффективность", "эффективности"]),
    ("Работаем эффективно", "эффективный", ["эффективно"]),
    ("Они стали лучше", "сталь", []),
    ("Наш отчёт и отчет", "отчет", ["отчёт", "отчет"]),
    ("Проверяющие пришли", "проверять", ["Проверяющие"]),
    # words in a row
    ("Нужна обратная связь", "обратная связь", ["обратная связь"]),
    ("Обратная, так сказать, связь", "обратная связь", []),
    ("обратная «связь»", "обратная связь", ["обратная связь"]),
    ("обратная, связь", "обратная связь", ["обратная связь"]),
    ("обратная. Связь", "обратная связь", []),
    ("обратная; связь", "обратная связь", []),
    ("обратная! связь", "обратная связь", []),
    ("обратная (смеётся) связь", "обратная связь", []),
    ("стандарт соц. услуг", "стандарт ... услуга", ["стандарт … услуг"]),
    # wildcards and exact forms
    ("клиентоориентированного", "клиентоориентированн*", ["клиентоориентированного"]),
    ("неклиентоориентированного", "клиентоориентированн*", []),
    ("центр и центра", "цент??", ["центра"]),
    ("центр и центра", "*нтр", ["центр"]),
    ("отчётность", "=отчёт", []),
    ("отчёта нет, есть отчёт", "=отчёт", ["отчёт"]),
    # alternatives
    ("сократили штат и ставки", "сократить ставка|штат", ["сократили штат"]),
    ("расходы, =ставки", "=расходы|ставка", ["расходы", "ставки"]),
    # gaps
    ("не хватает нам денег", "не хватает ... деньги", ["не хватает … денег"]),
    ("не хватает денег", "не хватает ... деньги", ["не хватает денег"]),
    ("не хватает нам на всё это денег", "не хватает ... деньги", []),
    ("не хватает. Нам денег", "не хватает ... деньги", []),
    ("не хватает [нрзб] денег", "не хватает ... деньги", []),
    ("не хватает... ну, денег", "не хватает ... деньги", ["не хватает … денег"]),
    # hyphens
    ("по закону 442-ФЗ", "442-ФЗ", ["442-ФЗ"]),
    ("по закону 442", "442-ФЗ", []),
    ("в НКО-исполнителе", "НКО", []),
    ("контроля-то нет", "контроль", ["контроля-то"]),
    # groups
    ("учредитель дал согласие", {"all": ["учредитель", "согласие"]}, ["учредитель … согласие"]),
    (
        "Учредитель тут. Он дал согласие.",
        {"all": ["учредитель", "согласие"], "within": "sentence"},
        [],
    ),
    (
        "согласие дал учредитель",
        {"all": ["учредитель", "согласие"], "ordered": "true"},
        [],
    ),
    ("экономия или забота", {"any": ["экономия", "забота"]}, ["экономия", "забота"]),
    ("сверху нам спускают", {"near": ["спускать", "сверху"], "within": "2"}, ["сверху … спускают"]),
    ("сверху нам всё спускают", {"near": ["спускать", "сверху"], "within": "2"}, []),
    (
        "сверху, а раз так. Они спускают",
        {"near": ["спускать", "сверху"]},
        ["сверху … спускают"],
    ),
    (
        "приказ прийти сверху завтра",
        {"near": ["приказ", "прийти", "завтра"], "within": "4"},
        ["приказ прийти … завтра"],
    ),
    ("согласие родителей", {"term": "согласие", "not": ["родитель"]}, []),
    ("согласие министра", {"term": "согласие", "not": ["родитель"]}, ["согласие"]),
    (
        "учредитель и проект: разрешить или согласовать",
        {"all": ["учредитель", {"any": ["разрешить", "согласовать"]}]},
        ["учредитель … разрешить"],
    ),
    # one word cannot stand in two places
    ("контроль", {"all": ["контроль", "контроль|надзор"]}, []),
]


@pytest.mark.parametrize(("text", "indicator", "words"), PHRASES)
def test_russian(find: Find, text: str, indicator: Indicator, words: list[str]) -> None:
    assert [hit.words for hit in find(text, [indicator]).tagged.hits if hit.code == "c"] == words


@pytest.mark.parametrize(
    ("text", "indicator", "words"),
    [
        ("A person-centred approach", "person centred", ["person-centred"]),
        ("person-centred-ish", "person centred", []),
        ("We don't trust them", "do not trust", ["don't trust"]),
        ("We do not trust them", "don't trust", ["do not trust"]),
        ("They cannot write it", "can not write", ["cannot write"]),
        ("cutting our staff", "cut ... staff", ["cutting … staff"]),
        ("the children’s rights", "child right", ["children’s rights"]),
        ("monitoring, reporting", "=reporting", ["reporting"]),
        ("an e-certificate", "e-certificate*", ["e-certificate"]),
    ],
)
def test_english(find: Find, text: str, indicator: str, words: list[str]) -> None:
    hits = find(text, {"en": [indicator]}, "en").tagged.hits
    assert [hit.words for hit in hits if hit.code == "c"] == words


def test_lists_apply_to_their_language_and_any_to_all(find: Find) -> None:
    lists: dict[str, list[Indicator]] = {"ru": ["KPI"], "any": ["ISO"]}
    assert [hit.words for hit in find("Our KPI and ISO", lists, "en").tagged.hits] == ["ISO"]
    assert [hit.words for hit in find("Наш KPI и ISO", lists).tagged.hits] == ["KPI", "ISO"]


def test_spans_are_the_words_without_the_gap(find: Find) -> None:
    text = "Нам не хватает, честно, денег."
    (hit,) = find(text, ["не хватает ... деньги"]).tagged.hits
    assert [text[start:stop] for start, stop in hit.spans] == ["не", "хватает", "денег"]
    assert (hit.start, hit.stop) == (4, 29)


def test_groups_reach_over_segments_only_when_asked(find: Find) -> None:
    long = "Экономия. " + "слово " * 58 + "слово. Забота."
    together: Indicator = {"all": ["экономия", "забота"]}
    assert "c" not in {coding.code for coding in find(long, [together]).tagged.codings}
    wide: Indicator = {"all": ["экономия", "забота"], "within": "answer"}
    assert "c" in {coding.code for coding in find(long, [wide]).tagged.codings}


def test_a_phrase_reaches_over_the_cut_in_an_over_long_sentence(find: Find) -> None:
    text = "слово " * 59 + "обратная связь и ещё"
    assert [hit.words for hit in find(text, ["обратная связь"]).tagged.hits] == ["обратная связь"]


def test_offsets_of_stressed_hyphenated_words(find: Find) -> None:
    text = "Наш ма\u0301стер-класс хорош"
    (hit,) = find(text, ["мастер класс"]).tagged.hits
    assert [text[start:stop] for start, stop in hit.spans] == ["ма\u0301стер-класс"]
    (hit,) = find(text, ["мастер-класс"]).tagged.hits
    assert [text[start:stop] for start, stop in hit.spans] == ["ма\u0301стер-класс"]


def test_a_remark_of_several_sentences_is_no_talk(find: Find) -> None:
    assert not find("Ну вот [запись прервана. Контроль звука] так.", ["контроль"]).tagged.hits


def test_a_placeholder_is_a_word_that_fills_nothing(find: Find) -> None:
    text = "Мы сократили [Имя-3] зарплату, и [Организация-2] довольна, [смеётся] а имя-то знают."
    found = find(text, ["сократить ... зарплата", "организация", "имя", "организация*"])
    words = [[text[start:stop] for start, stop in hit.spans] for hit in found.tagged.hits]
    assert words == [["сократили", "зарплату"], ["имя-то"]]
    assert found.segments[0].words == 10


def test_nearer_words_of_another_unit_hide_nothing(find: Find) -> None:
    text = "Деньги. " * 13 + "Контроль " + "слово " * 15 + "деньги."
    ordered: Indicator = {"all": ["контроль", "деньги"], "ordered": "true"}
    assert [hit.words for hit in find(text, [ordered]).tagged.hits] == ["Контроль … деньги"]


def test_hopeless_phrases_end_soon(find: Find) -> None:
    """Twelve equal words, each with a gap before it: exponential when every way is tried."""
    phrase = " ... ".join(["раз"] * 12) + " конец"
    assert not find("конец " + "раз " * 58, [phrase]).tagged.hits


def test_hopeless_groups_end_soon(find: Find) -> None:
    words = [chr(ord("б") + number) * 3 for number in range(8)]
    text = " ".join(words * 6)
    hopeless: Indicator = {"all": [*words, "нигде"], "within": "turn"}
    assert not find(text, [hopeless, {"near": [*words, "ббб"], "within": "3"}]).tagged.hits


def test_any_lists_have_the_forms_of_each_known_language(find: Find) -> None:
    assert [hit.words for hit in find("our services", {"any": ["service"]}, "en").tagged.hits] == [
        "services"
    ]


def test_the_order_is_found_among_many(find: Find) -> None:
    ordered: Indicator = {"all": ["забота", "штат", "контроль"], "ordered": "true"}
    found = find("забота " + "контроль " * 20 + "штат контроль", [ordered]).tagged.hits
    assert [hit.words for hit in found if hit.code == "c"] == ["забота … штат контроль"]


def test_near_counts_from_the_nearest_words_of_a_group(find: Find) -> None:
    group: Indicator = {"near": [{"all": ["экономия", "штат"]}, "контроль"], "within": "3"}
    far = "экономия " + "слово " * 20 + "контроль " + "слово " * 20 + "штат"
    assert not [hit for hit in find(far, [group]).tagged.hits if hit.code == "c"]
    assert find("экономия слово слово слово слово штат и контроль", [group]).tagged.hits


def test_what_is_unwanted_is_looked_for_beside_every_word(find: Find) -> None:
    without: Indicator = {"term": "экономия бюджет", "not": ["время"]}
    assert not find("слово " * 59 + "экономия бюджета и время", [without]).tagged.hits


def test_the_order_is_found_among_alternatives_in_any_order(find: Find) -> None:
    either: Indicator = {"any": ["смета", "штат"]}
    ordered: Indicator = {"all": ["контроль", either], "ordered": "true"}
    found = find("Штат. Штат. Контроль. Смета. Штат.", [ordered]).tagged.hits
    assert [hit.words for hit in found] == ["Контроль Смета"]
