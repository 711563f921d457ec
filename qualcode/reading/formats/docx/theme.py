"""The colours of a Word theme: a run may say “accent 1, darker” instead of a colour."""

from __future__ import annotations

import colorsys
from typing import Any

from qualcode.reading.formats.docx.package import A, W
from qualcode.reading.formats.office.looks import color_of

# how runs name them → how the theme names them
NAMES = {
    "dark1": "dk1",
    "text1": "dk1",
    "light1": "lt1",
    "background1": "lt1",
    "dark2": "dk2",
    "text2": "dk2",
    "light2": "lt2",
    "background2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}


class Theme:
    """Looks up colours by name, each `rrggbb`."""

    def __init__(self, part: Any) -> None:
        scheme = None if part is None else part.find(f".//{A}clrScheme")
        self._colors: dict[str, str] = {}
        for entry in () if scheme is None else scheme.iterchildren():
            for color in entry.iterchildren():
                name = entry.tag.rpartition("}")[2]
                self._colors[name] = color.get("lastClr") or color.get("val") or ""

    def color(self, element: Any) -> str:
        """Give the colour that a `w:color` means; empty for automatic and black.

        Programs write the colour out beside the theme's name; where they write black, the theme
        decides.
        """
        name = element.get(W + "themeColor") or ""
        found = color_of(self._colors.get(NAMES.get(name, name)))
        if name in NAMES and not found:
            return ""  # text 1 is black, whatever stands beside it
        written = color_of(element.get(W + "val"))
        if written or not found:
            return written
        return color_of(_toned(found, element.get(W + "themeTint"), element.get(W + "themeShade")))


def _toned(color: str, tint: str | None, shade: str | None) -> str:
    """Make a colour lighter (tint) or darker (shade), both in 255ths, as ISO/IEC 29500 17.18.40."""
    red, green, blue = (part / 255 for part in bytes.fromhex(color))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    if tint:
        part = int(tint, 16) / 255
        light = light * part + (1 - part)
    if shade:
        light *= int(shade, 16) / 255
    toned = colorsys.hls_to_rgb(hue, min(light, 1.0), saturation)
    return bytes(round(part * 255) for part in toned).hex()
