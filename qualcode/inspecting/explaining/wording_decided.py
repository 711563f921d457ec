"""What people have decided, as sentences."""

from __future__ import annotations

from qualcode.inspecting.explaining.explanation import Decided, Verdict

_ACTIONS = {
    "accept": "accepts {about}",
    "reject": "rejects {about}",
    "add": "adds {about}",
    "recode": "puts {instead} in the place of {about}",
    "border": "sets other borders for {about}",
    "relate": "says of {about} that it is {instead}",
    "seen": "has read the segment",
    "flag": "flags {place}",
    "note": "notes on {place}",
}
_OUTCOMES = {
    "measured": "it only measures agreement",
    "disputed": "coders contradict each other",
    "overruled": "a coder who goes before, or the same one later, has decided otherwise",
    "draft": "the codebook does not have the code yet",
    "gone": "there is no such code, tension or meeting",
}
_STATUS = {
    "accepted": "accepted by {people}",
    "disputed": "disputed: {people}",
    "rejected": "rejected by {people}",
    "replaced": "replaced by {people}",
}


def say_decided(decided: Decided) -> str:
    """Say who has decided what, with the memo, and why it has no effect where it has none."""
    place = decided.about or "the segment"
    action = _ACTIONS.get(decided.action, decided.action)
    said = action.format(about=decided.about, instead=decided.instead, place=place)
    if decided.action == "border" and decided.instead:
        said += f" and puts {decided.instead} there instead"
    if decided.denied:
        said += ", as denied"
    why = _OUTCOMES.get(decided.outcome, "")
    parts = [f"{decided.coder} {said}"]
    parts += [f" ({why})"] * bool(why)
    parts += [f", {decided.time}"] * bool(decided.time)
    parts += [f": “{decided.memo}”"] * bool(decided.memo)
    return "".join(parts)


def say_people(verdict: Verdict) -> str:
    """Say what people have made of a coding; empty where nobody has decided."""
    said = _STATUS.get(verdict.status, "")
    return said.format(people=", ".join(verdict.people)) if verdict.people else ""
