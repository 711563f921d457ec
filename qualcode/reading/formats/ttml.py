"""Timed text in XML (TTML, DFXP): paragraphs with times, and agents who speak them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from qualcode.reading.document import Document, Line, refused
from qualcode.reading.formats.archive import DECLARATION, UNSAFE
from qualcode.reading.formats.cues import Cue, make_captions
from qualcode.reading.formats.sample import Claim, Sample
from qualcode.reading.formats.xml import local_name, parse_xml
from qualcode.reading.seconds import clock_of, seconds_of

SUFFIXES = (".ttml", ".dfxp")
ROOT = re.compile(r"<(?:\w+:)?tt[\s>]")
# 12.5s, 900ms, 1234567t
OFFSET = re.compile(r"(\d{1,15}(?:\.\d{1,9})?)(h|ms|m|s|t)$")
SCALE = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
TICKS = "{http://www.w3.org/ns/ttml#parameter}tickRate"
AGENT = "{http://www.w3.org/ns/ttml#metadata}agent"


def claims(sample: Sample) -> Claim:
    """Take XML whose first element is `tt`."""
    head = sample.beginning
    return Claim.SIGNATURE if head.startswith("<") and ROOT.search(head) else Claim.NO


def parse(sample: Sample) -> Document:
    """Give the words of the paragraphs, each line of them alone."""
    decoded = sample.decoded
    try:
        cues = _cues(decoded.text)
    except (SyntaxError, RecursionError):
        raise refused("is XML that is damaged or cut short", "export the captions again") from None
    return make_captions(cues, "ttml", decoded.encoding, decoded.notes)


def _cues(text: str) -> list[Cue]:
    # the first line may name the encoding that was undone
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))
    data = body.strip().encode("utf-8", "replace")
    if DECLARATION.search(data):
        raise refused("is XML that declares entities", UNSAFE)
    root = parse_xml(data)
    names = dict(_agents(root))
    ticks = root.get(TICKS, "")
    rate = int(ticks) if ticks.isdecimal() and 0 < len(ticks) < 12 else 0
    return [_cue(paragraph, names, rate) for paragraph in root.iter("{*}p")]


def _agents(root: Any) -> Iterator[tuple[str, str]]:
    for agent in root.iter("{*}agent"):
        name = agent.find("{*}name")
        written = "" if name is None else "".join(name.itertext()).strip()
        yield agent.get(XML_ID, ""), written or agent.get(XML_ID, "")


def _cue(paragraph: Any, names: dict[str, str], rate: int) -> Cue:
    own = (paragraph.get(AGENT, "").split() or [""])[0]
    start, stop = (_seconds(paragraph.get(name, ""), rate) for name in ("begin", "end"))
    if stop is None and start is not None and paragraph.get("dur"):
        stop = start + (_seconds(paragraph.get("dur"), rate) or 0.0)
    time = "" if start is None else clock_of(start)
    ends = "" if stop is None else clock_of(stop)
    words = "".join(_texts(paragraph)).split("\n")
    who = names.get(own, own)
    plain = (" ".join(part.split()) for part in words)
    return Cue(tuple(Line(part, who, time, ends=ends) for part in plain if part))


def _texts(element: Any) -> Iterator[str]:
    """Give the text in an element, line ends of the file as blanks, breaks as line ends."""
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        if local_name(child) == "br":
            yield "\n"
        elif local_name(child) != "metadata":
            yield from _texts(child)
        yield " ".join((child.tail or "").split("\n"))


def _seconds(written: str, rate: int) -> float | None:
    if found := OFFSET.match(written.strip()):
        number, unit = float(found.group(1)), found.group(2)
        if unit == "t":
            return number / rate if rate else None
        return number * SCALE[unit]
    return seconds_of(written)
