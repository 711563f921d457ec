"""Says who asks and who answers: declared first, then unmistakable words, then a proposal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note, Speaker
from qualcode.reading.cast import Cast, Known, open_voices, role_of
from qualcode.reading.label_roles import base_word, plain_role, word_roles
from qualcode.reading.label_words import ASKING, UNKNOWN
from qualcode.reading.legends import find_legend
from qualcode.reading.letter_pairs import letter_pairs
from qualcode.reading.one_person import Pairs, join_voices, part_voices
from qualcode.reading.other_voices import all_at_once, bystanders
from qualcode.reading.telling import and_more
from qualcode.reading.who_asks import second_asker, who_asks

SHOWN = 6  # labels named in one note
PROPOSED = {"interviewer": "roles.proposed", "respondent": "roles.proposed_respondent"}
MOST_LEGENDS = 200  # speakers; beyond this the header is not searched for each


def assign_roles(cast: Cast, one_person: Pairs | None = None) -> tuple[Known, tuple[Note, ...]]:
    """Give every voice a speaker with role and grounds, surest grounds first.

    `one_person`: pairs of labels that are likely one person's; both get one role.
    """
    people, joined = join_voices(cast, one_person or Pairs())
    known: Known = {}
    for rule in RULES:
        for key, speaker in rule(people, known):
            known.setdefault(key, speaker)
    return part_voices(known, cast, joined), tuple(_notes(people, known))


def confirmed_labels(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker]]:
    """Follow what people have confirmed of this very file."""
    for key, voice in open_voices(cast, known):
        if role := cast.declared.role(voice.name):
            yield key, Speaker(voice.label, role, phrase("role.confirmed"))


def proposed_labels(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker]]:
    """Follow what was proposed and written down, but has not been confirmed yet.

    What was left open there stays open: who else is confirmed meanwhile may decide it.
    """
    for key, voice in open_voices(cast, known):
        if (role := cast.declared.proposal(voice.name)) and role != "unknown":
            yield key, Speaker(voice.label, role, phrase("role.waiting"), proposed=True)


def declared_labels(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker]]:
    """Follow what people have said; the table of this file goes before study-wide labels."""
    for key, voice in open_voices(cast, known):
        if cast.declared.respondent(voice.name):
            yield key, Speaker(voice.label, "respondent", phrase("role.in_table"))
        elif cast.declared.interviewer(voice.name):
            yield key, Speaker(voice.label, "interviewer", phrase("role.declared"))


def explicit_legends(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker]]:
    """Follow a legend in the header that can be nothing else: `И. — интервьюер`."""
    return ((key, speaker) for key, speaker, explicit in _legends(cast, known) if explicit)


def legends(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker]]:
    """Follow a line in the header that names somebody's role: `Interviewer is Jonas Rosland`."""
    return ((key, speaker) for key, speaker, _explicit in _legends(cast, known))


def _legends(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker, bool]]:
    if len(cast.voices) > MOST_LEGENDS or not cast.above.strip():
        return
    for key, voice in open_voices(cast, known):
        if not fold_label(voice.label) or not (found := find_legend(voice.label, cast.above)):
            continue
        if role := role_of(found.role):
            grounds = phrase("role.legend", words=found.words)
            yield key, Speaker(voice.label, role, grounds), found.explicit


def role_words(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker]]:
    """Follow labels that leave no doubt, alone (`Интервьюер`) or as a pair (`Вопрос`, `Ответ`)."""
    words = word_roles(frozenset(fold_label(voice.label) for voice in cast.voices.values()))
    for key, voice in open_voices(cast, known):
        if {fold_label(voice.label), base_word(voice.label)} & UNKNOWN:
            if not cast.declared.all_others_respondents:
                yield key, Speaker(voice.label, "unknown", phrase("role.unnamed"))
        elif role := role_of(plain_role(voice.label)):
            yield key, Speaker(voice.label, role, phrase("role.label"))
        elif role := role_of(words.get(fold_label(voice.label), "")):
            yield key, Speaker(voice.label, role, phrase("role.pair"))
        elif base_word(voice.label) in ASKING:
            yield key, Speaker(voice.label, "interviewer", phrase("role.label"))


