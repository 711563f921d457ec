"""Expressions are parsed as the codebook parses them, and found as the engine finds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.codebook import parse_codebook
from qualcode.errors import CodebookError
from qualcode.files import find_transcripts
from qualcode.guidance import Guidance
from qualcode.inspecting.concordance import (
    Concordance,
    Talk,
    find_lines,
    parse_trial,
    render_html,
    render_text,
    sort_lines,
)
from qualcode.inspecting.quoting import (
    Fragment,
    cut_fragments,
    plain_quote,
    shorten_quote,
    show_quote,
)
from qualcode.model.codebook import Codebook
from qualcode.pipeline import Corpus, read_corpus
from qualcode.terminal import columns, fit, fit_end

TALK = """\
И: Что вам спускают сверху?
Р: Сверху нам спустили план. План не спустили сверху, а прислали. Говорят, "спустите сверху" план.
И: И как?
Р: Спустили с плеча, что ли. Раньше сверху спускали деньги.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    return read_corpus(find_transcripts([tmp_path]), Guidance(interviewers=("И",)))


def find(corpus: Corpus, expression: str, talk: Talk | None = None) -> Concordance:
    return find_lines(corpus, parse_trial(expression), talk or Talk())


NEAR = '{near: ["спустить|спускать", "сверху"], within: 4}'


def test_a_rule_is_found_with_its_words_marked(corpus: Corpus) -> None:
    found = find(corpus, NEAR)
    assert [plain_quote(one.key) for one in found.lines][:2] == [
        "Сверху нам спустили",
        "спустили сверху",
    ]
    first = found.lines[0]
    assert [part.text for part in first.key if part.marked] == ["Сверху", "спустили"]
    assert first.left == ""
    assert first.right.startswith(" план. План")
    assert (first.line, first.segment) == (2, 2)
    assert found.lines[1].polarity == "negated"
    assert found.lines[1].cue == "не"
    assert found.lines[-1].modality == "past"


def test_it_finds_what_the_codebook_would(corpus: Corpus, small_codebook: Codebook) -> None:
    alone = find(corpus, NEAR)
    with_codebook = find_lines(corpus, parse_trial(NEAR, "ru", small_codebook))
    assert [(one.start, one.stop) for one in alone.lines] == [
        (one.start, one.stop) for one in with_codebook.lines
    ]


@pytest.mark.parametrize(
    "written",
    ["сверху", '"сверху"', "- сверху", "term: сверху", "{term: сверху}", '- "сверху"', "  сверху "],
)
def test_an_item_of_a_list_is_taken_as_it_stands(corpus: Corpus, written: str) -> None:
    assert len(find(corpus, written).lines) == 4


def test_hits_that_do_not_count_are_told(corpus: Corpus) -> None:
    found = find(corpus, "{term: спустить, not: [плечо], within: sentence}")
    assert found.left_out == (("excluded", 1),)
    assert "1 left out: a word under `not` stands near" in render_text(found)
    denied = find(corpus, "{term: спустить, negation: exclude}")
    assert dict(denied.left_out)["negated"] == 1


def test_words_are_counted_by_group(corpus: Corpus) -> None:
    found = find(corpus, "сверху", Talk(("respondent", "interviewer")))
    assert [(one.group, one.hits) for one in found.counts] == [("", 4), ("interviewer", 1)]
    respondents = found.counts[0]
    assert respondents.words == 23
    assert respondents.rate == pytest.approx(1000 * 4 / respondents.words)
    assert (respondents.respondents, respondents.speaking) == (1, 1)


def test_only_one_language_is_looked_through(corpus: Corpus) -> None:
    assert find(corpus, "сверху", Talk(language="en")).lines == ()
    assert find(corpus, "сверху", Talk(language="en")).counts == ()


def test_lines_are_sorted_by_their_neighbours(corpus: Corpus) -> None:
    found = find(corpus, "план").lines
    right = sort_lines(found, "right")
    assert [one.right.strip(" .")[:4] for one in right] == ["", "не с", "План"]
    left = sort_lines(found, "left")
    assert [one.left.split()[-1].strip('".') for one in left] == ["план", "сверху", "спустили"]
    assert sort_lines(found, "position") == found


