"""One transcript of a run, or a text tried, with all that was found in it and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Problem, RunError
from qualcode.inspecting.explaining.address import Address, parse_address
from qualcode.inspecting.explaining.decided import decided_segments
from qualcode.inspecting.explaining.explanation import Explanation
from qualcode.inspecting.explaining.material import Material, material_of_run, material_of_text
from qualcode.inspecting.explaining.segments import explain_segment
from qualcode.inspecting.explaining.sought import find_unsought
from qualcode.model.codebook import Code, Codebook
from qualcode.runs.read import Record, Run
from qualcode.yaml_tree.problems import did_you_mean

if TYPE_CHECKING:
    from qualcode.language.pipelines import Pipeline


def explain_run(
    run: Run, folder: Path, written: str, code: str = "", suppressed: bool = True
) -> Explanation:
    """Explain what a run has at the place `written`: `ru01.txt`, `ru01:1234`, `ru01:s12`.

    `folder` is the run's, for names of files. RunError when there is no such place or code.
    """
    lengths = {str(one["transcript"]): one["characters"] for one in run.manifest["transcripts"]}
    address = parse_address(written, tuple(lengths), run.manifest["unread"])
    material = material_of_run(run, folder, address.transcript)
    _check_place(material, address, lengths[address.transcript])
    return _explain(material, address, code, suppressed)


def explain_text(
    text: str,
    codebook: Codebook,
    language: str = "",
    code: str = "",
    suppressed: bool = True,
    pipelines: Sequence[Pipeline] = (),
) -> Explanation:
    """Explain what a codebook finds in a text, taken as one turn of a respondent."""
    material = material_of_text(text, codebook, language, pipelines)
    return _explain(material, Address(material.transcript), code, suppressed)


def _check_place(material: Material, address: Address, length: int) -> None:
    name = address.transcript
    if address.segment is not None and address.segment not in material.segments:
        last = max(material.segments, default=0)
        raise RunError(
            Problem(name, f"has no segment {address.segment}", cure=f"its last is s{last}")
        )
    if address.offset is None:
        return
    if address.offset >= length:
        raise RunError(
            Problem(name, f"has no character {address.offset}", cure=f"its last is {length - 1}")
        )
    if material.segment_near(address.offset) is None:
        starts = ((int(one["start"]), number) for number, one in material.segments.items())
        after = min((one for one in starts if one[0] > address.offset), default=None)
        cure = f"the next talk is s{after[1]}, from {after[0]}" if after else ""
        raise RunError(Problem(name, f"nobody speaks at character {address.offset}", cure=cure))


def _explain(material: Material, address: Address, code: str, suppressed: bool) -> Explanation:
    codes = _codes_below(material, code)
    rows = [*material.hits, *(material.suppressed if suppressed else ())]
    ids = {one.id for one in codes}
    wanted = [row for row in rows if row["code"] in ids]
    segments = [
        explain_segment(material, address, codes, segment, wanted)
        for segment in _segments_meant(material, address, codes, wanted)
    ]
    return Explanation(
        run=material.run,
        codebook=material.file,
        transcript=material.transcript,
        offset=address.offset,
        segment=address.segment,
        code=code,
        segments=tuple(segments),
        unsought=find_unsought(codes, material.segments.values(), asked=True) if code else (),
    )


def _codes_below(material: Material, code: str) -> tuple[Code, ...]:
    """Return the code and those below it, all for an empty one."""
    codes = material.codebook.codes
    found = tuple(
        one for one in codes if not code or one.id == code or one.id.startswith(f"{code}.")
    )
    if not found:
        near = did_you_mean(code, [one.id for one in codes])
        raise RunError(
            Problem(material.file, f"has no code `{code}`", cure=near or "look in the codebook")
        )
    return found


def _segments_meant(
    material: Material, address: Address, codes: Iterable[Code], wanted: Iterable[Record]
) -> list[Record]:
    """Return the segment asked for, else those with findings or decisions; of a text tried, all."""
    if address.segment is not None:
        return [material.segments[address.segment]]
    if address.offset is not None:
        near = material.segment_near(address.offset)
        return [near] if near else []
    held = {int(row["segment"]) for row in wanted} | decided_segments(material, codes)
    return [
        segment
        for number, segment in material.segments.items()
        if number in held or not material.run
    ]
