from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import TranscriptError
from qualcode.model.transcript import Transcript
from qualcode.reading import read_transcript
from qualcode.reading.formats.json_shapes import READERS, find_lines, name_of
from qualcode.reading.formats.tables import is_transcript_table
from qualcode.reading.wording import put


def read(folder: Path, content: Any, name: str = "a.json") -> Transcript:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / name).write_text(text, encoding="utf-8")
    return read_transcript(folder / name, name)


def said(transcript: Transcript) -> list[tuple[str, str, str]]:
    return [
        (turn.speaker, turn.time, transcript.text[turn.start : turn.stop])
        for turn in transcript.turns
    ]


def told(transcript: Transcript) -> str:
    return " ".join(put(note.phrase) for note in transcript.notes)


def spoken(*fields: str, scale: float = 1) -> list[dict[str, Any]]:
    """Give two segments with the names of text, speaker, start and end that a program uses."""
    text, speaker, start, stop = fields
    return [
        {text: " Зачем?", speaker: "A", start: 0.5 * scale, stop: 2.5 * scale},
        {text: " Затем.", speaker: "B", start: 62.25 * scale, stop: 63 * scale},
    ]


def amazon_items(labelled: bool) -> list[dict[str, Any]]:
    words = [("Зачем", "0.5"), ("?", ""), ("Затем", "62.25"), (".", "")]
    items: list[dict[str, Any]] = []
    for word, start in words:
        item: dict[str, Any] = {"alternatives": [{"confidence": "1.0", "content": word}]}
        if start:
            item |= {"type": "pronunciation", "start_time": start, "end_time": start}
            if labelled:
                item["speaker_label"] = "A" if start == "0.5" else "B"
        else:
            item["type"] = "punctuation"
        items.append(item)
    return items


AMAZON_SEGMENTS = [
    {
        "speaker_label": who,
        "start_time": start,
        "items": [{"start_time": start, "speaker_label": who}],
    }
    for who, start in (("A", "0.5"), ("B", "62.25"))
]
WORDS = [
    {"word": "зачем", "punctuated_word": "Зачем?", "start": 0.5, "end": 1, "speaker": "A"},
    {"word": "затем", "punctuated_word": "Затем.", "start": 62.25, "end": 63, "speaker": "B"},
]
GOOGLE = [
    {"word": "Зачем?", "startTime": "0.500s", "endTime": "1s", "speakerLabel": "A"},
    {"word": "Затем.", "startTime": "62.250s", "endTime": "63s", "speakerLabel": "B"},
]
REV = [
    {
        "speaker": who,
        "elements": [
            {"type": "text", "value": word, "ts": start, "end_ts": start + 1},
            {"type": "punct", "value": sign},
        ],
    }
    for who, word, sign, start in (("A", "Зачем", "?", 0.5), ("B", "Затем", ".", 62.25))
]
AZURE = [
    {"offsetInTicks": ticks, "speaker": who, "nBest": [{"display": text}]}
    for who, text, ticks in (("A", "Зачем?", 5_000_000), ("B", "Затем.", 622_500_000))
]
CPP = [
    {"text": text, "speaker": who, "offsets": {"from": start, "to": start + 900}}
    for who, text, start in (("A", " Зачем?", 500), ("B", " Затем.", 62_250))
]
SCRIBE = [
    {"text": "Зачем?", "type": "word", "start": 0.5, "end": 1.0, "speaker_id": "A"},
    {"text": " ", "type": "spacing", "start": 1.0, "end": 62.25, "speaker_id": "A"},
    {"text": "За", "type": "word", "start": 62.25, "end": 62.5, "speaker_id": "B"},
    {"text": "тем.", "type": "word", "start": 62.5, "end": 63.0, "speaker_id": "B"},
]
USUAL = ("text", "speaker", "start", "end")
SHAPES: dict[str, tuple[str, Any]] = {
    "whisper": ("Whisper", {"text": "…", "language": "ru", "segments": spoken(*USUAL)}),
    "whisperX": ("Whisper", {"segments": spoken(*USUAL), "word_segments": WORDS}),
    "whisper.cpp": ("whisper.cpp", {"systeminfo": "", "transcription": CPP}),
    "pyannote": ("pyannoteAI", {"output": {"turnLevelTranscription": spoken(*USUAL)}}),
    "assembly": ("AssemblyAI", {"id": "x", "utterances": spoken(*USUAL, scale=1000)}),
    "deepgram": (
        "Deepgram",
        {"results": {"utterances": spoken("transcript", "speaker", "start", "end")}},
    ),
    "deepgram words": (
        "Deepgram",
        {"results": {"channels": [{"alternatives": [{"transcript": "…", "words": WORDS}]}]}},
    ),
    "podcast": ("Podcasting 2.0", {"segments": spoken("body", "speaker", "startTime", "endTime")}),
    "amazon": (
        "AWS Transcribe",
        {
            "results": {
                "audio_segments": spoken("transcript", "speaker_label", "start_time", "end_time")
            }
        },
    ),
    "amazon words": ("AWS Transcribe", {"results": {"items": amazon_items(True)}}),
    "amazon labels": (
        "AWS Transcribe",
        {
            "results": {
                "items": amazon_items(False),
                "speaker_labels": {"segments": AMAZON_SEGMENTS},
            }
        },
    ),
    "google": (
        "Google Speech-to-Text",
        {
            "results": [
                {"alternatives": [{"transcript": "…"}]},
                {"alternatives": [{"words": GOOGLE}]},
            ]
        },
    ),
    "google job": (
        "Google Speech-to-Text",
        {"response": {"results": [{"alternatives": [{"words": GOOGLE}]}]}},
    ),
    "rev": ("Rev", {"monologues": REV}),
    "azure": ("Azure Speech", {"recognizedPhrases": AZURE}),
    "azure at once": (
        "Azure Speech",
        {
            "combinedPhrases": [{"text": "…"}],
            "phrases": [
                {"offsetMilliseconds": 500, "speaker": "A", "text": "Зачем?"},
                {"offsetMilliseconds": 62_250, "speaker": "B", "text": "Затем."},
            ],
        },
    ),
    "elevenlabs": ("ElevenLabs", {"language_code": "rus", "text": "…", "words": SCRIBE}),
    "teams": (
        "",
        {
            "entries": [
                {"text": "Зачем?", "speakerDisplayName": "A", "startOffset": "00:00:00.5000000"},
                {"text": "Затем.", "speakerDisplayName": "B", "startOffset": "00:01:02.2500000"},
            ]
        },
    ),
    "fireflies": ("", {"sentences": spoken("text", "speaker_name", "start_time", "end_time")}),
    "gladia": ("Gladia", {"result": {"transcription": {"utterances": spoken(*USUAL)}}}),
    "a list": ("", spoken(*USUAL)),
    "a list in Russian": ("", spoken("текст", "говорящий", "начало", "конец")),
    "a list under a key": ("", {"turns": spoken("utterance", "name", "start", "end")}),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ["a.json", "a.txt"])
