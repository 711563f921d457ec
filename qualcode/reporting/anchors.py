"""Names of places in the report: hashes, so that nothing a person wrote gets into an id."""

from __future__ import annotations

from hashlib import blake2s


def anchor(kind: str, *parts: object) -> str:
    """Return the id of the place that `kind` and `parts` describe; the same each time."""
    whole = "\0".join(map(str, parts))
    return f"{kind}-{blake2s(whole.encode('utf-8', 'surrogatepass'), digest_size=6).hexdigest()}"
