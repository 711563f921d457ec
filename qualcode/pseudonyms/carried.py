"""What is known of the speakers of a source → the same for its new file, in a `reading.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qualcode.guidance import Guidance
from qualcode.guidance.lines import LONGEST_LABEL, STEP, quote_key
from qualcode.guidance.parsing import FILES, OPEN, RESPONDENT, ROLE, SPEAKERS, TEXT
from qualcode.guidance.readings import Said
from qualcode.language.labels import fold_label, same_label
from qualcode.pseudonyms.cells import clean_text
from qualcode.pseudonyms.corpus import Pseudonymised
from qualcode.pseudonyms.edits import Replaced
from qualcode.yaml_tree.source import is_clean


def carry_labels(
    one: Replaced, guidance: Guidance, whole: Pseudonymised, new_ids: Mapping[str, str]
) -> tuple[Said, ...]:
    """Return what is said of the labels of a new file: the roles that they had in the source.

    Also which words before a colon are none, and ids of respondents, as people have written them
    and the new table has them: `new_ids`.
    """
    said: dict[str, Said] = {}
    for label in (*_voices(one, guidance, new_ids), *_texts(one, guidance, whole)):
        # what has no letter tells nobody apart, and two people may have become one placeholder
        if fold_label(label.label) and len(label.label) <= LONGEST_LABEL and is_clean(label.label):
            said.setdefault(fold_label(label.label), label)
    return tuple(said.values())


def _voices(one: Replaced, guidance: Guidance, new_ids: Mapping[str, str]) -> Iterator[Said]:
    transcript = one.transcript
    ids = guidance.respondents(transcript.id)
    declared = guidance.declared(transcript.id)
    for speaker in transcript.speakers:
        number = speaker.name.removeprefix(speaker.label)
        label = one.labels.get(speaker.label, speaker.label) + number
        sure = declared.role(speaker.name) is not None
        waits = not sure and (speaker.proposed or speaker.role == "unknown")
        id = next((id for other, id in ids if same_label(other, speaker.name)), "")
        known = id if speaker.role == "respondent" and not waits else ""
        yield Said(label, speaker.role, proposed=waits, respondent=new_ids.get(known, known))


def _texts(one: Replaced, guidance: Guidance, whole: Pseudonymised) -> Iterator[Said]:
    for text in guidance.declared(one.transcript.id).texts:
        yield Said(clean_text(text, whole, one.language, one.transcript.id), None)


def render_readings(said: Mapping[str, Sequence[Said]]) -> str:
    """Render a `reading.yaml` for new files, by their paths; nothing where nothing is said."""
    lines = [
        line
        for path, labels in sorted(said.items())
        if labels
        for line in (
            f"{STEP}{quote_key(path)}:",
            f"{STEP * 2}{SPEAKERS}:",
            *(f"{STEP * 3}{quote_key(one.label)}: {_words(one)}" for one in labels),
        )
    ]
    return "\n".join((f"{FILES}:", *lines)) + "\n" if lines else ""


def _words(said: Said) -> str:
    if said.role is None:
        return TEXT
    if said.respondent != quote_key(said.respondent) and said.respondent:
        return f"{{{ROLE}: {said.role}, {RESPONDENT}: {quote_key(said.respondent)}}}"
    return f"{said.role}{OPEN if said.proposed else ''} {said.respondent}".strip()
