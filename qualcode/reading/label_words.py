"""The words that say who speaks, and the words before a colon that name nobody."""

from __future__ import annotations

# a label of one of these words, with or without a number, leaves no doubt
INTERVIEWER = frozenset(
    """интервьюер интервьюерка инт интерв интервюер исследователь исследовательница иссл социолог
    соц модератор модераторка мод interviewer intervewer int interv researcher moderator facilitator
    """.split()
)
RESPONDENT = frozenset(
    """респондент респондентка респ рес информант информантка инф интервьюируемый интервьюируемая
    опрашиваемый опрашиваемая участник участница respondent resp participant interviewee
    informant
    """.split()
)
# these say a role alone or with a number, never with a further word: Соц. работник, Инф. отдел
SHORTENED = frozenset("""инт интерв иссл соц мод int interv респ рес инф resp""".split())
# the interviewer alone, but with a further noun perhaps somebody who is asked: Социолог центра
DOUBTFUL = frozenset({"социолог"})
# whatever stands beside these, it is the interviewer
SURE = frozenset({"интервьюер", "интервьюерка", "interviewer"})
# words beside a role that name nobody else: Второй интервьюер, Interviewer two
COUNTING = frozenset(
    """первый первая второй вторая третий третья один два три first second third one two three
    главный главная ведущий ведущая co lead another другой другая""".split()
)
# roles too, but also ordinary words of speech: `Вопрос: а зачем?` — only beside their partner
ASKING = frozenset({"вопрос", "question"})
ANSWERING = frozenset({"ответ", "answer"})
# single letters mean something only in pairs: who asks, and who may answer (`r` covers R1, R2)
LETTER_PAIRS = (
    ("и", frozenset("роp")),  # the last one is Latin: typed by mistake it looks the same
    ("в", frozenset("о")),
    ("i", frozenset("rp")),
    ("q", frozenset("a")),
)
LETTERS = frozenset().union(*({asks, *answers} for asks, answers in LETTER_PAIRS))
# Speaker 2, SPEAKER_01, Спикер 3: a label without doubt, though not of a role
NUMBERED = frozenset({"speaker", "спикер", "говорящий"})
# somebody of a crowd, perhaps with a further word: Голос из зала, Женщина 2, Male voice
VOICES = frozenset(
    """голос голоса женщина женщины мужчина мужчины девушка парень участник участница зритель
    слушатель слушательница студент студентка реплика voice voices man woman men women female male
    audience participant participants member""".split()
)
# words that name a voice in minutes: nobody's name, and seldom said before a colon
IN_MINUTES = frozenset(
    """реплика реплики голос голоса ведущий ведущая корреспондент журналист председатель
    председательствующий переводчик из хор все host narrator audience reporter speaker presenter
    operator announcer caller""".split()
)
# a student's Я: and Мама: — words of prose, unless they shape the file
PRONOUNS = frozenset("я он она мы вы они me he she we you they".split())
# several or all at once
EVERYBODY = frozenset(
    (
        "все, всё вместе, все вместе, все хором, хор, хором, зал, из зала, с места, оба, обе, "
        "вместе, несколько человек, all, all together, everybody, everyone, both, several, "
        "several people, several speakers, many, crowd, chorus, group"
    ).split(", ")
)
# the key of a header line that names those who speak
PARTICIPANTS = frozenset(
    """участники участвуют присутствуют присутствовали говорящие собеседники speakers participants
    present panelists panellists interviewees""".split()
)
UNKNOWN = frozenset(
    ("unknown", "unknown speaker", "unidentified", "неизвестный", "неизвестно", "нрзб", "?")
)

# the first words of header and footer lines: nobody's speech
HEADER_KEYS = (
    "дата",
    "код",
    "регион",
    "район",
    "город",
    "село",
    "место",
    "тип респондента",
    "тип интервью",
    "тип",
    "пол",
    "возраст",
    "длительность",
    "продолжительность",
    "расшифровка",
    "расшифровал",
    "расшифровала",
    "расшифровку",
    "транскрипт",
    "транскрипция",
    "транскрибировал",
    "транскрибировала",
    "комментарий",
    "примечание",
    "примечания",
    "обозначения",
    "условные обозначения",
    "участники",
    "файл",
    "аудио",
    "аудиофайл",
    "запись",
    "время",
    "начало",
    "окончание",
    "проект",
    "исследование",
    "интервью",
    "интервью №",
    "номер",
    "организация",
    "должность",
    "образование",
    "стаж",
    "профессия",
    "язык",
    "тема",
    "темы",
    "лица",
    "ссылка на материал",
    "дата публикации",
    "project",
    "study",
    "wave",
    "interview",
    "interview no",
    "interview no.",
    "interview number",
    "interview date",
    "interview id",
    "date",
    "time",
    "place",
    "location",
    "duration",
    "length",
    "notation",
    "notes",
    "note",
    "file",
    "filename",
    "audio",
    "recording",
    "transcriber",
    "transcribed by",
    "transcript by",
    "transcript_by",
    "transcript",
    "transcription",
    "transcription details",
    "participants",
    "speakers",
    "summary",
    "summary keywords",
    "keywords",
    "kind",
    "language",
    "region",
    "regiment",
    "rank",
    "age",
    "gender",
    "sex",
    "occupation",
    "organisation",
    "organization",
    "position",
    "title",
    "topic",
    "tags",
    "media",
    "start time",
    "end time",
    "version",
    "status",
    "id",
    "code",
)
# words before a colon in running speech: `Важно: это не реплика`, `Повторю: …`
PROSE = frozenset(
    """важно повторю повторяю внимание например итак вывод выводы значит проблема причина результат
    суть плюс минус плюсы минусы цель задача задачи пример первое второе третье четвертое во-первых
    во-вторых в-третьих далее дальше кстати короче словом скажу отмечу подчеркну спрашиваю отвечаю
    говорит говорят говорил говорила сказал сказала сказали спросил спросила спрашивает отвечает
    ответил ответила пишет пишут написали says said asks asked say
    говорю думаю считаю знаете понимаете смотрите слушайте представьте главное основное самое
    обратите хочу хотел надо нужно можно проблемы вопросы он она они мы вы я
    слушай смотри представь знаешь понимаешь допустим предположим вообще раз два три один одно
    другое всё точнее вернее утром днем вечером ночью понедельник вторник среда четверг пятница
    суббота воскресенье pros cons monday tuesday wednesday thursday friday saturday sunday
    так вот то есть это итого всего иначе либо или но потом затем сначала раньше сейчас теперь
    p.s ps p.p.s nb warning important remember note first second third finally so because and but
    or then well example conclusion result problem reason point look listen
    however therefore also namely i.e e.g http https ftp mailto www
    """.split()
)
# first words of the key of an interviewer's comment below the talk
COMMENTS = frozenset(
    """комментарий комментарии примечание примечания заметка заметки наблюдение наблюдения
    впечатление впечатления comment comments note notes observation observations fieldnotes
    """.split()
)
# the end of a file: nobody's speech
FOOTERS = (
    "конец записи",
    "конец интервью",
    "конец расшифровки",
    "конец файла",
    "запись окончена",
    "запись остановлена",
    "запись прервана",
    "расшифровал",
    "расшифровку выполнил",
    "транскрибировал",
    "end of recording",
    "end of interview",
    "end of transcript",
    "end of file",
    "end of tape",
    "recording ends",
    "recording ended",
    "recording stopped",
    "interview ends",
    "transcribed by",
    "transcript by",
    "transcription by",
)
# of these, what may be followed by more talk
PAUSES = frozenset({"запись остановлена", "запись прервана", "recording stopped"})
