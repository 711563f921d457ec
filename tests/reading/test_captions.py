from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import TranscriptError
from qualcode.model.transcript import Transcript
from qualcode.reading import read_transcript

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


def read(folder: Path, text: str, name: str) -> Transcript:
    (folder / name).write_text(text, encoding="utf-8", newline="")
    return read_transcript(folder / name, name)


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
    assert transcript.source.layout == "unknown"


@pytest.mark.parametrize("text", ["WEBVTT\n\n", "WEBVTT", "1\n00:00:01,000 --> 00:00:02,000\n\n"])
def test_captions_without_words_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(TranscriptError, match="no speech"):
        read(tmp_path, text, "a.vtt")


def test_a_dialogue_named_as_captions_is_read_by_its_content(tmp_path: Path) -> None:
    transcript = read(tmp_path, "И: Как?\nР: Так.\n", "a.srt")
    assert transcript.source.format == "txt"
    assert len(transcript.turns) == 2
