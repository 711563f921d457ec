from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import TranscriptError
from qualcode.model.transcript import Transcript
from qualcode.reading import Declared, read_transcript
from qualcode.reading.wording import put

NOTHING = Declared()
VTT = """WEBVTT - a call

NOTE made by hand
over two lines

STYLE
::cue { color: red }

intro
00:04.020 --> 00:09.428 align:left position:10%
<v Interviewer>Can you <i>hear</i> me?</v>

00:10.048 --> 00:17.725
<v.loud Dinara S.>I can &amp; will.
It's our network.</v>

00:17.775 --> 00:22.229
And this goes on.

1:00:22.849 --> 1:00:29.903
<v Interviewer>Fine.</v> <v Dinara S.>Is it?</v>
"""
SRT = """1
00:00:02,400 --> 00:00:09,684
Speaker 1: So, is that the
kiln?

2
00:00:10,274 --> 00:00:20,612
Speaker 2: That's the compressor.

3
00:00:20,652 --> 00:00:22,215
{\\an8}<i>Yes.</i> Everyone does.

4
00:00:22,805 --> 00:00:27,813
Speaker 1: Why?

5
00:00:28,403 --> 00:00:37,641
Speaker 2: I've a son. He said: no.
"""


def read(folder: Path, text: str, name: str, declared: Declared = NOTHING) -> Transcript:
    (folder / name).write_text(text, encoding="utf-8", newline="")
    return read_transcript(folder / name, name, declared)


def told(transcript: Transcript, language: str = "en") -> str:
    return " ".join(put(note.phrase, language) for note in transcript.notes)


def said(transcript: Transcript) -> list[tuple[str, str, str]]:
    return [
        (turn.speaker, turn.time, transcript.text[turn.start : turn.stop])
        for turn in transcript.turns
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["a.vtt", "a.txt", "a"])
def test_voices(tmp_path: Path, end: str, name: str) -> None:
    transcript = read(tmp_path, VTT.replace("\n", end), name)
    assert transcript.source.format == "vtt"
    assert said(transcript) == [
        ("Interviewer", "00:04.020", "Can you hear me?"),
        ("Dinara S.", "00:10.048", "I can & will. It's our network. And this goes on."),
        ("Interviewer", "1:00:22.849", "Fine."),
        ("Dinara S.", "1:00:22.849", "Is it?"),
    ]
    assert transcript.text == "\n".join(words for _, _, words in said(transcript))
    assert [turn.role for turn in transcript.turns[:2]] == ["interviewer", "respondent"]


@pytest.mark.parametrize("blank", ["\n\n", "\n"])
@pytest.mark.parametrize("name", ["a.srt", "a.txt"])
def test_labels_on_the_first_cue_of_a_turn(tmp_path: Path, name: str, blank: str) -> None:
    transcript = read(tmp_path, SRT.replace("\n\n", blank), name)
    assert transcript.source.format == "srt"
    assert said(transcript) == [
        ("Speaker 1", "00:00:02,400", "So, is that the kiln?"),
        ("Speaker 2", "00:00:10,274", "That's the compressor. Yes. Everyone does."),
        ("Speaker 1", "00:00:22,805", "Why?"),
        ("Speaker 2", "00:00:28,403", "I've a son. He said: no."),
    ]


def test_names_in_every_cue_of_a_turn_are_left_out(tmp_path: Path) -> None:
    cues = [
        "Ashlee K (SL): Hello.",
        "Ashlee K (SL): Who are you?",
        "Bo: Me.",
        "It's me.",
        "Bo: Bo.",
    ]
    text = "WEBVTT\n\n" + "\n\n".join(
        f"00:0{n}.000 --> 00:0{n}.900\n{c}" for n, c in enumerate(cues)
    )
    transcript = read(tmp_path, text, "a.vtt")
    assert [words for _, _, words in said(transcript)] == [
        "Hello. Who are you?",
        "Me. It's me. Bo.",
    ]


