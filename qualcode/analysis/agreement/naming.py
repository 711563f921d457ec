"""A cell in which a coder names codes, by their ids or by their names → ids of the codebook."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.language.words import fold
from qualcode.model.codebook import Codebook
from qualcode.sheet import split_ids, tidy
from qualcode.yaml_tree.problems import did_you_mean, listed, shown

_BETWEEN = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class CodesNamed:
    """What a cell names: codes, and of what is none of them what is wrong and what to do."""

    codes: frozenset[str]  # ids of the codebook as it is now
    faults: tuple[tuple[str, str], ...] = ()


class CodeNames:
    """Ids and names of a codebook's codes, in all languages in which they have names."""

    def __init__(self, codebook: Codebook) -> None:
        self._ids: Mapping[str, str] = codebook.meanings
        named: dict[str, set[str]] = defaultdict(set)
        for code in codebook.codes:
            for _, name in code.name.by_language:
                if _fold(name) and _fold(name) not in self._ids:  # an id goes before a name
                    named[_fold(name)].add(code.id)
        self._named = named
        longest = sorted(named, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, longest))})(?![\w.-])")

    def read(self, cell: str) -> CodesNamed:
        """Read a cell; names are looked for only where it does not hold ids alone."""
        written = split_ids(cell)
        if all(id in self._ids for id in written):
            return CodesNamed(frozenset(self._ids[id] for id in written))
        codes: set[str] = set()
        faults: list[tuple[str, str]] = []

        def take(found: re.Match[str]) -> str:
            meant = sorted(self._named[found.group()])
            if len(meant) == 1:
                codes.add(meant[0])
            else:
                message = f"`{shown(found.group())}` is the name of several codes"
                faults.append((message, f"write an id: {listed(meant)}"))
            return ";"

        rest = cell
        if self._named:
            folded = "\n".join(map(_fold, cell.split("\n")))
            if self._pattern.search(folded):
                rest = self._pattern.sub(take, folded)
        for part in _BETWEEN.split(rest):
            words = split_ids(part)
            codes.update(self._ids[word] for word in words if word in self._ids)
            faults += map(self._tell, self._find_strange(part, words))
        return CodesNamed(frozenset(codes), tuple(dict.fromkeys(faults)))

    def _find_strange(self, part: str, words: tuple[str, ...]) -> list[str]:
        """Return what names no code: word by word, but words of which none is like an id as one."""
        strange = [word for word in words if word not in self._ids]
        if len(strange) == len(words) and not any(did_you_mean(word, self._ids) for word in words):
            return [tidy(part)] if words else []
        return strange

    def _tell(self, strange: str) -> tuple[str, str]:
        near = did_you_mean(strange, self._ids) or did_you_mean(_fold(strange), self._named)
        message = f"`{shown(strange)}` is no code of the codebook"
        return message, near or "correct it, or add it to the codebook"


def _fold(name: str) -> str:
    return tidy(fold(name))