def test_codes_that_codes_refer_to_are_kept(small_codebook: Codebook) -> None:
    source = small_codebook.source.replace('ru: ["забота"]', 'ru: [{code: saving}, "забота"]')
    codebook = parse_codebook(source, "c")
    trial = parse_trial("{code: care}", codebook=codebook)
    assert [one.id for one in trial.codebook.codes] == ["saving", "care", trial.code]
    assert [one.id for one in parse_trial("забота", codebook=codebook).codebook.codes] == [
        trial.code
    ]


def test_the_id_of_the_expression_is_free(small_codebook: Codebook) -> None:
    source = small_codebook.source.replace("- id: care", "- id: this_expression").replace(
        "poles: [saving, care]", "poles: [saving, this_expression]"
    )
    assert parse_trial("забота", codebook=parse_codebook(source, "c")).code == "this_expression_"


def test_types_are_known_without_a_codebook() -> None:
    trial = parse_trial("{term: забота, who: ngo}", types=["ngo"])
    assert trial.indicator.who == ("ngo",)
    with pytest.raises(CodebookError, match="name the codebook that has it with --codebook"):
        parse_trial("{term: забота, who: ngo}")
    with pytest.raises(CodebookError, match="there is no question `q1`"):
        parse_trial("{term: забота, question: q1}")


def test_every_problem_is_one_line_in_the_expression() -> None:
    with pytest.raises(CodebookError) as error:
        parse_trial("{near: [a|, b], within: 0, wieght: 2}")
    told = [str(one) for one in error.value.problems]
    assert len(told) >= 3
    assert all(one.startswith("EXPR:1:") and "\n" not in one for one in told)


def test_words_far_apart_leave_room(corpus: Corpus) -> None:
    found = find(corpus, "{all: [сверху, прислать], within: segment}")
    text = render_text(found, width=70)
    lines = [line for line in text.splitlines() if "[[" in line]
    assert lines
    assert max(map(columns, lines)) <= 70


def test_pages_show_marks_and_hostile_talk(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("И: Что?\nР: Не <b>забота</b> это.\n", encoding="utf-8")
    corpus = read_corpus(find_transcripts([tmp_path]), Guidance(interviewers=("И",)))
    page = render_html(find(corpus, "забота"))
    assert "<b>забота" not in page
    assert "<mark>забота</mark>&lt;/b&gt;" in page
    assert "negated by «Не»" in page
    nothing = find(corpus, "сверху")
    assert "Nothing was found." in render_html(nothing)
    assert "qualcode terms WORD" in render_text(nothing)


def test_long_turns_are_cut_between_words(tmp_path: Path) -> None:
    text = "И: Что?\nР: " + "слова " * 100 + "забота" + " потом" * 100 + ".\n"
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    corpus = read_corpus(find_transcripts([tmp_path]), Guidance(interviewers=("И",)))
    [line] = find(corpus, "забота").lines
    assert line.left.startswith("слова ")
    assert len(line.left) < 310


def test_texts_are_cut_by_columns() -> None:
    assert fit("заботиться", 5) == "забо…"
    assert fit_end("заботиться", 5) == "…ться"
    assert columns("日本") == 4
    assert columns("е\u0301") == 1
    assert fit("日本語", 4) == "日…"


def test_quotes_are_marked_and_shortened() -> None:
    quote = cut_fragments("one two  three four", 0, 19, [(4, 7)])
    assert quote == (Fragment("one "), Fragment("two", True), Fragment(" three four"))
    assert show_quote(quote) == "one [[two]] three four"
    assert show_quote(quote, str.upper) == "one [[TWO]] three four"
    assert show_quote((Fragment("[[x]] "), Fragment("y", True))) == "[[x]] {{y}}"
    long = (Fragment("a b c d e f g h i j "), Fragment("k", True))
    assert show_quote(shorten_quote(long, 2)) == "… i j [[k]]"