def test_cues_above_the_first_label_belong_to_nobody(tmp_path: Path) -> None:
    transcript = read(tmp_path, SRT.replace("Speaker 1: So", "So", 1), "a.srt")
    assert transcript.text.startswith("So, is that the kiln?\nThat's")
    assert said(transcript)[0][0] == "Speaker 2"
    assert any(note.kind == "unassigned" and note.warning for note in transcript.notes)


def test_captions_without_a_header_in_another_file(tmp_path: Path) -> None:
    text = "00:00.000 --> 00:27.640\nHello and welcome.\n\n00:28.000 --> 00:29.000\nThanks.\n"
    transcript = read(tmp_path, text, "a.md")
    assert (transcript.source.format, transcript.text) == ("vtt", "Hello and welcome. Thanks.")
    assert transcript.source.layout == "pauses"


@pytest.mark.parametrize("text", ["WEBVTT\n\n", "WEBVTT", "1\n00:00:01,000 --> 00:00:02,000\n\n"])
def test_captions_without_words_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(TranscriptError, match="no speech"):
        read(tmp_path, text, "a.vtt")


def test_a_dialogue_named_as_captions_is_read_by_its_content(tmp_path: Path) -> None:
    transcript = read(tmp_path, "И: Как?\nР: Так.\n", "a.srt")
    assert transcript.source.format == "txt"
    assert len(transcript.turns) == 2


Cue = tuple[float, float, str]


def vtt(cues: list[Cue]) -> str:
    def stamp(seconds: float) -> str:
        return f"{int(seconds) // 60:02}:{seconds % 60:06.3f}"

    return "WEBVTT\n\n" + "\n\n".join(
        f"{stamp(start)} --> {stamp(stop)}\n{text}" for start, stop, text in cues
    )


def talk(gaps: list[float], texts: list[str]) -> list[Cue]:
    """Give cues of two seconds each, a gap before every one but the first."""
    cues, now = [], 0.0
    for gap, text in zip([0.0, *gaps], texts, strict=True):
        now += gap
        cues.append((now, now + 2.0, text))
        now += 2.0
    return cues


def test_cues_that_name_nobody_are_cut_at_the_long_pauses_of_the_file(tmp_path: Path) -> None:
    texts = [f"Слово {number} сказано." for number in range(12)]
    gaps = [0.2, 0.3, 0.2, 4.0, 0.2, 0.4, 0.3, 0.2, 0.1, 5.0, 0.2]
    transcript = read(tmp_path, vtt(talk(gaps, texts)), "a.vtt")
    assert [(turn.time, turn.role) for turn in transcript.turns] == [
        ("00:00.000", "unknown"),
        ("00:12.700", "unknown"),
        ("00:30.900", "unknown"),
    ]
    assert [words for _, _, words in said(transcript)] == [
        " ".join(texts[:4]),
        " ".join(texts[4:10]),
        " ".join(texts[10:]),
    ]
    # the quartiles are 0.2 and 0.35 seconds: the fence is below what counts as a pause at all
    assert "0.7 s and more is a long pause here, where three quarters last 0.4 s" in told(
        transcript
    )
    assert "пустым speaker" in told(transcript, "ru")


def test_the_pause_depends_on_the_file(tmp_path: Path) -> None:
    texts = [f"Слово {number} сказано." for number in range(12)]
    slow = [1.0, 2.0, 1.5, 4.0, 1.0, 2.0, 1.5, 1.0, 2.0, 9.0, 1.0]
    transcript = read(tmp_path, vtt(talk(slow, texts)), "a.vtt")
    assert [words.count("сказано") for _, _, words in said(transcript)] == [4, 6, 2]


def test_no_sentence_is_cut_by_a_pause_where_the_file_has_sentences(tmp_path: Path) -> None:
    texts = ["Раз.", "два", "Три.", "Четыре.", "Пять.", "Шесть.", "Семь.", "Восемь.", "Девять."]
    gaps = [0.1, 9.0, 0.1, 0.2, 9.0, 0.1, 0.2, 0.1]
    transcript = read(tmp_path, vtt(talk(gaps, texts)), "a.vtt")
    assert [words for _, _, words in said(transcript)] == [
        "Раз. два Три. Четыре. Пять.",
        "Шесть. Семь. Восемь. Девять.",
    ]


