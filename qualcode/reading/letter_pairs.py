"""Letters that say together who asks and who answers, and where they are initials instead."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Speaker
from qualcode.reading.cast import Cast, Known, open_voices, role_of
from qualcode.reading.label_roles import base_word, letter_roles, plain_role
from qualcode.reading.label_words import ASKING


def letter_pairs(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker]]:
    """Follow letters that mean something only together: `И` and `Р`.

    Beside another interviewer they may be the initials of a group: `Модератор`, `И`, `Р`, `А`.
    """
    roles = letter_roles(frozenset(fold_label(voice.label) for voice in cast.voices.values()))
    if not roles:
        return
    others = _interviewers_but(roles, cast, known)
    if others and not _same_person(roles, others, cast):
        return
    for key, voice in open_voices(cast, known):
        role = role_of(roles.get(fold_label(voice.label), ""))
        if role == "interviewer" and others:
            grounds = phrase("role.letter", other=others[0])
            yield key, Speaker(voice.label, role, grounds, proposed=True)
        elif role:
            yield key, Speaker(voice.label, role, phrase("role.pair"))


def _interviewers_but(roles: dict[str, str], cast: Cast, known: Known) -> list[str]:
    """Give the labels of interviewers other than the one of the pairs."""
    return [
        voice.label
        for key, voice in cast.voices.items()
        if roles.get(fold_label(voice.label)) != "interviewer"
        and ((key in known and known[key].role == "interviewer") or _sure_to_ask(voice.label))
    ]


def _sure_to_ask(label: str) -> bool:
    return plain_role(label) == "interviewer" or base_word(label) in ASKING


def _same_person(roles: dict[str, str], others: list[str], cast: Cast) -> bool:
    # Интервьюер and И in one file are one person, if no third letter stands beside them
    asking = {label[0] for label, role in roles.items() if role == "interviewer"}
    folded = {fold_label(voice.label) for voice in cast.voices.values()}
    letters = any(len(label) == 1 and label not in roles for label in folded)
    return not letters and all(fold_label(other)[:1] in asking for other in others)
