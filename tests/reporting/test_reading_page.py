"""How files were understood: on a page, in a terminal, as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html

from qualcode.errors import Problem
from qualcode.files import find_transcripts
from qualcode.pipeline import read_each
from qualcode.reporting.reading import (
    Reading,
    Understood,
    render_json,
    render_page,
    render_text,
    understand,
)
from qualcode.segmenting import segment_transcript

TALK = """Дата: 3 мая
Регион: Север

И: Как вы начинали?
Р: С нуля. (смеётся)

[перерыв, все выходят из комнаты на десять минут и возвращаются обратно]

И: А потом?
Р: Потом пришли люди, и стало легче.
"""
DOUBTFUL = """Анна: Ну, расскажите?
Борис: Мы работаем давно, и у нас много людей, много дел и мало времени.
Анна: А кто помогает?
Борис: Помогают все понемногу, кто чем может, и это хорошо.
Анна: И хватает?
Борис: Нет, не хватает, но мы справляемся как умеем, без жалоб.
"""


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    (tmp_path / "a.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "b<i>.txt").write_text(DOUBTFUL, encoding="utf-8")
    return Reading(
        understood_in(tmp_path),
        (Problem("c.txt", "is empty", cure="export the transcript again"),),
        (Problem("respondents.csv", "names the file `d.txt`, which was not read", 2),),
    )


def understood_in(folder: Path) -> tuple[Understood, ...]:
    return tuple(
        understand(transcript, segment_transcript(transcript))
        for read in read_each(find_transcripts([folder]))
        for transcript in read.transcripts
    )


def test_what_is_kept_of_a_transcript(reading: Reading) -> None:
    one = reading.transcripts[0]
    assert [(turn.name, turn.text) for turn in one.opening[:2]] == [
        ("И", "Как вы начинали?"),
        ("Р", "С нуля. (смеётся)"),
    ]
    assert one.above == "Дата: 3 мая\nРегион: Север"
    assert one.left == ("[перерыв, все выходят из комнаты на десять минут и возвращаются обратно]",)
    assert (one.turns, one.words) == (4, 13)
    assert [talk.respondent for talk in one.talk] == ["", ""]
    assert one.heard.speakers == one.speakers
    assert not one.doubtful
    assert reading.transcripts[1].doubtful


def test_long_turns_are_cut_behind_a_word(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("И: Что?\nР: " + "слово " * 100, encoding="utf-8")
    (one,) = understood_in(tmp_path)
    assert one.opening[1].text.endswith("слово …")
    assert len(one.opening[1].text) <= 242


def test_the_page_puts_the_doubtful_first(reading: Reading) -> None:
    page = lxml_html.fromstring(render_page(reading, "ru"))
    doubtful = page.get_element_by_id("doubtful").text_content()
    sound = page.get_element_by_id("sound").text_content()
    assert "b<i>.txt" in doubtful
    assert "Интервьюером сочтена метка «Анна»" in doubtful
    assert "предложено" in doubtful
    assert "a.txt" in sound
    assert "С нуля. (смеётся)" in sound
    assert "c.txt: is empty" in page.get_element_by_id("failures").text_content()
    assert "respondents.csv:2" in page.get_element_by_id("problems").text_content()
    assert not page.xpath("//script | //i")


def test_times_on_lines_of_their_own_are_no_text_that_is_left(tmp_path: Path) -> None:
    text = "12:30\nИ:\nКак?\n\n12:40\nР:\nТак.\n\n[обед]\n12:50\nИ:\nА?\n\n12:55\nР:\nДа.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (one,) = understood_in(tmp_path)
    assert [turn.time for turn in one.opening] == ["12:30", "12:40", "12:50", "12:55"]
    assert not any("12:" in piece for piece in one.left)


def test_every_file_of_the_table_leads_to_its_card(reading: Reading) -> None:
    page = lxml_html.fromstring(render_page(reading))
    links = page.xpath("//section[@id='files']//a/@href")
    assert links == ["#file-1", "#file-2"]
    for link in links:
        assert page.get_element_by_id(link[1:]).tag == "article"


def test_the_page_is_named_after_the_study(reading: Reading) -> None:
    title = lxml_html.fromstring(render_page(reading, title="Care & value")).findtext(".//h1")
    assert title == "Care & value: how the transcripts were understood"


def test_the_terminal_fits_its_width(reading: Reading) -> None:
    text = render_text(reading, 80, "ru")
    assert all(len(line) <= 80 for line in text.split("\n"))
    assert "  И: Как вы начинали?" in text
    assert "  ! Интервьюером сочтена метка «Анна»" in text
    assert text.endswith("прочитаны 2 расшифровки; посмотреть нужно 1 (!); не прочитано: 1")
    assert "2 transcripts read; 1 to be looked at (!); 1 not read" in render_text(reading)


def test_json_says_all_of_it(reading: Reading) -> None:
    told = json.loads(render_json(reading, "ru"))
    one, two = told["transcripts"]
    assert one["above"].startswith("Дата")
    assert one["in_no_turn"][0].startswith("[перерыв")
    assert [speaker["role"] for speaker in one["speakers"]] == ["interviewer", "respondent"]
    assert one["speakers"][0]["grounds"] == "несомненная пара меток"
    warned = next(note for note in two["notes"] if note["warning"])
    assert (warned["kind"], warned["values"]["phrase"]) == ("roles", "roles.proposed")
    assert "Интервьюером сочтена метка" in warned["text"]
    assert told["failures"] == ["c.txt: is empty; export the transcript again"]


def test_a_column_for_respondents_only_where_one_is_known(reading: Reading) -> None:
    first, *others = reading.transcripts
    known = replace(first, talk=tuple(replace(talk, respondent="P1") for talk in first.talk))
    page = lxml_html.fromstring(
        render_page(
            Reading(
                (known, *others),
                (),
                (),
            )
        )
    )
    columns = [len(table.xpath(".//thead//th")) for table in page.xpath("//article//table")]
    assert sorted(columns) == [5, 6]
    for table in page.xpath("//article//table"):
        head = len(table.xpath(".//thead//th"))
        assert {len(row) for row in table.xpath(".//tbody/tr")} == {head}


def test_hostile_names_are_shown_as_they_are(tmp_path: Path) -> None:
    hostile = '"><img src=x onerror=1>'
    text = DOUBTFUL.replace("Анна", "<b>Анна</b>")
    (tmp_path / f"{hostile}.txt").write_text(text, encoding="utf-8")
    page = render_page(Reading(understood_in(tmp_path), (), ()), "ru", "</title><script>")
    tree = lxml_html.fromstring(page)
    assert not tree.xpath("//img | //script | //article//b")
    assert f"{hostile}.txt" in tree.xpath("//article/h3")[0].text_content()
    assert tree.xpath("//h1")[0].text_content().startswith("</title><script>")
