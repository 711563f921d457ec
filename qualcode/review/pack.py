"""The review page as one HTML file, for somebody without Python: everything it needs is in it."""

from __future__ import annotations

from qualcode.review.desk import Desk


def render_pack(desk: Desk, id: str, made: str) -> str:
    """Return the page; `id` tells it from every other pack, `made` is when it was made (ISO 8601).

    What it saves comes back by `importing.import_lines`.
    """
    from qualcode.review.page import render_review

    pack = {"id": id, "made": made}
    head = {**desk.head(), "mode": "packed", "token": "", "pack": pack}
    full = [desk.transcript_json(index) for index in range(len(desk.material.ids))]
    return render_review(head, desk.material.language, full)
