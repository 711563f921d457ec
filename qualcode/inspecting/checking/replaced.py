"""Codes that take the place of others: former ids, and where retired codes lead."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.inspecting.checking.finding import Finding
from qualcode.inspecting.checking.material import Material
from qualcode.yaml_tree.nodes import scalars_of, text_of


def check_replaced(material: Material) -> Iterator[Finding]:
    """Find former ids with two heirs, and `replaced_by` that leads nowhere.

    That a former id is a code of this codebook, or that the new code is none, is refused when the
    codebook is loaded.
    """
    yield from _two_heirs(material)
    by = {
        id: text_of(code.node.get("replaced_by"))
        for id, code in material.nodes.items()
        if text_of(code.node.get("replaced_by"))
    }
    told: set[str] = set()
    for id, new in by.items():
        circle = _circle(id, by)
        if circle and id not in told:
            told |= set(circle)
            way = " → ".join((*circle, circle[0]))
            yield _tell(
                material,
                "replaced-in-circle",
                id,
                f"the codes replace each other in a circle: `{way}`",
                "take `replaced_by:` out of the code that is in use",
            )
        elif not circle and _status(material, new) == "retired":
            yield _tell(
                material,
                "replaced-by-retired",
                id,
                f"`{id}` is replaced by `{new}`, which is retired itself",
                "name the code that is in use now",
            )
    for code in material.codebook.codes:
        if code.status == "retired" and code.id not in by:
            yield Finding(
                "no-replacement",
                code.line,
                code.id,
                f"`{code.id}` is retired, and nothing says what is used in its place",
                "write `replaced_by: …` with the id of the code that is given now; if none is, take"
                " the code out and keep it in the changelog",
            )
        elif code.status != "retired" and code.id in by and code.id not in told:
            yield _tell(
                material,
                "not-retired",
                code.id,
                f"`{code.id}` is replaced by `{by[code.id]}`, and both are looked for",
                "write `status: retired`, or take `replaced_by:` out",
            )


def _two_heirs(material: Material) -> Iterator[Finding]:
    first: dict[str, tuple[str, int]] = {}
    for code in material.nodes.values():
        for old in scalars_of(code.node.get("replaces")):
            name = text_of(old)
            heir, line = first.setdefault(name, (code.id, old.line))
            if heir != code.id:
                yield Finding(
                    "replaced-twice",
                    old.line,
                    code.id,
                    f"`{name}` is replaced by `{code.id}` and by `{heir}` (line {line}): results"
                    " of former runs cannot be carried over",
                    "leave it in the `replaces:` of one of the two",
                )


def _circle(id: str, by: dict[str, str]) -> tuple[str, ...]:
    """Return the way from a code back to itself; empty when it does not come back."""
    way = [id]
    while (new := by.get(way[-1], "")) and new not in way:
        way.append(new)
    return tuple(way) if new == id else ()


def _status(material: Material, id: str) -> str:
    return material.codebook.code(id).status


def _tell(material: Material, check: str, id: str, message: str, cure: str) -> Finding:
    node = material.nodes[id].node.get("replaced_by") or material.nodes[id].node
    return Finding(check, node.line, id, message, cure)
