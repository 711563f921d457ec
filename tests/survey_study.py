"""A made-up study of two regions and two services, with a survey, a territory and spoken scores."""

from __future__ import annotations

from pathlib import Path

from small_study import write

CODEBOOK = """\
codebook: {id: rated, title: {en: Rated, ru: Оценки}, version: "1.0.0", languages: [ru, en]}
codes:
- id: feedback
  name: {en: Feedback, ru: Отзывы}
  brief: Rating.
  definition: Rating.
  use_when: Something is rated.
  do_not_use_when: Nothing is.
  indicators: {ru: ["отзыв", "жалоба"], en: ["feedback", "complain*"]}
- id: service
  name: {en: Service, ru: Услуга}
  brief: Which service.
  definition: Which service.
  kind: attribute
- id: service.home_care
  name: {en: Home care, ru: Уход на дому}
  brief: Home care.
  definition: Home care.
  use_when: It is named.
  do_not_use_when: It is not.
  kind: attribute
  indicators: {ru: ["уход на дому"], en: ["home care"]}
- id: service.rehabilitation
  name: {en: Rehabilitation, ru: Реабилитация}
  brief: Rehabilitation.
  definition: Rehabilitation.
  use_when: It is named.
  do_not_use_when: It is not.
  kind: attribute
  indicators: {ru: ["реабилитация"], en: ["rehabilitation"]}
guide:
- id: rating
  text: {ru: "Как бы вы оценили услуги по пятибалльной шкале?", en: "How would you rate them?"}
"""
NORTH = """\
Интервьюер: Как бы вы оценили услуги по пятибалльной шкале?
Респондент: Уход на дому — четыре с половиной, отзывы хорошие. Реабилитация — твёрдая тройка,
жалоб много.
Интервьюер: А если подумать?
Респондент: За реабилитацию я пятёрку не поставлю.
"""
NORTH_TOO = """\
Интервьюер: Расскажите про уход на дому.
Респондент: Уход на дому у нас 4,6 балла, а отзывов мы не собираем.
"""
SOUTH = """\
Interviewer: How would you rate them?
Respondent: Home care is a solid four. They gave rehabilitation seven out of ten, nobody complains.
"""
TABLE = """\
file,speaker,respondent,type,region
north.txt,Респондент,R1,ngo,Север
north2.txt,Респондент,R2,ngo,Север
south.txt,Respondent,R3,state,Юг
"""
SURVEY = """\
region;item;item_ru;item_en;about;mean;sd;n;low;high;unit;unit_ru;codes;source
;satisfaction;Довольны;Satisfied;;4,54;;9120;1;5;points;баллы;feedback;synthetic
Север;satisfaction;Довольны;Satisfied;service.home_care;4,61;0,7;412;1;5;points;баллы;feedback;synthetic
СЕВЕР;satisfaction;Довольны;Satisfied;service.rehabilitation;3,9;0,9;198;1;5;points;баллы;feedback;synthetic
Юг;satisfaction;Довольны;Satisfied;service;4.1;;90;1;5;points;баллы;feedback;synthetic
"""
TERRITORY = """\
region,item,item_ru,value,unit,source,note
Север,Share of the budget,Доля бюджета,0.21,%,synthetic indicator,guessed
Юг,Share of the budget,Доля бюджета,0.08,%,synthetic indicator,
"""
STUDY = """\
title: Rated
note: synthetic
transcripts: transcripts
codebook: codebook.yaml
respondents: respondents.csv
survey: [survey.csv, territory.csv]
"""


def write_survey_study(folder: Path) -> Path:
    """Write the study into `folder`."""
    for name, text in {"north": NORTH, "north2": NORTH_TOO, "south": SOUTH}.items():
        write(folder / "transcripts" / f"{name}.txt", text)
    write(folder / "codebook.yaml", CODEBOOK)
    write(folder / "respondents.csv", TABLE)
    write(folder / "survey.csv", SURVEY)
    write(folder / "territory.csv", TERRITORY)
    write(folder / "study.yaml", STUDY)
    return folder
