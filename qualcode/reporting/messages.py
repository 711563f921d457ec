"""The texts of the report, by language: plurals and numbers as that language has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal

from qualcode.study import REPORT_LANGUAGES
from qualcode.yaml_tree.shipped import read_shipped

Message = str | dict[str, str]  # a mapping has one form for each plural category


@dataclass(frozen=True, slots=True)
class Messages:
    """The catalogue of one language."""

    language: str
    texts: dict[str, Message]

    def text(self, key: str, **values: object) -> str:
        """Return the message called `key`; KeyError when there is none."""
        message = self.texts[key]
        if not isinstance(message, str):
            raise TypeError(f"{key} depends on a number")
        return message.format_map(self._format(values))

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the form of the message that `number` needs; `{n}` stands for the number."""
        forms = self.texts[key]
        if isinstance(forms, str):
            raise TypeError(f"{key} has no plural forms")
        form: str = Locale.parse(self.language).plural_form(number)
        return forms.get(form, forms["other"]).format_map(
            {**self._format(values), "n": self.number(number)}
        )

    def number(self, number: float, places: int = 0) -> str:
        """Write a number with exactly `places` decimals."""
        return _write_number(self.language, number, places)

    def short_number(self, number: float) -> str:
        """Write a number with as many decimals as it has, two at most."""
        return self.number(number, self.digits(number))

    @staticmethod
    def digits(number: float) -> int:
        """Return how many decimals a number needs, two at most."""
        return next((places for places in (0, 1) if round(number, places) == number), 2)

    def either(self, texts: Sequence[str]) -> str:
        """Join texts as `one, two or three`."""
        joined: str = format_list(list(texts), style="or", locale=self.language)
        return joined

    def language_name(self, code: str) -> str:
        """Name a language in this one; a code nobody knows is shown as it is."""
        if not code:
            return self.text("language.unknown")
        names = Locale.parse(self.language).languages
        return str(names.get(code, code))

    def _format(self, values: dict[str, object]) -> dict[str, Any]:
        return {
            name: self.number(value) if isinstance(value, int) else value
            for name, value in values.items()
        }


@lru_cache(maxsize=4_096)  # a report writes the same numbers again and again
def _write_number(language: str, number: float, places: int) -> str:
    pattern = "#,##0" + ("." + "0" * places if places else "")
    written: str = format_decimal(number, format=pattern, locale=language)
    return written


@cache
def load_messages(language: str, package: str = "qualcode.reporting") -> Messages:
    """Load the catalogue of `language` that lies in `package`; English where there is none."""
    name = language if language in REPORT_LANGUAGES else "en"
    source = files(package).joinpath("messages", f"{name}.yaml")
    return Messages(name, read_shipped(source))
