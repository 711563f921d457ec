"""Organisations: legal forms, kinds of institutions with a name or number, names in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.language.words import find_words
from qualcode.pseudonyms.kinds import ORGANISATION
from qualcode.pseudonyms.mentions import Doubt, Mention
from qualcode.pseudonyms.russian_words import look_up

_FORMS = (
    "ООО|ОАО|ЗАО|ПАО|НАО|АО|АНО(?: ДПО)?|НКО|СОНКО|БФ|РОО|МОО|РОФ|ТСЖ|СНТ|ГБУСОН?|ГАУСОН?|ОГБУСО"
    "|ГБУЗ|ФГБУ|ФГУП|ФКУ|ОГБУ|ОГКУ|ГБУ|ГАУ|ГКУ|ГУП|МУП|МБУ|МАУ|МКУ|МБОУ|МАОУ|МБДОУ|ОБУСО|ЧУ|ЧОУ"
    "|БУ|КУ|КЦСОН|ЦСОН?|ЦСПСД|ЦСПСиД|СРЦН|ПНИ|ДИПИ|МФЦ"
)
_NOUNS = (
    r"(?:благотворительн\w{2,3} )?фонд\w{0,2}|центр\w{0,2}|школ\w{1,3}|больниц\w{1,3}"
    r"|госпитал\w{1,2}|дом\w{0,2}-интернат\w{0,2}|интернат\w{0,2}|пансионат\w{0,2}|приют\w{0,2}|обществ\w{1,2}"
    r"|организаци\w{1,2}|ассоциаци\w{1,2}|союз\w{0,2}|компани\w{1,2}|фирм\w{1,2}|завод\w{0,2}"
    r"|фабрик\w{1,2}|клуб\w{0,2}|детск\w{2,3} сад\w{0,2}|детск\w{2,3} дом\w{0,2}|детсад\w{0,2}"
    r"|университет\w{0,2}|институт\w{0,2}|колледж\w{0,2}|лице\w{1,2}|гимнази\w{1,2}"
    r"|поликлиник\w{1,2}|клиник\w{1,2}|хоспис\w{0,2}|газет\w{1,2}|предприяти\w{1,2}"
    r"|кооператив\w{0,2}|движени\w{1,2}|студи\w{1,2}|музе\w{1,2}|библиотек\w{1,2}|санатори\w{1,2}"
    r"|учреждени\w{1,2}|агентств\w{1,2}|служб\w{1,2}|магазин\w{0,2}|отделени\w{1,2}"
)
_QUOTED = r"(?:«(?P<name>[^«»\n]{2,80})»|\"(?P<name2>[^\"\n]{2,80})\"|“(?P<name3>[^“”\n]{2,80})”)"
_BETWEEN = r"(?:\s+[\w-]+){0,5}\s+"
_FORM_QUOTED = re.compile(rf"(?<!\w)(?:{_FORMS}){_BETWEEN}{_QUOTED}")
_FORM_BESIDE = re.compile(rf"(?<!\w)(?:{_FORMS})\s*{_QUOTED}")
_NOUN_QUOTED = re.compile(rf"(?<!\w)(?:{_NOUNS})(?:\s+[а-яё-]+){{0,4}}\s*{_QUOTED}", re.IGNORECASE)
_NUMBERED = re.compile(
    rf"(?<!\w)(?P<noun>{_NOUNS}|{_FORMS})\s*(?:№|номер|N)\s?(?P<number>\d{{1,5}})(?!\d)",
    re.IGNORECASE,
)
# Прионежский КЦСОН, КЦСОН Прионежского района, КЦСОН Вологды
_ABBREVIATED = re.compile(
    rf"(?<!\w)(?P<before>[А-ЯЁ][а-яё-]+(?:ий|ый|ой|ого|ому|им|ым|ом)\s+)?(?P<form>{_FORMS})(?!\w)"
    r"(?P<after>\s+(?:г\.\s*|города\s+)?[А-ЯЁ][а-яё-]+"
    r"(?:\s+(?:муниципальн\w+\s+)?(?:район\w*|округ\w*|област\w+))?)?"
)
_IN_QUOTES = re.compile(r"«(?P<name>[А-ЯЁA-Z0-9][^«»\n]{1,50})»")
_SAID = re.compile(r"(?:говор\w+|сказал\w*|думаю|спраш\w+|отвеча\w+|мол|типа|:|,|—|–)\s*$")
_PROGRAMMES = re.compile(
    r"(?:программ\w*|проект\w*|нацпроект\w*|закон\w*|стандарт\w*|систем\w+|технологи\w+|сертификат\w*"
    r"|книг\w+|фильм\w*|песн\w+|конкурс\w*|приложени\w+|статус\w*)\s*(?:[а-яё-]+\s+){0,2}$",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"(?<!\w)(?P<first>(?:[A-Z][\w'’&-]+\s+(?:(?:and|of|for|the|&)\s+)?){1,4})"
    r"(?P<kind>Ltd|Limited|Inc|LLC|PLC|plc|Foundation|Trust|Council|Hospital|School|University"
    r"|College|Charity|Association|Agency|Centre|Center|Institute|Hospice|Academy|Company"
    r"|Corporation|Partnership|Society|Church|Clinic|Library|Nursery|Surgery|Bank|Group|House"
    r"|Project|Services?|Department|Ministry)\b"
    r"|(?<!\w)(?:University|College|Bank|Institute|School|Hospital|Church|Diocese|Friends)"
    r"\s+of\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2}"
)
_GENERIC = frozenset(
    """the our a an my this that these those their his her your every each any some no at in of for
    and city county town local social public national primary secondary high care health general
    community day state human family children's children adult adults mental support youth head
    medical world district regional central main new old first second council finance service
    services housing education welfare work employment home""".split()
)


def find_organisations(text: str, start: int, stop: int) -> Iterator[Mention | Doubt]:
    """Find organisations; names in quotes that nothing explains are doubted."""
    for pattern in (_FORM_BESIDE, _FORM_QUOTED, _NOUN_QUOTED):
        for found in pattern.finditer(text, start, stop):
            if not _crosses(found.group()) and _begins_large(_name(found)):
                yield Mention(*found.span(), ORGANISATION, _quoted_key(_name(found)), "named")
    for found in _NUMBERED.finditer(text, start, stop):
        key = f"organisation {_stems(found['noun'])} № {found['number']}"
        yield Mention(*found.span(), ORGANISATION, key, "numbered")
    yield from _abbreviated(text, start, stop)
    yield from _english(text, start, stop)
    yield from _quoted(text, start, stop)


def _name(found: re.Match[str]) -> str:
    return str(found["name"] or found["name2"] or found["name3"])


def _crosses(written: str) -> bool:
    """Tell whether a sentence ends inside."""
    return bool(re.search(r"[.!?]\s|\n", written))


def _begins_large(name: str) -> bool:
    return name[0].isupper() or name[0].isdigit()


def _quoted_key(name: str) -> str:
    return "organisation " + " ".join(word.text for word in find_words(name))


def _stems(words: str) -> str:
    """Return what all cases of the words share."""
    return " ".join(word.text[: max(4, len(word.text) - 3)] for word in find_words(words))


def _abbreviated(text: str, start: int, stop: int) -> Iterator[Mention]:
    for found in _ABBREVIATED.finditer(text, start, stop):
        beside = [word.text for word in find_words(found["before"] or found["after"] or "")]
        first = look_up(beside[0]) if beside else None
        if first is None or not (first.adjective or first.place or not first.known):
            continue
        stems = _stems(" ".join(beside))
        key = f"organisation {found['form'].casefold()} {stems}"
        yield Mention(*found.span(), ORGANISATION, key, "abbreviation")


def _english(text: str, start: int, stop: int) -> Iterator[Mention]:
    for found in _ENGLISH.finditer(text, start, stop):
        first = found.start()
        words = found.group().split()
        while len(words) > 1 and words[0].casefold() in _ARTICLES:
            first = text.index(words[1], first + len(words[0]))
            del words[0]
        own = [word for word in words[:-1] if word.casefold() not in _GENERIC]
        of = " of " in found.group() and words[-1].casefold() not in _GENERIC
        if "\n" not in found.group() and (own or of) and len(words) > 1:
            key = "organisation " + " ".join(word.casefold() for word in words)
            yield Mention(first, found.end(), ORGANISATION, key, "institution")


_ARTICLES = frozenset(
    """the our a an my this that these those their his her your every each any some no at in of for
    and but so i we they he she it then when where what if from to with by on""".split()
)


def _quoted(text: str, start: int, stop: int) -> Iterator[Doubt]:
    """Doubt a short name in quotes that stands in a sentence and is no speech and no programme."""
    for found in _IN_QUOTES.finditer(text, start, stop):
        name, before = found["name"], text[max(start, found.start() - 40) : found.start()]
        if len(name.split()) > 4 or name[-1] in ".!?…," or before.rstrip()[-1:] in (*".!?…", ""):
            continue
        if not _SAID.search(before) and not _PROGRAMMES.search(before):
            yield Doubt(*found.span(), ORGANISATION, _quoted_key(name), "quoted")