def test_shapes(tmp_path: Path, shape: str, name: str) -> None:
    program, data = SHAPES[shape]
    transcript = read(tmp_path, data, name)
    assert said(transcript) == [
        ("A", "00:00:00.500", "Зачем?"),
        ("B", "00:01:02.250", "Затем."),
    ]
    assert (transcript.source.format, transcript.source.layout) == ("json", "voices")
    assert (f"JSON of {program}." if program else "a list of objects") in told(transcript)


def test_every_program_named_is_tested() -> None:
    tested = {program for program, _ in SHAPES.values()}
    assert {name for name, _ in READERS if not name.startswith("a list")} == tested - {""}


def test_milliseconds_in_a_plain_list(tmp_path: Path) -> None:
    data = [
        {"speaker": "A", "text": "Да.", "start": 500},
        {"speaker": "B", "text": "Нет.", "start": 90_000},
    ]
    assert [time for _, time, _ in said(read(tmp_path, data))] == ["00:00:00.500", "00:01:30.000"]


def test_segments_without_speakers_are_cut_by_pauses(tmp_path: Path) -> None:
    segments = [
        {"start": start, "end": start + 2, "text": f" {text}"}
        for start, text in [(0, "Раз."), (2, "Два."), (9, "Три.")]
    ]
    transcript = read(tmp_path, {"segments": segments})
    assert said(transcript) == [
        ("?", "00:00:00.000", "Раз. Два."),
        ("?", "00:00:09.000", "Три."),
    ]
    assert {turn.role for turn in transcript.turns} == {"unknown"}


def test_a_segment_that_names_nobody_is_nobodys(tmp_path: Path) -> None:
    data = {"segments": [*spoken(*USUAL), {"text": "Кто?"}, {"text": "Я.", "speaker": "A"}]}
    transcript = read(tmp_path, data)
    assert [turn.speaker for turn in transcript.turns] == ["A", "B", "?", "A"]
    assert transcript.turns[2].role == "unknown"
    assert "For one segment the file names no speaker" in told(transcript)


