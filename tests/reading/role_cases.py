"""Small transcripts with the roles of their speakers known: what proposals are measured on."""

from __future__ import annotations

from itertools import cycle

# label → role: i interviewer, r respondent, o other; u: nobody could tell, unknown is right
Truth = dict[str, str]

RU_Q = (
    "Как вы начинали?",
    "А потом что было?",
    "Кто вам тогда помогал?",
    "Расскажите, как проходит ваш обычный день.",
    "И чем это закончилось?",
    "А семья как к этому относилась?",
    "Что бы вы изменили?",
    "Можете привести пример?",
)
RU_A = (
    "С нуля, и очень долго собирали всё по частям, пока не пришли первые люди с опытом.",
    "Потом стало легче, потому что пришли люди и помогли с ремонтом, с бумагами, с деньгами.",
    "Соседи, родственники, ну и фонд немного. Мы же сами всё делали, понимаете?",
    "Утром я прихожу, открываю зал, потом приходят дети, и до вечера мы занимаемся.",
    "Ничем особенным, просто перестали ходить, а через год открыли другую группу.",
    "Сначала плохо, мама говорила, что это несерьёзно. Потом привыкла и сама стала помогать.",
    "Я бы нашла бухгалтера сразу, потому что отчёты съедают всё время, которое есть.",
    "Ну вот, например, зимой отключили тепло, и мы сидели в куртках, но занятия не отменили.",
)
EN_Q = (
    "How did you start?",
    "And what happened then?",
    "Who was helping you at that time?",
    "Tell me about a usual day.",
    "How did it end?",
    "What did your family think of it?",
    "What would you change?",
    "Could you give me an example?",
)
EN_A = (
    "From nothing, and it took us years to put the parts together until people came who knew how.",
    "It got easier, because people came and helped with repairs, with papers, with money.",
    "Neighbours, relatives, the fund a little. We did it all ourselves, you know?",
    "I come in the morning, open the hall, then the children come and we work till the evening.",
    "With nothing much, they stopped coming, and a year later we opened another group.",
    "Badly at first, my mother said it was not serious. Later she came round and helped herself.",
    "I would find an accountant at once, because reports eat all the time that there is.",
    "Well, in winter the heating was off and we sat in coats, but we did not cancel anything.",
)


def talk(asks: str, answers: str, questions: tuple[str, ...], told: tuple[str, ...], n: int) -> str:
    """Write an interview of n questions, the answers by several in turn where several are named."""
    askers, tellers = cycle(asks.split("|")), cycle(answers.split("|"))
    lines = []
    for at in range(n):
        lines.append(f"{next(askers)}: {questions[at % 8]}")
        lines.append(f"{next(tellers)}: {told[at % 8]}")
    return "\n".join(lines) + "\n"


def group(asks: str, people: str, questions: tuple[str, ...], told: tuple[str, ...]) -> str:
    """Write a focus group: each question is answered by several, who also ask one another."""
    names, lines = cycle(people.split("|")), []
    for at, question in enumerate(questions):
        lines.append(f"{asks}: {question}")
        for turn in range(4):
            short = (at + turn) % 3 == 0
            words = told[(at * 3 + turn) % 8]
            lines.append(f"{next(names)}: {words.split(',')[0] + '.' if short else words}")
        if at % 3 == 1:
            lines.append(
                f"{next(names)}: {'А вы разве не ходили?' if told is RU_A else 'Did you not go?'}"
            )
            lines.append(f"{next(names)}: {'Нет.' if told is RU_A else 'No.'}")
    return "\n".join(lines) + "\n"


def dashes(questions: tuple[str, ...], told: tuple[str, ...], n: int) -> str:
    return "".join(f"— {questions[at % 8]}\n— {told[at % 8]}\n" for at in range(n))


LONG_RU = " ".join(RU_A) * 3
LONG_EN = " ".join(EN_A) * 3
TWELVE_RU = "|".join(f"М{n}" if n % 2 else f"Ж{n}" for n in range(1, 13))
TWELVE_EN = "Ann|Ben|Cora|Dan|Eve|Fay|Gus|Hal|Ian|Jo|Kim|Lou"


def _truth(i: str = "", r: str = "", o: str = "", u: str = "") -> Truth:
    pairs = (("i", i), ("r", r), ("o", o), ("u", u))
    return {label: role for role, labels in pairs for label in labels.split("|") if label}


