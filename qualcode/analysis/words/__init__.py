"""The words respondents say → which of them mark a group."""

from qualcode.analysis.words.marks import WORDS, mark_words
from qualcode.analysis.words.spoken import SpokenWords, count_words

__all__ = ["WORDS", "SpokenWords", "count_words", "mark_words"]
