"""A codebook with every kind of indicator, to explain what it finds."""

from __future__ import annotations

from qualcode.codebook import parse_codebook
from qualcode.inspecting.explaining import explain_text
from qualcode.inspecting.explaining.explanation import Finding

SOURCE = """\
codebook: {id: tried, title: Tried, version: "1.0.0", languages: [ru, en]}
respondent_types:
- {id: ngo, name: NGO}
codes:
- id: saving
  name: {ru: Экономия, en: Saving}
  definition: d
  use_when: u
  do_not_use_when: n
  negation: exclude
  indicators:
    ru:
    - "экономия"
    - {term: "бюджет", weight: 0.5}
    - "сокращение ставка|штат"
    - "сокращение"
    - "деньги"
    - "оптимиз*"
    - {fuzzy: "соцзащита", min: 80}
    - near: ["план", "урезать"]
      within: 4
      not: ["бумага"]
    - {term: "тариф", who: [ngo]}
    - {regex: '\\d+,\\d+\\s+балла', note: "оценка 4,54"}
    en: ["=cost", "person centred", "do not pay"]
  exclude: {ru: ["экономия время"]}
- id: saving.loss
  name: Loss
  definition: d
  use_when: u
  do_not_use_when: n
  min_score: 1
  indicators:
    ru: [{term: "потеря", weight: 0.5}, {term: "лишение", negation: ignore}]
- id: report
  name: Report
  definition: d
  use_when: u
  do_not_use_when: n
  speakers: interviewer
  indicators: {ru: ["отчёт"]}
- id: net
  name: Net
  definition: d
  use_when: u
  do_not_use_when: n
  indicators:
    any: [{all: [{code: saving}, "союз"], within: segment}]
"""
CODEBOOK = parse_codebook(SOURCE, "tried.yaml")


def findings(text: str, language: str = "ru") -> tuple[Finding, ...]:
    """Return what is found in a text, suppressed hits included."""
    return explain_text(text, CODEBOOK, language).findings


def finding(text: str, language: str = "ru") -> Finding:
    """Return the only thing found in a text."""
    (only,) = findings(text, language)
    return only
