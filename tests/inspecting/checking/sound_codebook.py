"""A small codebook with which nothing is wrong, to plant faults in."""

from __future__ import annotations

from qualcode.codebook import parse_codebook
from qualcode.inspecting.checking import Finding, Material, check_codebook

SOUND = """\
codebook: {id: sound, title: {ru: Малая, en: Small}, version: "1.0.0", languages: [ru, en]}
respondent_types:
- {id: provider, name: {ru: Учреждение, en: Provider}}
guide:
- {id: q1, text: {ru: Что изменилось?, en: What has changed?}}
codes:
- id: saving
  name: {ru: Экономия, en: Saving}
  definition: {ru: Тратить меньше., en: Spending less.}
  use_when: {ru: Экономят деньги., en: Money is saved.}
  do_not_use_when: {ru: Экономят время., en: Time is saved.}
  indicators:
    ru:
    - "экономия"
    - "сокращение ставка|штат"
    - {near: ["урезать", "смета"], within: 4}
    en:
    - "save money"
    - "cutback*"
  exclude:
    ru: ["экономия время"]
  examples: {ru: ["Всё решает экономия."], en: ["We save money."]}
  near_misses: {ru: ["Это экономия времени."], en: ["We save time."]}
- id: care
  name: {ru: Забота, en: Care}
  definition: {ru: Думать о людях., en: Thinking of people.}
  use_when: {ru: О ком-то думают., en: Somebody is thought of.}
  do_not_use_when: {ru: Думают о другом., en: Something else is thought of.}
  indicators:
    ru:
    - "милосердие"
    en:
    - "dignity"
  examples: {ru: ["Это милосердие."], en: ["It is about dignity."]}
  near_misses: {ru: ["Это работа."], en: ["It is work."]}
- id: barrier
  name: {ru: Преграды, en: Barriers}
  definition: {ru: Что мешает., en: What is in the way.}
  children:
  - id: barrier.rent
    name: {ru: Аренда, en: Rent}
    definition: {ru: Плата за дом., en: Pay for a house.}
    use_when: {ru: О плате говорят., en: Pay is spoken of.}
    do_not_use_when: {ru: Говорят о другом., en: Something else is spoken of.}
    indicators: {ru: ["аренда"], en: ["lease"]}
    examples: {ru: ["Мешает аренда."], en: ["The lease stands."]}
    near_misses: {ru: ["Это дом."], en: ["It is a house."]}
tensions:
- id: saving_vs_care
  name: {ru: Экономия и забота, en: Saving and care}
  definition: {ru: Деньги и люди., en: Money and people.}
  poles: [saving, care]
  examples: {ru: [{text: "Экономия мешает милосердию.", relation: conflict}]}
relations:
- id: conflict
  name: {ru: Конфликт, en: Conflict}
  definition: {ru: Одно мешает другому., en: One is in the way.}
  cues: {ru: ["мешать"], en: ["clash*"]}
"""


def check_source(source: str) -> tuple[Finding, ...]:
    """Check a codebook by itself."""
    return check_codebook(Material(parse_codebook(source, "codebook.yaml")))


def line_of(source: str, words: str) -> int:
    """Return the first line with the words."""
    (line, *_) = (n for n, line in enumerate(source.split("\n"), start=1) if words in line)
    return line
