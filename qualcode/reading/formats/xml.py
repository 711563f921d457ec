"""XML of files and of their parts, parsed without entities, networks or definitions."""

from __future__ import annotations

from typing import Any

from qualcode.reading.document import refused
from qualcode.reading.formats.archive import DAMAGED, UNSAFE

# what reading a damaged file ends in, before or after its XML is parsed
UNREADABLE = (*DAMAGED, AttributeError, LookupError, SyntaxError, TypeError)


def parse_xml(data: bytes) -> Any:
    """Parse a part; `lxml.etree.XMLSyntaxError` (a SyntaxError) where it is damaged."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,  # a line of 10 MB is no attack; the size was limited before
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise refused("declares entities in its XML", UNSAFE)
    return root


def local_name(element: Any) -> str:
    """Give an element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def inside(element: Any, tag: str) -> bool:
    """Tell whether an element stands somewhere inside another."""
    return next(element.iterancestors(tag), None) is not None