def test_google_without_speakers(tmp_path: Path) -> None:
    words = [{"word": "да", "startTime": "1s", "endTime": "2s"}]
    alternatives = [{"transcript": "да ", "words": words}, {"transcript": "та"}]
    data = {"results": [{"alternatives": alternatives}, {"alternatives": [{"transcript": "нет"}]}]}
    assert said(read(tmp_path, data)) == [("?", "00:00:01.000", "да нет")]


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("Анна", "Анна"),
        (0, "Speaker 0"),
        (12, "Speaker 12"),
        ({"id": 1, "name": "Bo"}, "Bo"),
        ({"label": "C"}, "C"),
        (None, ""),
        (True, ""),
        (-1, ""),
        (1.5, ""),
        ([], ""),
    ],
)
def test_names_of_speakers(speaker: Any, name: str) -> None:
    assert name_of(speaker) == name


OTR = {
    "text": '<p><span class="timestamp" data-timestamp="1.2">0:01</span>&nbsp;И: Как?<br /></p>'
    "<p>Р: Так &amp; <b>сяк</b>.<br>И ещё.</p><div>И: А?</div>\n<p>Р: Да.</p>",
    "media": "x.mp3",
    "media-time": 12.3,
}


@pytest.mark.parametrize("data", [OTR, {"text": OTR["text"]}])
def test_a_file_of_otranscribe(tmp_path: Path, data: Any) -> None:
    transcript = read(tmp_path, data, "a.otr")
    assert said(transcript) == [
        ("И", "0:01", "Как?"),
        ("Р", "", "Так & сяк.\nИ ещё."),
        ("И", "", "А?"),
        ("Р", "", "Да."),
    ]
    assert transcript.source.format == "otr"
    assert is_transcript_table(tmp_path / "a.otr")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"name": "x", "version": 1}', r"not known \(keys: name, version\); known are: AWS"),
        ("[1, 2, 3]", "not known; known are"),
        ("[]", "not known"),
        ("12", "not known"),
        ('{"segments": []}', "not known"),
        ('{"segments": [{"text": " "}]}', "not known"),
        ('{"segments": [{"text": 1}], "messages": [{"text": 2}]}', "not known"),
        ('{"a":\n1,,}', "no JSON from line 2 on"),
        ("Как?", "no JSON from line 1 on"),
        ("[" * 10_000, "too many brackets"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "too many brackets"),
        ('{"segments": [{"text": "a", "start": NaN}]}', "NaN for a number"),
        ('{"segments": [{"text": "a", "start": -Infinity}]}', "-Infinity for a number"),
        ('{"segments": [{"text": "a", "text": "b"}]}', "the key “text” twice"),
        ('{"segments": [{"text": "a", "start": ' + "9" * 5_000 + "}]}", "too long"),
    ],
)
def test_json_that_is_refused_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TranscriptError, match=message) as caught:
        read(tmp_path, text)
    assert "\n" not in str(caught.value)
    assert not is_transcript_table(tmp_path / "a.json")


@pytest.mark.parametrize("start", ["9" * 4_000, "1e999", "-5", '"soon"', '"nan"', "[1]", "true"])
def test_times_that_are_none(tmp_path: Path, start: str) -> None:
    text = '{"segments": [{"text": "Да.", "speaker": "A", "start": ' + start + "}]}"
    assert said(read(tmp_path, text)) == [("A", "", "Да.")]


def test_lone_surrogates(tmp_path: Path) -> None:
    text = '{"segments": [{"text": "да \\ud800 нет", "speaker": "\\udfffX"}]}'
    transcript = read(tmp_path, text)
    assert said(transcript) == [("X", "", "да  нет")]
    transcript.text.encode("utf-8")


KEYS = [
    *("segments", "text", "speaker", "start", "end", "results", "items", "alternatives", "words"),
    *("transcript", "utterances", "monologues", "elements", "value", "ts", "word", "speakerTag"),
    *("speaker_labels", "channels", "content", "media", "speakerLabel", "audio_segments"),
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_any_json_is_read_or_is_not(data: Any) -> None:
    program, lines = find_lines(data)
    assert bool(program) == bool(lines)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | VALUES.map(lambda data: json.dumps(data).encode()))
def test_any_bytes_are_a_transcript_or_one_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(data)
    is_transcript_table(path)
    try:
        lines = [told(read_transcript(path, path.name))]
    except TranscriptError as error:
        lines = [str(problem) for problem in error.problems]
    assert len(lines) == 1
    assert "\n" not in lines[0]