def test_long_talk_is_cut_at_the_longest_pause_near_its_middle(tmp_path: Path) -> None:
    texts = ["слово " * 9 + str(number) for number in range(10)]  # a hundred words, no sentence
    gaps = [0.1, 0.1, 0.1, 0.1, 0.1, 0.5, 0.1, 0.1, 0.1]
    transcript = read(tmp_path, vtt(talk(gaps, texts)), "a.vtt")
    assert [words.split()[-1] for _, _, words in said(transcript)] == ["5", "9"]
    assert "over 60 words" in told(transcript)


def test_long_talk_with_sentences_is_cut_at_their_ends(tmp_path: Path) -> None:
    texts = ["Слово " * 19 + ("Конец." if number == 5 else "дальше") for number in range(9)]
    texts[-1] = "Всё."
    transcript = read(tmp_path, vtt(talk([0.0] * 8, texts)), "a.vtt")
    assert [words.split()[-1] for _, _, words in said(transcript)] == ["Конец.", "Всё."]


def test_a_remark_opens_no_turn(tmp_path: Path) -> None:
    texts = ["Раз.", "[музыка]", "Два."]
    transcript = read(tmp_path, vtt(talk([5.0, 5.0], texts)), "a.vtt")
    assert [words for _, _, words in said(transcript)] == ["Раз. [музыка]", "Два."]


def test_all_is_the_respondents_where_the_table_says_so(tmp_path: Path) -> None:
    text = vtt(talk([5.0, 5.0], ["Раз.", "Два.", "Три."]))
    declared = Declared(all_others_respondents=True)
    transcript = read(tmp_path, text, "a.vtt", declared)
    assert [turn.role for turn in transcript.turns] == ["respondent"] * 3
    assert not any(note.warning for note in transcript.notes)
    assert {turn.role for turn in read(tmp_path, text, "a.vtt").turns} == {"unknown"}


ROLLING = """WEBVTT
Kind: captions
Language: ru

00:00:00.160 --> 00:00:02.470 align:start position:0%

здравствуйте<00:00:00.480><c> это</c>

00:00:02.470 --> 00:00:02.480 align:start position:0%
здравствуйте это


00:00:02.480 --> 00:00:04.550 align:start position:0%
здравствуйте это
проверка<00:00:03.000><c> звука</c>

00:00:04.550 --> 00:00:04.560 align:start position:0%
проверка звука


00:00:04.560 --> 00:00:08.550 align:start position:0%
проверка звука
[музыка]
"""


def test_rolling_captions_are_read_once(tmp_path: Path) -> None:
    transcript = read(tmp_path, ROLLING, "a.vtt")
    assert transcript.text == "здравствуйте это проверка звука [музыка]"
    assert "4 lines were repeated" in told(transcript)


def test_what_people_repeat_is_kept(tmp_path: Path) -> None:
    texts = ["Да.", "Да.", "Нет.", "Вот так.", "Вот так.", "И всё."]
    transcript = read(tmp_path, vtt(talk([0.1] * 5, texts)), "a.vtt")
    assert transcript.text == " ".join(texts)


CHEVRONS = """WEBVTT

00:01.000 --> 00:02.000
&gt;&gt; Good evening.

00:02.000 --> 00:03.000
Welcome. >> Hello
again.

00:03.000 --> 00:04.000
>> ANNA PETROVA: Yes.

00:04.000 --> 00:05.000
>>> Next: the weather.
"""


def test_two_chevrons_change_the_speaker(tmp_path: Path) -> None:
    transcript = read(tmp_path, CHEVRONS, "a.vtt")
    assert said(transcript) == [
        ("?", "00:01.000", "Good evening. Welcome."),
        ("?", "00:02.000", "Hello again."),
        ("ANNA PETROVA", "00:03.000", "Yes."),
        ("?", "00:04.000", "Next: the weather."),
    ]
    assert "3 turns are unknown speakers'" in told(transcript)


