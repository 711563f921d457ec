"""All transcripts of a corpus → who and what is replaced where, and what a person must look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.model.transcript import Transcript
from qualcode.pseudonyms.derived import find_derived, stems_of
from qualcode.pseudonyms.doubted import Suspect, Suspects
from qualcode.pseudonyms.edits import Replaced, put_together
from qualcode.pseudonyms.elsewhere import Sweeper, find_alone
from qualcode.pseudonyms.entries import make_rules, register_entries
from qualcode.pseudonyms.find import Rules, find_in_transcript, words_written_small
from qualcode.pseudonyms.key import Key, restore
from qualcode.pseudonyms.kinds import placeholders_in
from qualcode.pseudonyms.models import Namer
from qualcode.pseudonyms.names_list import Entry
from qualcode.pseudonyms.register import Entity, Register
from qualcode.pseudonyms.resolving import decide, know_labels, resolve
from qualcode.pseudonyms.surnames import Surnames

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """A whole corpus."""

    register: Register
    rules: Rules
    entries: Mapping[int, Entity]  # what each line of the list is
    transcripts: tuple[Replaced, ...]
    suspects: tuple[Suspect, ...]


def pseudonymise(
    transcripts: Sequence[Transcript],
    entries: Sequence[Entry] = (),
    key: Key | None = None,
    namers: tuple[Namer, ...] = (),
    language: str = "",
    progress: Progress = lambda _: None,
) -> Pseudonymised:
    """Decide what is replaced in all transcripts.

    `entries` go before all rules. What stands in `key` has the number it has there. `language`:
    of all talk, where people have said it.
    """
    taken = [found[2:] for one in transcripts for found in placeholders_in(one.text)]
    register = Register(taken)
    restore(register, key or Key())
    listed = register_entries(register, entries)
    rules = make_rules(entries, namers, language)
    rules = replace(rules, lower=words_written_small(one.text for one in transcripts))
    finds = []
    for transcript in transcripts:
        finds.append(find_in_transcript(transcript, rules))
        progress(transcript.id)
    placed, labelled = resolve(finds, register, listed)
    finds = [know_labels(found, register, labelled) for found in finds]
    suspects = Suspects()
    texts = {one.id: one.text for one in transcripts}
    for found in finds:
        placed[found.transcript] += decide(found, register, suspects, texts[found.transcript])
    sweeper = Sweeper(placed, texts)
    for found in finds:
        mine = placed[found.transcript]
        mine += list(sweeper.sweep(found, mine, texts[found.transcript]))
    surnames = Surnames(register.entities)
    for found in finds:
        mine = placed[found.transcript]
        mine += list(find_alone(surnames, found, mine, texts[found.transcript]))
    replaced = tuple(
        put_together(transcript, found, placed[transcript.id], labelled)
        for transcript, found in zip(transcripts, finds, strict=True)
    )
    stems = stems_of(register.entities)
    for transcript in transcripts:
        for doubt in find_derived(transcript.text, stems):
            suspects.add(doubt, transcript.id, transcript.text)
    return Pseudonymised(register, rules, listed, replaced, suspects.sorted())
