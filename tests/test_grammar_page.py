"""Every example of the page on indicators does what the page says."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualcode.codebook import parse_codebook
from qualcode.model.codebook import Codebook
from qualcode.model.respondent import Respondent
from qualcode.model.transcript import Source, Transcript, Turn
from qualcode.pipeline import Coded, code_text, code_transcript
from qualcode.respondents.table import EMPTY_TABLE, Table
from qualcode.tagging import Tagger

PAGE = (Path(__file__).parents[1] / "docs" / "indicators.md").read_text(encoding="utf-8")
HEADING = re.compile(r"^#+ (.*)$")
ROW = re.compile(r"^\| (`.+`) \| (.+) \| (.+) \|$")
SENTENCE = re.compile(r'«([^»]+)»|"([^"]+)"')
COMMENT = re.compile(r"^# (finds|not)(?:, (said by|answering) (\w+))?: (.+)$")

QUESTIONS = {
    "quality_ru": "Как у вас оценивают качество услуг?",
    "work_ru": "Расскажите, кем вы работаете?",
    "quality_en": "How is the quality of services assessed?",
    "work_en": "What is your job, please?",
}
TEXTS = "name: N, definition: d, use_when: u, do_not_use_when: n"
CODEBOOK = f"""\
codebook: {{id: page, title: Page, version: 1.0.0, languages: [ru, en]}}
respondent_types: [{{id: ngo_provider, name: N}}, {{id: public_provider, name: P}}]
guide: {json.dumps([{"id": id, "text": text} for id, text in QUESTIONS.items()])}
codes:
- {{id: saving, {TEXTS}, indicators: {{ru: [экономия], en: [saving]}}}}
- id: page
  {TEXTS.replace(", ", chr(10) + "  ")}
  indicators:
    LANGUAGE:
    """


@dataclass(frozen=True)
class Example:
    """An indicator, a sentence, and whether the page says that it finds something there."""

    heading: str
    item: str
    sentence: str
    finds: bool
    scope: str = ""  # `said by`, `answering`
    id: str = ""

    @property
    def language(self) -> str:
        return "ru" if re.search("[а-яё]", self.sentence, re.IGNORECASE) else "en"

    def __str__(self) -> str:
        return f"{self.heading}: {self.item[:30]}: {self.sentence[:30]}"


def sentences(cell: str) -> list[str]:
    return [russian or english for russian, english in SENTENCE.findall(cell)]


def examples(page: str) -> Iterator[Example]:
    heading = item = ""
    in_block = False
    for line in page.split("\n"):
        if line.startswith("```"):
            in_block = line == "```yaml"
        elif in_block and (comment := COMMENT.match(line)):
            finds, scope, id, cell = comment.groups()
            for sentence in sentences(cell):
                yield Example(heading, item, sentence, finds == "finds", scope or "", id or "")
        elif in_block:
            item = line
        elif title := HEADING.match(line):
            heading = title[1]
        elif row := ROW.match(line):
            written = json.dumps(row[1].strip("`").replace("\\|", "|"), ensure_ascii=False)
            for cell, finds in ((row[2], True), (row[3], False)):
                for sentence in sentences(cell):
                    yield Example(heading, f"- {written}", sentence, finds)


EXAMPLES = list(examples(PAGE))
MODEL = [example for example in EXAMPLES if "with a model" in example.heading]


def load(example: Example) -> Codebook:
    source = CODEBOOK.replace("LANGUAGE", example.language) + example.item + "\n"
    return parse_codebook(source, "page.yaml")


def tag(example: Example) -> Coded:
    tagger = Tagger(load(example))
    if not example.scope:
        return code_text(example.sentence, tagger, example.language)
    question = QUESTIONS.get(example.id, "")
    text = f"{question}\n{example.sentence}"
    person = "" if example.scope == "answering" else example.id
    turns = (
        Turn(1, "I", "interviewer", "", 0, len(question), ""),
        Turn(2, "R", "respondent", "r", len(question) + 1, len(text), ""),
    )
    source = Source("", "", "text", "", "")
    transcript = Transcript("text", text, turns[not question :], (), source)
    table = Table("", b"", "", (), (Respondent("r", person),), ()) if person else EMPTY_TABLE
    return code_transcript(transcript, tagger, table, example.language)


@pytest.mark.parametrize(
    "example", [example for example in EXAMPLES if example not in MODEL], ids=str
)
def test_example(example: Example) -> None:
    coded = tag(example)
    found = [coded.transcript.text[hit.start : hit.stop] for hit in coded.tagged.hits
             if hit.code == "page"]  # fmt: skip
    assert bool(found) == example.finds, found


@pytest.mark.parametrize("example", MODEL, ids=str)
def test_what_needs_a_model_can_be_loaded(example: Example) -> None:
    assert load(example).code("page").indicators


def test_every_form_has_examples_in_both_languages() -> None:
    headings = [match[1] for match in re.finditer(r"^### (.*)$", PAGE, re.MULTILINE)]
    assert len(headings) == 19
    for heading in headings:
        shown = {(one.language, one.finds) for one in EXAMPLES if one.heading == heading}
        assert len(shown) == 4, heading


def test_every_key_has_a_section_or_a_row() -> None:
    from qualcode.codebook.schema_indicators import IndicatorShape

    keys = {field.alias or name for name, field in IndicatorShape.model_fields.items()}
    assert [key for key in sorted(keys) if f"`{key}`" not in PAGE] == []