def one_without_row(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker]]:
    """Propose the only speaker that the respondents table leaves out, when it names the others."""
    left = list(open_voices(cast, known))
    if _has_interviewer(known) or len(left) != 1 or not known:
        return
    if all(cast.declared.respondent(cast.voices[key].name) for key in known):
        key, voice = left[0]
        grounds = phrase("role.without_row")
        yield key, Speaker(voice.label, "interviewer", grounds, proposed=True)


def one_beside_respondents(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker]]:
    """Propose the only speaker beside those whose labels say that they answer, if it asks most."""
    left = list(open_voices(cast, known))
    if _has_interviewer(known) or len(left) != 1:
        return
    key, voice = left[0]
    told = [cast.voices[one] for one, speaker in known.items() if speaker.role == "respondent"]
    if told and voice.asking > max(2 * other.asking for other in told):
        grounds = phrase("role.beside_respondents", asking=voice.asking, turns=voice.turns)
        yield key, Speaker(voice.label, "interviewer", grounds, proposed=True)


def others_answer(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker]]:
    """Take whoever is left beside an interviewer for a respondent, or as the table says."""
    left = list(open_voices(cast, known))
    if cast.declared.all_others_respondents and (
        _has_interviewer(known) or not _unnamed(cast) or len(cast.voices) == 1
    ):
        grounds = phrase("role.whoever")
    elif _has_interviewer(known):
        grounds = phrase("role.beside")
    else:
        return
    for key, voice in left:
        yield key, Speaker(voice.label, "respondent", grounds)


def _unnamed(cast: Cast) -> bool:
    # dashes, italics: a wrong guess would make questions answers
    return all(voice.unnamed for voice in cast.voices.values())


def undecided(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker]]:
    """Leave the rest unknown."""
    for key, voice in open_voices(cast, known):
        yield key, Speaker(voice.label, "unknown", phrase("role.nothing"))


# in this order; a rule never changes what an earlier one has said
RULES: tuple[Callable[[Cast, Known], Iterator[tuple[str, Speaker]]], ...] = (
    confirmed_labels,
    declared_labels,
    proposed_labels,
    explicit_legends,
    letter_pairs,
    legends,
    role_words,
    all_at_once,
    one_without_row,
    who_asks,
    one_beside_respondents,
    second_asker,
    bystanders,
    others_answer,
    undecided,
)


def _has_interviewer(known: Known) -> bool:
    return any(speaker.role == "interviewer" for speaker in known.values())


def _notes(cast: Cast, known: Known) -> Iterator[Note]:
    """Ask what people should say; what they have confirmed is not asked again."""
    for key, speaker in known.items():
        if speaker.proposed:
            what = PROPOSED.get(speaker.role, "roles.proposed_other")
            name = cast.voices[key].name
            yield Note(phrase(what, name=name, grounds=speaker.grounds), warning=True)
    unsure = [
        speaker for key, speaker in known.items() if not cast.declared.role(cast.voices[key].name)
    ]
    unknown = [speaker.label for speaker in unsure if speaker.role == "unknown"]
    if unknown and len(cast.voices) > 1:
        shown = tuple(phrase("label.quoted", label=label) for label in unknown[:SHOWN])
        more = and_more(len(unknown) - SHOWN)
        yield Note(phrase("roles.unknown", labels=shown, more=more), warning=True)
    elif not unsure:
        return
    elif not _has_interviewer(known) and len(cast.voices) > 1:
        yield Note(phrase("roles.no_interviewer"), warning=True)
    elif all(speaker.role == "interviewer" for speaker in known.values()):
        yield Note(phrase("roles.no_answers"), warning=True)
