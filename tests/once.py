"""What thousands of tests would do again, done once in a process: for the fixture of all tests.

Only what is a pure function of what the package ships is kept: the tree of commands, lists of
cues, the large codebooks as they were parsed and compiled, drawings. Small codebooks are parsed
each time they are met, so that what is run is seen where it is tested.
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook
    from qualcode.tagging.compile import LanguageRules

LARGE = 20_000  # characters of a codebook: those that are shipped


def do_once(patch: pytest.MonkeyPatch) -> None:
    """Let the process keep what it has made; nothing a test could tell is changed by it.

    That what was written has reached the disk is waited for by whoever fears for the power.
    """
    import typer.main
    import vl_convert

    from qualcode.codebook import load
    from qualcode.tagging import cues, tagger

    patch.setattr(typer.main, "get_command", functools.cache(typer.main.get_command))
    patch.setattr(cues, "load_file", functools.cache(cues.load_file))
    patch.setattr(load, "parse_codebook", _parsed_once(load.parse_codebook))
    patch.setattr(tagger, "compile_language", _compiled_once(tagger.compile_language))
    patch.setattr(vl_convert, "vegalite_to_svg", _drawn_once(vl_convert.vegalite_to_svg))
    patch.setattr(os, "fsync", lambda _: None)


def _parsed_once(parse: Callable[[str, str], Codebook]) -> Callable[[str, str], Codebook]:
    @functools.lru_cache(maxsize=16)
    def kept(source: str) -> Codebook:
        return parse(source, "codebook.yaml")

    def parsed(source: str, file: str) -> Codebook:
        from qualcode.errors import CodebookError

        if len(source) < LARGE:
            return parse(source, file)
        try:
            return replace(kept(source), file=file)
        except CodebookError:
            return parse(source, file)  # its problems name the file

    return parsed


def _compiled_once(compile_language: Callable[..., LanguageRules]) -> Callable[..., LanguageRules]:
    kept: dict[tuple[object, ...], tuple[object, LanguageRules]] = {}

    def compiled(
        codebook: Codebook, language: str, switched_off: Collection[str] = ()
    ) -> LanguageRules:
        if len(codebook.source) < LARGE:
            return compile_language(codebook, language, switched_off)
        read = (codebook.codes, codebook.relations, codebook.tensions)
        key = (*map(id, read), language, frozenset(switched_off))
        if key not in kept:
            # What is kept with the rules cannot give its id to something else.
            kept[key] = read, compile_language(codebook, language, switched_off)
        return kept[key][1]

    return compiled


def _drawn_once(draw: Callable[..., str]) -> Callable[..., str]:
    kept: dict[str, str] = {}

    def drawn(chart: dict[str, Any], **options: Any) -> str:
        key = json.dumps([chart, options], sort_keys=True, default=repr)
        if key not in kept:
            kept[key] = draw(chart, **options)
        return kept[key]

    return drawn
