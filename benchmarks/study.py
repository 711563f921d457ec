"""A made-up study: interviews whose exchanges are drawn from those of a shipped sample.

Codes come about as often as in the sample, and respondents of the same type talk alike.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random

from benchmarks.corpus import LABELS
from qualcode.files import find_transcripts
from qualcode.model.transcript import Transcript
from qualcode.reading import read_transcript
from qualcode.sample import DEFAULT, find_sample

REGIONS = ("North", "South", "East", "West", "Lakes", "Hills", "Coast", "Plain")
PLACES = ("town", "village", "city")
ENGLISH = 4  # every fourth interview
OWN_TYPE = 0.7  # the share of exchanges drawn from interviews of one's own type

Exchange = tuple[str, str]  # question, answer


def write_study(folder: Path, interviews: int, words: int, seed: int) -> None:
    """Write a study of so many interviews, each of so many words; the same seed, the same bytes."""
    random = Random(f"{seed} study")
    said = _read_sample()
    (folder / "transcripts").mkdir(parents=True)
    rows = []
    for number in range(1, interviews + 1):
        language = "en" if number % ENGLISH == 0 else "ru"
        types = sorted(said[language])
        type = types[number % len(types)]
        text = _make_interview(said[language], type, language, words, random)
        name = f"{language}{number:03}.txt"
        (folder / "transcripts" / name).write_text(text, encoding="utf-8")
        label = LABELS[language]["respondent"]
        place = random.choice(REGIONS), random.choice(PLACES), str(random.randint(1, 30))
        rows.append((name, label, f"R{number:03}", type, *place))
    with (folder / "respondents.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow("file speaker respondent type region place years".split())
        writer.writerows(rows)
    codebook = Path(__file__).parents[1] / "codebooks" / f"{DEFAULT}.yaml"
    (folder / "codebook.yaml").write_bytes(codebook.read_bytes())
    (folder / "study.yaml").write_text(
        'title: "Made-up study"\ntranscripts: transcripts\ncodebook: codebook.yaml\n'
        "respondents: respondents.csv\n",
        encoding="utf-8",
    )


def _read_sample() -> dict[str, dict[str, list[Exchange]]]:
    """Return the exchanges of the sample by language and type."""
    sample = find_sample(DEFAULT)
    with (sample.folder / "respondents.csv").open(encoding="utf-8-sig", newline="") as table:
        types = {row["file"]: row["type"] for row in csv.DictReader(table)}
    said: dict[str, dict[str, list[Exchange]]] = defaultdict(lambda: defaultdict(list))
    for file in find_transcripts(sample.interviews).files:
        said[file.id[:2]][types[file.id]] += _exchanges(read_transcript(file.path, file.id))
    return said


def _exchanges(transcript: Transcript) -> list[Exchange]:
    found: list[Exchange] = []
    asked = ""
    for turn in transcript.turns:
        text = " ".join(transcript.text[turn.start : turn.stop].split())
        if turn.role == "respondent":
            found.append((asked, text))
        asked = text if turn.role == "interviewer" else ""
    return found


def _make_interview(
    said: dict[str, list[Exchange]], type: str, language: str, words: int, random: Random
) -> str:
    asks, answers = LABELS[language]["interviewer"], LABELS[language]["respondent"]
    every: Sequence[Exchange] = [one for some in said.values() for one in some]
    lines: list[str] = []
    spoken = 0
    while spoken < words:
        question, answer = random.choice(said[type] if random.random() < OWN_TYPE else every)
        lines += [f"{asks}: {question}"] * bool(question) + [f"{answers}: {answer}"]
        spoken += len(question.split()) + len(answer.split())
    return "\n".join(lines) + "\n"