CASES: dict[str, tuple[str, Truth]] = {
    "names ru": (talk("Анна", "Борис", RU_Q, RU_A, 8), _truth("Анна", "Борис")),
    "names en": (talk("Anna", "Boris", EN_Q, EN_A, 8), _truth("Anna", "Boris")),
    "numbered 0 1": (
        talk("Speaker 0", "Speaker 1", EN_Q, EN_A, 6),
        _truth("Speaker 0", "Speaker 1"),
    ),
    "numbered S00": (talk("S01", "S00", RU_Q, RU_A, 6), _truth("S01", "S00")),
    "numbered Спикер": (
        talk("Спикер 2", "Спикер 1", RU_Q, RU_A, 6),
        _truth("Спикер 2", "Спикер 1"),
    ),
    "dashes ru": (dashes(RU_Q, RU_A, 8), _truth("— 1", "— 2")),
    "dashes en": (dashes(EN_Q, EN_A, 8), _truth("— 1", "— 2")),
    "dashes short": (dashes(RU_Q, RU_A, 4), _truth("— 1", "— 2")),
    "focus ru names": (
        group("Ольга", "Анна|Борис|Вера|Глеб|Дина|Егор|Жанна|Зоя", RU_Q, RU_A),
        _truth("Ольга", "Анна|Борис|Вера|Глеб|Дина|Егор|Жанна|Зоя"),
    ),
    "focus twelve ru": (group("Ольга", TWELVE_RU, RU_Q, RU_A), _truth("Ольга", TWELVE_RU)),
    "focus twelve en": (group("Mary", TWELVE_EN, EN_Q, EN_A), _truth("Mary", TWELVE_EN)),
    "focus moderator": (group("Модератор", TWELVE_RU, RU_Q, RU_A), _truth("Модератор", TWELVE_RU)),
    "focus initials": (group("М", "А|Б|В|Г|Д", RU_Q, RU_A), _truth("М", "А|Б|В|Г|Д")),
    "focus everybody": (
        group("Модератор", "М1|Ж2|М3", RU_Q, RU_A) + "Все: Да!\nМодератор: Всё?\nВсе: Всё.\n",
        _truth("Модератор", "М1|Ж2|М3", "Все"),
    ),
    "focus crowd en": (
        group("Moderator", "P1|P2|P3", EN_Q, EN_A)
        + "Several voices: Yes!\nModerator: All?\nSeveral voices: All.\n",
        _truth("Moderator", "P1|P2|P3", "Several voices"),
    ),
    "focus реплика": (
        group("Модератор", "Анна|Борис|Вера", RU_Q, RU_A)
        + "Реплика: Точно.\nАнна: Да.\nРеплика: Угу.\n",
        _truth("Модератор", "Анна|Борис|Вера", "Реплика"),
    ),
    "several interviewers ru": (
        talk("Анна|Вера", "Борис", RU_Q, RU_A, 8),
        _truth("Анна|Вера", "Борис"),
    ),
    "several interviewers en": (
        talk("Anna|Vera", "Boris", EN_Q, EN_A, 8),
        _truth("Anna|Vera", "Boris"),
    ),
    "second by name": (
        talk("Интервьюер|Вера", "Борис", RU_Q, RU_A, 8),
        _truth("Интервьюер|Вера", "Борис"),
    ),
    "monologue ru": (
        f"Анна: Расскажите о себе.\nБорис: {LONG_RU}\nАнна: Угу.\nБорис: {LONG_RU}\n"
        f"Анна: А потом?\nБорис: {LONG_RU}\nАнна: Ясно. А дети?\nБорис: {LONG_RU}\n",
        _truth("Анна", "Борис"),
    ),
    "monologue en": (
        f"Anna: Please tell me how you came here.\nBoris: {LONG_EN}\nAnna: Mhm.\nBoris: {LONG_EN}\n"
        f"Anna: And then?\nBoris: {LONG_EN}\n",
        _truth("Anna", "Boris"),
    ),
    "only requests ru": (
        "".join(
            f"Анна: {one}\nБорис: {told}\n"
            for one, told in zip(
                (
                    "Расскажите о работе.",
                    "Опишите ваш день.",
                    "Вспомните первый год.",
                    "Приведите пример.",
                    "Поделитесь планами.",
                ),
                RU_A,
                strict=False,
            )
        ),
        _truth("Анна", "Борис"),
    ),
    "only requests en": (
        "".join(
            f"Anna: {one}\nBoris: {told}\n"
            for one, told in zip(
                (
                    "Tell me about your work.",
                    "Describe your day.",
                    "Walk me through the first year.",
                    "Give me an example, please.",
                    "Tell me more about that.",
                ),
                EN_A,
                strict=False,
            )
        ),
        _truth("Anna", "Boris"),
    ),
    "rhetoric ru": (
        "".join(
            f"Анна: {question}\nБорис: {told} И что нам оставалось делать, понимаете?\n"
            for question, told in zip(RU_Q, RU_A, strict=True)
        ),
        _truth("Анна", "Борис"),
    ),
    "rhetoric en": (
        "".join(
            f"Anna: {question}\nBoris: {told} It is not easy, right?\n"
            for question, told in zip(EN_Q, EN_A, strict=True)
        ),
        _truth("Anna", "Boris"),
    ),
    "short answers": (
        "".join(
            f"Анна: Скажите, а вот если говорить о прошлом годе, то {q.lower()}\nБорис: {a}\n"
            for q, a in zip(
                RU_Q,
                ("Да.", "Нет.", "Мама.", "Так.", "Ничем.", "Никак.", "Всё.", "Нет."),
                strict=True,
            )
        ),
        _truth("Анна", "Борис"),
    ),
    "family ru": (
        talk("Интервьюер", "Пётр Ильич", RU_Q, RU_A, 8)
        + "Жена: Чай будете?\nИнтервьюер: Спасибо!\n"
        "Жена: Сейчас.\nПётр Ильич: Садись с нами.\n",
        _truth("Интервьюер", "Пётр Ильич", "Жена"),
    ),
    "family en": (
        talk("Interviewer", "Peter", EN_Q, EN_A, 8)
        + "Wife: Some tea?\nInterviewer: Thank you!\nWife: Coming.\nPeter: Sit down with us.\n",
        _truth("Interviewer", "Peter", "Wife"),
    ),
    "a mother is asked": (talk("Интервьюер", "Мама", RU_Q, RU_A, 6), _truth("Интервьюер", "Мама")),
    "a secretary is asked": (
        talk("Интервьюер", "Секретарь", RU_Q, RU_A, 6),
        _truth("Интервьюер", "Секретарь"),
    ),
    "observer": (
        talk("Интервьюер", "Анна", RU_Q, RU_A, 8) + "Наблюдатель: Запись идёт.\nАнна: Хорошо.\n"
        "Наблюдатель: Можно продолжать.\nИнтервьюер: Спасибо.\n",
        _truth("Интервьюер", "Анна", "Наблюдатель"),
    ),
    "secretary of a meeting": (
        talk("Модератор", "Анна|Борис", RU_Q, RU_A, 8)
        + "Секретарь: Пришли ещё двое.\nМодератор: Проходите.\nСекретарь: Всё записала.\n",
        _truth("Модератор", "Анна|Борис", "Секретарь"),
    ),
    "translator": (
        talk("Interviewer", "Aliya", EN_Q, EN_A, 8)
        + "Translator: One moment.\nAliya: Yes.\nTranslator: She means the hall.\n",
        _truth("Interviewer", "Aliya", "Translator"),
    ),
    "debate": (
        "Анна: Почему вы против?\nБорис: А почему вы за?\nАнна: Потому что так лучше для всех.\n"
        "Борис: Лучше кому?\nАнна: Людям. А вам что мешает?\nБорис: Мне ничего, я про деньги.\n",
        _truth(u="Анна|Борис"),
    ),
    "two friends": (
        "Anna: I went there last year and it was closed, so we turned back.\nBoris: So did we.\n"
        "Anna: And you liked it?\nBoris: It was fine. Was it raining?\nAnna: All week.\n"
        "Boris: Same here, we stayed in.\n",
        _truth(u="Anna|Boris"),
    ),
    "meeting": (
        "В.Путин: Добрый день. Начнём, пожалуйста.\n"
        "И.Кобзев: Докладываю, что работы идут по плану, сдано сорок домов, остальные к осени.\n"
        "В.Путин: Хорошо. Что с дорогами?\n"
        "А.Левин: Дороги в порядке, деньги выделены, подрядчик работает.\nВ.Путин: Спасибо.\n"
        "И.Кобзев: Можно ещё добавить? Не хватает техники.\nВ.Путин: Это решим до конца недели, "
        "поручение будет дано сегодня же, и прошу доложить.\nА.Левин: Есть.\n",
        _truth(u="В.Путин|И.Кобзев|А.Левин"),
    ),
    "stenogram with questions": (
        "Вопрос: Как идут работы?\nИ.Кобзев: По плану, сдано сорок домов.\nВопрос: А дороги?\n"
        "И.Кобзев: Дороги в порядке, деньги выделены.\nВопрос: Когда закончите?\n"
        "И.Кобзев: К осени.\n",
        _truth("Вопрос", "И.Кобзев"),
    ),
    "respondent asks back": (
        talk("Анна", "Борис", RU_Q, RU_A, 8)
        + "Борис: А это для чего вам?\nАнна: Для исследования.\nБорис: А кто прочитает?\n"
        "Анна: Только мы.\n",
        _truth("Анна", "Борис"),
    ),
    "beside a participant": (
        "".join(
            f"Dan: {asked}\nParticipant: {told}\nDan: {told}\nParticipant: {told}\nDan: Okay.\n"
            f"Participant: {told}\nDan: I see, so that is how it works at your place.\n"
            f"Participant: Yes.\n"
            for asked, told in zip(EN_Q, EN_A, strict=True)
        ),
        _truth("Dan", "Participant"),
    ),
    "music": (
        talk("Anna", "Boris", EN_Q, EN_A, 8) + "Jingle: (music)\nAnna: Goodbye.\n",
        _truth("Anna", "Boris", "Jingle"),
    ),
    "couple": (
        talk("Q", "Anna|Boris", EN_Q, EN_A, 8),
        _truth("Q", "Anna|Boris"),
    ),
    "couple in one breath": (
        talk("Researcher", "Anna|Boris", EN_Q, EN_A, 8) + "Anna and Boris: Yes!\nResearcher: So?\n"
        "Anna and Boris: Thanks.\n",
        _truth("Researcher", "Anna|Boris", "Anna and Boris"),
    ),
    "letters И and А": (talk("И", "А", RU_Q, RU_A, 6), _truth("И", "А")),
    "too short": ("Анна: Как?\nБорис: Так.\nАнна: Ясно.\nБорис: Да.\n", _truth(u="Анна|Борис")),
}