def test_words_before_the_first_chevron_are_somebodys(tmp_path: Path) -> None:
    transcript = read(tmp_path, CHEVRONS.replace("&gt;&gt; ", "", 1), "a.vtt")
    assert said(transcript)[0] == ("?", "00:01.000", "Good evening. Welcome.")


def test_chevrons_in_plain_text_are_no_speakers(tmp_path: Path) -> None:
    assert read(tmp_path, ">> a\n>> b\nc\n", "a.txt").source.layout != "chevrons"


def test_one_person_under_a_name_and_initials_is_told(tmp_path: Path) -> None:
    cues = ["<v Devin Becker>Hello.", "<v DB>Who?", "<v Kim Lee>Me.", "<v DB>You?", "<v Kim Lee>I."]
    transcript = read(tmp_path, vtt(talk([0.0] * 4, cues)), "a.vtt")
    assert [turn.speaker for turn in transcript.turns] == [
        *("Devin Becker", "DB", "Kim Lee", "DB", "Kim Lee"),
    ]
    assert "“Devin Becker” (1×)" in told(transcript)


SBV = """0:00:01.000,0:00:04.000
Speaker 1: Hello there,
you.

0:00:09.000,0:00:12.000
Speaker 2: Bye.
"""
ASS = r"""[Script Info]
Title: x

[V4+ Styles]
Format: Name, Fontname
Style: Default,Arial

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:09.00,0:00:12.00,Default,Bo,0,0,0,,{\i1}Bye.{\i0}
Dialogue: 0,0:00:01.00,0:00:04.00,Default,Anna,0,0,0,,Hello there,\Nyou.
Comment: 0,0:00:01.00,0:00:03.00,Default,,0,0,0,,hidden
Dialogue: 0,0:00:01.00,0:00:04.00,Default,,0,0,0,,{\p1}m 0 0 l 10 0{\p0}
""".replace("\\\\", "\\")
TTML = """<?xml version="1.0" encoding="utf-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
    xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:tickRate="10">
<head><metadata><ttm:agent xml:id="a1" type="person"><ttm:name>Anna</ttm:name></ttm:agent>
<ttm:agent xml:id="Bo"/></metadata></head>
<body><div><p begin="00:00:01.000" end="4s" ttm:agent="a1">Hello <span>there</span>,<br/>you.</p>
<p begin="90t" dur="3000ms" ttm:agent="Bo">Bye.<metadata>x</metadata></p><!-- c --></div></body>
</tt>"""


@pytest.mark.parametrize(
    ("name", "text"), [("sbv", SBV), ("ass", ASS), ("ttml", TTML)], ids=["sbv", "ass", "ttml"]
)
@pytest.mark.parametrize("named", [True, False])
def test_other_captions(tmp_path: Path, name: str, text: str, named: bool) -> None:
    transcript = read(tmp_path, text, f"a.{name}" if named else "a.txt")
    assert transcript.source.format == name
    assert [(who, words) for who, _, words in said(transcript)] == [
        ("Speaker 1" if name == "sbv" else "Anna", "Hello there, you."),
        ("Speaker 2" if name == "sbv" else "Bo", "Bye."),
    ]
    assert transcript.turns[1].time.startswith(("0:00:09", "00:00:09"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TTML[:400], "damaged or cut short"),
        (TTML.replace("<tt ", '<!DOCTYPE tt [<!ENTITY a "b">]><tt '), "declares entities"),
    ],
)
def test_timed_text_that_is_not_opened(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TranscriptError, match=message):
        read(tmp_path, text, "a.ttml")


@pytest.mark.no_cover  # the tracer is what takes long
def test_captions_of_hours_that_name_nobody(tmp_path: Path) -> None:
    cues = [(n * 0.5, n * 0.5 + 0.4, "слово за словом и ещё") for n in range(20_000)]
    lengths = [len(words.split()) for _, _, words in said(read(tmp_path, vtt(cues), "a.vtt"))]
    assert sum(lengths) == 100_000
    assert max(lengths) <= 60
