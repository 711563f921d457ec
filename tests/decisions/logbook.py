"""Decisions for tests: short lines, and such as are made on a text."""

from __future__ import annotations

from typing import Any

from qualcode.model.decision import CONTEXT, Action, Decision

TIME = "2026-11-22T10:00:00+00:00"


def line(id: str, action: Action = "add", coder: str = "ANNA", **more: Any) -> Decision:
    """Make a decision; about a coding unless the action says otherwise."""
    if action not in ("note", "flag", "draft", "undo"):
        known = {"transcript": "ru01.txt", "stop": 10, "text_sha256": "old"}
        more = known | ({} if action in ("seen", "relate") else {"code": "care"}) | more
    return Decision(id=id, time=more.pop("time", TIME), coder=coder, action=action, **more)


def decide_on(text: str, quote: str, id: str = "1", **more: Any) -> Decision:
    """Make a decision about the first place of a quote in a text."""
    start = text.index(quote)
    stop = start + len(quote)
    before, after = text[max(0, start - CONTEXT) : start], text[stop : stop + CONTEXT]
    return line(id, start=start, stop=stop, quote=quote, before=before, after=after, **more)
