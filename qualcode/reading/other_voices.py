"""Voices that are neither asked nor ask: all at once, a translator, a secretary, the family."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Speaker
from qualcode.reading.cast import Cast, Known, Voice, open_voices
from qualcode.reading.label_roles import PARENTHESIS, base_word
from qualcode.reading.label_words import EVERYBODY

# nobody in particular; a number makes somebody of it: Голос 2
CROWD = EVERYBODY | frozenset(
    (
        *("реплика", "реплики", "реплика из зала", "голос", "голоса", "голос из зала"),
        *("голоса из зала", "шум", "шум в зале", "смех", "смех в зале", "аплодисменты"),
        *("voice", "voices", "several voices", "multiple voices", "multiple speakers"),
        *("audience", "audience member", "laughter", "overlap", "music", "jingle"),
        *("музыка", "заставка", "джингл"),
    )
)
# they may stand beside an interview; any of them may as well be the one who is asked
BYSTANDERS = frozenset(
    """наблюдатель наблюдательница переводчик переводчица ассистент ассистентка секретарь оператор
    звукооператор видеооператор техник стенографист стенографистка протоколист водитель охранник
    официант официантка жена муж сын дочь мама мать папа отец бабушка дедушка брат сестра внук
    внучка ребенок дети сосед соседка коллега супруг супруга невестка зять теща свекровь observer
    translator interpreter assistant secretary cameraman camerawoman operator technician notetaker
    note-taker stenographer driver waiter waitress wife husband son daughter mother mom mum father
    dad grandmother grandfather brother sister child kid children neighbour neighbor colleague
    spouse nurse""".split()
)
MANY_TIMES = 4  # so much more than a bystander somebody who is asked must say
BETWEEN = re.compile(r"\s*[,&+/]\s*|\s+(?:и|and|with|с)\s+")


def all_at_once(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker]]:
    """Set apart what several say together, or nobody in particular: `Все`, `Anna and Boris`.

    Only beside people with labels of their own, who say more.
    """
    labels = {fold_label(voice.label) for voice in cast.voices.values()}
    crowd = {k: voice for k, voice in open_voices(cast, known) if _is_crowd(voice.label, labels)}
    people = [voice for key, voice in cast.voices.items() if key not in crowd]
    if cast.declared.all_others_respondents or len(people) < 2:
        return
    if sum(v.words for v in people) <= 2 * sum(v.words for v in crowd.values()):
        return
    for key, voice in crowd.items():
        yield key, Speaker(voice.label, "other", phrase("role.several"))


def _is_crowd(label: str, labels: set[str]) -> bool:
    bare = fold_label(PARENTHESIS.sub("", label))
    if bare in CROWD:
        return True
    parts = [fold_label(part) for part in BETWEEN.split(bare)]
    return len(parts) > 1 and all(part in labels for part in parts)


def bystanders(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker]]:
    """Propose to leave out who stands by, where somebody else beside the interviewer says more."""
    asked = [
        voice
        for key, voice in cast.voices.items()
        if (key not in known or known[key].role == "respondent") and not _stands_by(voice)
    ]
    if cast.declared.all_others_respondents or not asked:
        return
    if not any(speaker.role == "interviewer" for speaker in known.values()):
        return
    most = max(asked, key=lambda voice: voice.words)
    for key, voice in open_voices(cast, known):
        if _stands_by(voice) and voice.words * MANY_TIMES <= most.words:
            grounds = phrase("role.bystander", words=voice.words, other=most.name, most=most.words)
            yield key, Speaker(voice.label, "other", grounds, proposed=True)


def _stands_by(voice: Voice) -> bool:
    words = base_word(voice.label).split()
    return bool(words) and len(words) <= 2 and bool({words[0], words[-1]} & BYSTANDERS)
