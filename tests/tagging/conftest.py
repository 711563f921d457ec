import pytest
from constructed_codebook import Find, Indicator, make_codebook

from qualcode.pipeline import Coded, code_text
from qualcode.tagging import Tagger


@pytest.fixture
def find() -> Find:
    """Tag a text by a codebook with the given indicators of the code `c`."""

    def tag(
        text: str,
        indicators: dict[str, list[Indicator]] | list[Indicator],
        language: str = "",
        **code: object,
    ) -> Coded:
        codebook = make_codebook(indicators, **code)
        language = language or ("en" if text.isascii() else "ru")
        return code_text(text, Tagger(codebook), language)

    return tag
