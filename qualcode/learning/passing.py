"""Words that say how many, which in a row, or when: they show no code, whoever says them."""

from __future__ import annotations

_WORDS = frozenset(
    """
    ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать
    тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать
    тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто сто двести триста
    четыреста пятьсот шестьсот семьсот восемьсот девятьсот тысяча миллион миллиард полтора
    пол полчаса оба двое трое четверо пятеро шестеро семеро десяток сотня половина треть четверть
    первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый одиннадцатый
    двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый
    девятнадцатый двадцатый тридцатый сороковой пятидесятый шестидесятый семидесятый
    восьмидесятый девяностый сотый последний следующий прошлый
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
    понедельник вторник среда четверг пятница суббота воскресенье весна лето осень зима
    утро день вечер ночь неделя месяц год лет сегодня вчера завтра раз разом дважды трижды
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million billion dozen half third quarter both couple pair
    first second fourth fifth sixth seventh eighth ninth tenth eleventh twelfth last next
    january february march april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter
    morning day evening night week month year today yesterday tomorrow once twice time
    """.split()
)


def says_when_or_how_many(base: str) -> bool:
    """Tell whether a folded base form is a number, a place in a row, a day or a season."""
    return base in _WORDS or not any(map(str.isalpha, base)) or base[0].isdigit()
