"""Colours and shapes of figures: named, so that a page can show them by day, by night, on paper.

After the palette of Okabe and Ito, made darker for AA (3:1) on white; shapes say the same as
colours. The names are those of the variables in `base.css`.
"""

from __future__ import annotations

# On paper, and by day; no two may be the same, for the page finds the names by the colours.
PAPER: dict[str, str] = {
    "ink": "#1c2228",
    "muted": "#56606a",
    "line": "#d8dcdf",
    "silent": "#a7aeb5",
    "ground": "#ffffff",
    "h0": "#0072b2",
    "h1": "#c24e00",
    "h2": "#007d5a",
    "h3": "#a3507c",
    "h4": "#7a6a00",
    "h5": "#28759c",
    "h6": "#5b5b5b",
    "h7": "#8a5a00",
}
INK, MUTED, LINE, SILENT, GROUND = (
    PAPER[name] for name in ("ink", "muted", "line", "silent", "ground")
)
HUES = tuple(PAPER[f"h{number}"] for number in range(8))
PALE = 0.18  # how much of a hue a band has


def _pale(colour: str) -> str:
    """Mix a colour with white: in PDF, marks that can be seen through have no fixed order."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - PALE * (255 - part)):02x}" for part in parts)


PALES = tuple(map(_pale, HUES))
PAPER |= {f"pale{number}": colour for number, colour in enumerate(PALES)}
NAMES = {colour: name for name, colour in PAPER.items()}
SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down", "wedge", "arrow")
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])


def hue(number: int) -> str:
    """Return the colour of a group by its number; from the ninth on they come again."""
    return HUES[number % len(HUES)]


def pale(number: int) -> str:
    """Return the colour of a group's band."""
    return PALES[number % len(PALES)]


def shape(number: int) -> str:
    """Return the shape of a group; together with its colour the first 64 differ."""
    return SHAPES[(number + number // len(HUES)) % len(SHAPES)]
