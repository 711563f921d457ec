"""A study whose codebook misses most of what people coded: six respondents, one language more.

`targets` is said with «показатель», a word of its definition, by all six; a name, a number and a
greeting stand beside it as often. `deal` is said with «поделить», which a weak indicator takes.
"""

from __future__ import annotations

from pathlib import Path

from coded_study import Row, render_table
from small_study import write

CODEBOOK = """\
# every comment stays
codebook: {id: missed, title: {en: Missed, ru: Пропущено}, version: "1.0.0", languages: [ru, en]}
respondent_types:
- {id: ngo_provider, name: {en: NGO, ru: НКО}}
codes:
- id: work
  name: {en: Work, ru: Работа}
  children:
    - id: work.targets
      name: {en: Targets, ru: Показатели}
      definition: {en: Figures by which work is judged., ru: Показатели работы.}
      use_when: {en: Figures are named., ru: "Названы цифры, показатели."}
      examples: {ru: ["Рейтинг решает, показатели."]}
      near_misses: {ru: ["Двадцать рублей."]}
      do_not_use_when: {en: Money is meant., ru: Речь о деньгах.}
      indicators:
        ru:
          # the commonest first
          - "рейтинг"  # of institutions
          - near: ["цифра", "план"]
            within: 3
        en:
          - "ranking"
    - id: work.deal
      name: {en: Deal, ru: Договор}
      definition: {en: Work is shared., ru: Работу распределяют.}
      use_when: {en: They agree., ru: Соседи поделили.}
      do_not_use_when: {en: They do not., ru: Не договорились.}
      indicators: {ru: [{term: "поделить ... день", weight: 0.5}]}
- id: care
  name: {en: Care, ru: Забота}
  definition: {en: Looking after people., ru: Заботятся о людях.}
  use_when: {en: Somebody is cared for., ru: О ком-то заботятся.}
  do_not_use_when: {en: Nobody is., ru: Ни о ком.}
  exclude: {ru: ["чай с мёд"]}
  indicators: {ru: ["забота"]}
"""

RESPONDENTS = range(1, 7)
_VERBS = ("растут", "падают", "хромают", "меняются", "удивляют", "радуют")
_MEALS = ("супом", "кашей", "рыбой", "хлебом", "сыром", "творогом")
_TOWNS = ("школе", "больнице", "конторе", "аптеке", "библиотеке", "столовой")


def talk_of(number: int) -> tuple[tuple[str, str], ...]:
    """Return what one respondent says, each answer with its codes."""
    at = number - 1
    told = [
        (f"А у Марины показатели {_VERBS[at]}, двадцать раз.", "work.targets"),
        (f"Мы поделили дни, с {_MEALS[at]} разобрались.", "work.deal"),
        (f"Угощаем всех чаем и {_MEALS[at]}.", "care" if number < 4 else ""),
        (f"Марина двадцать лет в {_TOWNS[at]}.", ""),
        (f"Чай с мёдом пьём в {_TOWNS[at]}.", ""),
    ]
    if number in (5, 6):
        told.append((f"Без чая в {_TOWNS[at]} скучно, показатель и тот скучает.", ""))
    return tuple(told)


def write_missed_study(folder: Path) -> Path:
    """Write study, transcripts and the table of one coder, anna.csv."""
    table = ["file,speaker,respondent,type"]
    rows: list[Row] = []
    for number in RESPONDENTS:
        name = f"ru0{number}.txt"
        lines = []
        for text, codes in talk_of(number):
            lines += ["Интервьюер: Что ещё?", f"Респондент: {text}"]
            rows.append((name, "Респондент", text, codes))
        write(folder / "transcripts" / name, "\n".join(lines) + "\n")
        table.append(f"{name},Респондент,R{number},ngo_provider")
    write(folder / "respondents.csv", "\n".join(table) + "\n")
    write(folder / "codebook.yaml", CODEBOOK)
    study = "transcripts: transcripts\ncodebook: codebook.yaml\nrespondents: respondents.csv\n"
    write(folder / "study.yaml", study)
    write(folder / "anna.csv", render_table(rows))
    return folder
