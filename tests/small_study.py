"""A small study for tests: a codebook, interviews and a respondents table."""

from __future__ import annotations

from pathlib import Path

CODEBOOK = """\
codebook: {id: small, title: {en: Small, ru: Малый}, version: "1.0.0", languages: [ru, en]}
respondent_types:
- {id: ngo_provider, name: {en: NGO, ru: НКО}}
- {id: public_provider, name: {en: Public, ru: Учреждение}}
codes:
- id: saving
  name: {en: Saving, ru: Экономия}
  brief: Spending less.
  definition: Spending less money.
  use_when: Money is saved.
  do_not_use_when: Time is saved.
  indicators:
    ru: ["экономия", "сокращение ставка|штат"]
    en: ["save money", "cut ... staff|cost"]
  exclude: {ru: ["экономия время"]}
  examples: {ru: ["Всё решает экономия."], en: ["We save money."]}
  near_misses: {ru: ["Это экономия времени."]}
- id: care
  name: {en: Care, ru: Забота}
  brief: Looking after people.
  definition: Looking after people.
  use_when: Somebody is cared for.
  do_not_use_when: Nobody is.
  indicators: {ru: ["забота"], en: ["dignity"]}
tensions:
- id: saving_vs_care
  name: {en: Saving and care, ru: Экономия и забота}
  definition: Money against people.
  poles: [saving, care]
  examples: {ru: [{text: "Экономия мешает заботе.", relation: conflict}]}
relations:
- id: conflict
  name: {en: Conflict, ru: Конфликт}
  definition: One is in the way of the other.
  cues: {ru: ["мешать"], en: ["clash*"]}
"""

RUSSIAN = """\
Интервьюер: Расскажите, что изменилось?
Респондент: Началась экономия. Экономия мешает заботе о людях. Это не экономия времени.
Интервьюер: А потом?
Респондент: Потом прошло сокращение штата, но забота осталась.
"""
ENGLISH = """\
Interviewer: What has changed?
Respondent: We save money now. We had to cut some staff, and dignity suffers.
Interviewer: And then?
Respondent: Saving clashes with dignity. We did not save money in the end.
"""
TABLE = """\
file,speaker,respondent,type,region
ru01.txt,Респондент,R1,ngo_provider,Север
en01.txt,Respondent,R2,public_provider,South
"""
STUDY = """\
title: "Small study"
transcripts: transcripts
codebook: codebook.yaml
respondents: respondents.csv
"""


def write_study(folder: Path) -> Path:
    """Write the study with its two transcripts into `folder`."""
    write(folder / "transcripts" / "ru01.txt", RUSSIAN)
    write(folder / "transcripts" / "en01.txt", ENGLISH)
    write(folder / "codebook.yaml", CODEBOOK)
    write(folder / "respondents.csv", TABLE)
    write(folder / "study.yaml", STUDY)
    return folder


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below `folder` by its name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
