"""Words that do not say what a question is about: pronouns, prepositions, polite openings."""

from __future__ import annotations

# Base forms: a word is left out when it, or one of its base forms, stands here.
_RUSSIAN = frozenset(
    "а б бы в во вот да для до ж же за и из изо или к ко ли либо на над не нет ни но о об обо"
    " однако от ото перед по под при про с со так также то тоже у уж уже хоть хотя чтобы через"
    " если когда пока потом потому поэтому тогда тут там здесь туда сюда теперь сейчас еще"
    " только лишь даже именно ведь ну ага угу раз вон"
    " я мы ты вы он она оно они себя сам самый мой наш твой ваш свой его ее их"
    " кто что какой каков который чей сколько как где куда откуда зачем почему насколько"
    " никто ничто никакой некто нечто некоторый кто-то что-то какой-то кто-нибудь что-нибудь"
    " какой-нибудь как-то как-нибудь где-то весь все всякий каждый любой другой иной этот тот"
    " такой сей один быть есть стать мочь можно нужно надо хотеть хотеться давать дать давайте"
    " рассказать рассказывать сказать говорить спросить спрашивать назвать объяснить описать"
    " слышать считать думать знать казаться пожалуйста спасибо хорошо ладно понятно интересно"
    " вообще конечно наверное например примерно просто весьма немного много очень большой"
    " идти ходить прийти приходить уйти уходить делать сделать взять брать время".split()
)
_ENGLISH = frozenset(
    "a an the and or but nor if so as at by for from in into of off on onto out over to up with"
    " without within about after again all also any because before between both down during"
    " each else ever every few further here just like more most much many no not now only other"
    " own same some such than then there these this that those through too under until very"
    " when where whether which while who whom whose why how what yet still even really well"
    " i me my mine we us our ours you your yours yourself he him his she her hers it its they"
    " them their theirs one something anything someone anyone anybody somebody"
    " be am is are was were been being have has had having do does did doing done"
    " can could may might must shall should will would ought let get got go going"
    " tell say said ask talk speak describe explain mean think know see hear want please thank"
    " thanks ok okay yes mm hm oh sort kind bit general instance example give take make come use"
    " way thing time".split()
)
_STOP_WORDS = {"ru": _RUSSIAN, "en": _ENGLISH}


def stop_words(language: str) -> frozenset[str]:
    """Return the folded stop words of a language: spaCy's where there is no list here, or none."""
    return _STOP_WORDS[language] if language in _STOP_WORDS else _listed_by_spacy(language)


def _listed_by_spacy(language: str) -> frozenset[str]:
    from qualcode.language.other import other_language

    return other_language(language).stop_words if len(language) == 2 else frozenset()
