"""Text made to harm or to stop whoever reads it: it stays text, and takes no undue time."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import TranscriptError
from qualcode.model.transcript import Transcript
from qualcode.reading import SELDOM, SUFFIXES, read_interviews
from qualcode.reading.formats import parse_file
from qualcode.reading.wording import put

needs_timer = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no timer")
ENDLESS = 120.0  # seconds of the processor: a guard against what never ends, no measure of speed
DIALOGUE = "И: Как?\nР: Так.\n" * 3


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail when what is inside takes more time of the processor, however busy the computer is."""

    def stop(*_: object) -> None:
        pytest.fail(f"took more than {seconds} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def read(data: str | bytes, suffix: str = ".txt") -> tuple[Transcript, ...]:
    """Read a file; nothing where it is refused in one line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        try:
            return read_interviews(path, path.name).transcripts
        except TranscriptError:
            return ()


MEGABYTE = 1_000_000
LONG_LINES = {
    "labels": "И: Как дела? Р: Хорошо, да. ",
    "no labels": "слово ",
    "no blanks": "слово",
    "two alphabets": "aа",
    "square brackets": "[",
    "round brackets": "(",
    "double brackets": "(( ",
    "curly brackets": "{",
    "angle brackets": "<a",
    "brackets that close": "[(])",
    "spaces": " ",
    "tabs": "\t",
    "dashes": "-",
    "long dashes": "— ",
    "underscores": "_",
    "stars": "**",
    "digits": "1",
    "digits and colons": "11:",
    "times": "[00:11:22] ",
    "hashes": "#00:11",
    "dots": ". ",
    "questions": "а? ",
    "slashes": "//",
    "music": "♪ а ",
    "links": "Да. Смотрите также Встреча ",
    "accents": "\u0306\u0323",
    "garbled": "Рє",
    "line ends of old computers": "\r",
}


@needs_timer
@pytest.mark.parametrize("unit", LONG_LINES.values(), ids=LONG_LINES)
def test_one_line_of_a_megabyte(unit: str) -> None:
    size = MEGABYTE // 4
    with within(ENDLESS):
        for transcript in read("а" + unit * (size // len(unit)) + "б"):
            assert transcript.turns


@needs_timer
def test_thousands_of_names_take_no_time_that_grows_with_their_square() -> None:
    named = "".join(f"Имя{n}: Да, это так.\n" for n in range(2_000)) * 2
    together = "".join(f"Анна{n} и Борис{n}: Да.\n" for n in range(2_000)) * 2
    for talk in (named, together):
        with within(ENDLESS):
            (transcript,) = read(talk)
        assert transcript.turns


def test_too_many_lines_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.reading.normal.MOST_LINES", 1000)
    assert read("а\n" * 999)
    with pytest.raises(TranscriptError, match=r"has more than 1,000 lines; split it"):
        parse_file("а\n".encode() * 1001, ".txt")


@needs_timer
def test_very_many_very_short_lines() -> None:
    with within(ENDLESS):
        (transcript,) = read("абв\n" * 50_000)
    assert transcript.text.count("\n") == 50_000


SIGNS = ":.-—[](){}#<>*_ \t\n0123456789"
UNITS = st.lists(
    st.sampled_from([*SIGNS, "И: ", "а", "А. ", "1:", "00:11 ", "]\n", "? ", "//", "**", '"', "«"]),
    min_size=1,
    max_size=5,
).map("".join)
BEGINNINGS = [
    "",
    "а",
    DIALOGUE,
    "**И:** а\n**Р:** б\n",
    "— Да?\n— Нет.\n" * 3,
    "WEBVTT\n\n00:01.000",
]
ENDS = ["", "а", "\n" + DIALOGUE, "?", ")", "]", ":"]


@needs_timer
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(BEGINNINGS), UNITS, st.sampled_from(ENDS), st.sampled_from((*SUFFIXES, *SELDOM))
)
def test_signs_that_expressions_look_for_take_no_time(
    begin: str, unit: str, end: str, suffix: str
) -> None:
    with within(ENDLESS):
        read(begin + unit * (20_000 // len(unit)) + end, suffix)


HOSTILE = [
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</title><b>",
        "javascript:alert(1)",
    ),
    *("' OR 1=1 --", "'; DROP TABLE turns; --", '"quoted"', "`id`", "$(id)", "${HOME}", "%n%s%x"),
    *(
        "{0}",
        "{n}",
        "{first.__class__}",
        "{{7*7}}",
        "{% raw %}",
        "<%= 1 %>",
        "#{1}",
        "\\u0000",
        "\\0",
    ),
    *(
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(1)",
        "=cmd|' /C calc'!A0",
        "../../etc/passwd",
        "C:\\CON",
        "file:///",
    ),
    *(
        "null",
        "None",
        "nil",
        "undefined",
        "NaN",
        "Infinity",
        "true",
        "0x1F",
        "1e309",
        "-0",
        "٣",
        "½",
    ),
    *(
        "\u202eабв",
        "а\u200bб",
        "\ufeffа",
        "é",
        "e\u0301",
        "ﬁ",
        "İ",
        "ǅ",
        "ß",
        "ꙮ",
        "𝔘𝔫𝔦",
        "👩‍👩‍👧",
        "🇷🇺",
    ),
    *("&lt;b&gt;", "&#0;", "&nbsp;", "<!--", "-->", "]]>", "<![CDATA[", "<?xml?>", "<!DOCTYPE x>"),
    *("!!python/object:os.system", "*alias", "&anchor", "- - -", "---", "...", "? x", "| x", "> x"),
    *("\x1b[31m", "\x07", "\x85", "\u2028", "\ufffe", "\U000e0001", "z̷̢̛a̴͝l̵g̶o̷"),
]


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
def test_hostile_words_are_only_text(words: str) -> None:
    (said,) = read(f"И: Как?\nР: Скажу {words} так.\n" + DIALOGUE)
    assert [turn.speaker for turn in said.turns] == ["И", "Р"] * 4
    assert said.text[said.turns[1].start : said.turns[1].stop].startswith("Скажу ")
    (labelled,) = read(f"И: Как?\n{words}: Так.\nИ: Что?\n{words}: Это.\n" + DIALOGUE)
    heard = " ".join(labelled.text[turn.start : turn.stop] for turn in labelled.turns)
    assert [heard.count(word) for word in ("Как?", "Так.", "Что?", "Это.")] == [4, 4, 1, 1]
    for note in (*said.notes, *labelled.notes):
        assert put(note.phrase)
        assert put(note.phrase, "ru")
