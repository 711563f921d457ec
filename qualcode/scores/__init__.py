"""Scores said in talk → numbers with their scale: «четыре с половиной», `nine out of ten`."""

from qualcode.scores.find import find_scores

__all__ = ["find_scores"]
