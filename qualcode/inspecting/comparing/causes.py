"""What can be the reason of a difference: a setting, an indicator, something elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.inspecting.comparing.comparison import Change, Reason, write_value
from qualcode.model.codebook import Code, Indicator


def of_setting(name: str, code: str, before: Code, after: Code) -> Reason:
    """Make a reason of a setting of a code."""
    old, new = (write_value(getattr(one, name)) for one in (before, after))
    return Reason(name, code, f"{name}: {old} → {new}", old_line=before.line, new_line=after.line)


def of_indicator(
    kind: str,
    code: str,
    indicator: Indicator,
    change: Change | None,
    was: Indicator | None = None,
) -> Reason:
    """Make a reason of an indicator; `was`: as it was where its setting `kind` has changed."""
    text = indicator.text
    if was is not None:
        before, after = (write_value(getattr(one, kind)) for one in (was, indicator))
        text += f" ({kind}: {before} → {after})"
    elif kind == "indicator moved" and change:
        text += f" (from {change.old_owner} to {change.owner})"
    return Reason(
        kind,
        code,
        text,
        indicator.language,
        change.old_line if change else 0,
        change.new_line if change else 0,
        indicator.id,
    )


def of_negation(
    code: str, was: Indicator, is_now: Indicator, changes: Mapping[str, Change]
) -> Reason:
    """Make a reason of the setting, of an indicator or its code, by which denied words count."""
    change = changes.get(is_now.id)
    if change and any(field.name == "negation" for field in change.fields):
        return of_indicator("negation", code, is_now, change, was)
    return Reason("negation", code, f"negation: {was.negation} → {is_now.negation}")


def elsewhere(code: str) -> Reason:
    """Make the reason that is left where no other is found."""
    return Reason("elsewhere", code, "what stands elsewhere in the codebook")
