"""Two codebooks → what stands for what in them, and every change in the order of NEW."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.inspecting.comparing.comparison import Change, Field, Kind
from qualcode.inspecting.comparing.indicators import IndicatorPairs, pair_indicators
from qualcode.inspecting.comparing.parts import (
    compare_about,
    compare_guide,
    compare_lists,
    compare_relations,
    compare_tensions,
    compare_text,
    compare_types,
    differing,
)
from qualcode.model.codebook import Code, Codebook

_TEXTS = ("name", "brief", "definition", "use_when", "do_not_use_when", "theory")
_SETTINGS = ("unit", "min_score", "negation", "status", "origin", "kind", "color")


@dataclass(frozen=True, slots=True)
class Matched:
    """Two codebooks with what stands for what."""

    old: Codebook
    new: Codebook
    codes: Mapping[str, str]  # id in OLD → id in NEW; to itself where it was taken out
    indicators: IndicatorPairs
    changes: tuple[Change, ...]


def match_codebooks(old: Codebook, new: Codebook) -> Matched:
    """Match two codebooks; codes that `replaces` names are compared under their new ids."""
    codes = match_codes(old, new)
    indicators = pair_indicators(old, new, codes)
    changes = (
        *compare_about(old, new),
        *compare_types(old, new),
        *compare_guide(old, new, codes),
        *_compare_codes(old, new, codes, indicators.changes),
        *compare_tensions(old, new, codes, indicators.changes),
        *compare_relations(old, new, indicators.changes),
    )
    return Matched(old, new, codes, indicators, changes)


def match_codes(old: Codebook, new: Codebook) -> dict[str, str]:
    """Map the ids of OLD to those of NEW; an id that several codes replace goes to the first."""
    names = {code.id: code.id for code in old.codes}
    kept = {code.id for code in new.codes}
    replaced: dict[str, str] = {}
    for code in new.codes:
        for former in code.replaces:
            if former in names and former not in kept:
                replaced.setdefault(former, code.id)
    return names | replaced


def main_source(code: Code, old: Codebook, codes: Mapping[str, str]) -> Code | None:
    """Return the code of OLD that `code` of NEW goes on with; None for a new one."""
    sources = [one for one in old.codes if codes[one.id] == code.id]
    return next((one for one in sources if one.id == code.id), sources[0] if sources else None)


def _compare_codes(
    old: Codebook,
    new: Codebook,
    codes: Mapping[str, str],
    indicators: Sequence[Change],
) -> Iterator[Change]:
    of_code: dict[str, list[Change]] = defaultdict(list)
    for change in indicators:
        of_code[change.owner].append(change)
    kept = {code.id for code in new.codes}
    for code in new.codes:
        source = main_source(code, old, codes)
        yield from _compare_code(source, code, codes)
        for other in old.codes:
            if codes[other.id] == code.id and other is not source:
                yield _code_change("merged", other, code)
        yield from (one for one in of_code[code.id] if one.section == "indicator")
        yield from compare_lists(source, code)
    for code in old.codes:
        if codes[code.id] not in kept:
            yield _code_change("removed", code, None)
            yield from (one for one in of_code[code.id] if one.section == "indicator")
            yield from compare_lists(code, None)


def _compare_code(source: Code | None, code: Code, codes: Mapping[str, str]) -> Iterator[Change]:
    if source is None:
        yield _code_change("added", None, code)
        return
    fields = tuple(_fields(source, code))
    if source.id != code.id:
        above, before = code.id.rpartition(".")[0], source.id.rpartition(".")[0]
        moved = codes.get(before, before) != above
        yield _code_change("moved" if moved else "renamed", source, code, fields)
    elif fields:
        yield _code_change("changed", source, code, fields)


def _fields(old: Code, new: Code) -> Iterable[Field]:
    for name in _TEXTS:
        yield from compare_text(name, getattr(old, name), getattr(new, name))
    yield from differing(old, new, _SETTINGS)
    if set(old.speakers) != set(new.speakers):
        yield Field("speakers", ", ".join(old.speakers), ", ".join(new.speakers))


def _code_change(
    kind: Kind, old: Code | None, new: Code | None, fields: tuple[Field, ...] = ()
) -> Change:
    meant = new or old
    return Change(
        section="code",
        kind=kind,
        owner=meant.id if meant else "",
        old_line=old.line if old else 0,
        new_line=new.line if new else 0,
        old_id=old.id if old else "",
        new_id=new.id if new else "",
        fields=fields,
    )
