"""What is known by its signs: e-mails, links, accounts, phones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.pseudonyms.kinds import ACCOUNT, EMAIL, LINK, PHONE
from qualcode.pseudonyms.mentions import Mention

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}(?![\w@])")
_LINK = re.compile(
    r"\b(?:https?://|ftp://|www\.)[^\s<>«»\"]{2,500}"
    r"|(?<![\w@.])(?:t\.me|vk\.com|vk\.ru|ok\.ru|wa\.me|youtu\.be|facebook\.com|instagram\.com"
    r"|linkedin\.com|x\.com|twitter\.com)/[^\s<>«»\"]{1,200}"
    r"|(?<![\w@.-])(?:[a-zа-яё0-9-]{2,63}\.){1,3}"
    r"(?:ru|su|com|org|net|info|gov|edu|uk|рф|рус)(?:/[^\s<>«»\"]{0,200})?(?![\w.-]*\w)",
    re.IGNORECASE,
)
_CLOSING = ".,;:!?)]}…»”'"
_ACCOUNT = re.compile(r"(?<![\w@./])@[A-Za-zА-Яа-яЁё_][\w.]{2,40}\b")
_NICK = re.compile(
    r"\b(?:ник(?:нейм)?(?:ом|а)?|логин(?:ом|а)?|аккаунт(?:ом|а|е)?|скайп(?:е|у)?|телеграм(?:е|у)?"
    r"|login|nickname|username|user\s?name|skype|telegram|account)"
    r"\s*(?:у меня|мой|is|—|–|-|:)?\s*[«\"“]?(?P<name>[A-Za-z][\w.]{1,40}[\d_.]\w{0,40})\b",
    re.IGNORECASE,
)
# 8 (911) 123-45-67, +7 911 123 45 67, +44 20 7946 0958, (202) 555-0143
_BLANK = r"[ \u00a0\u2009.\-‐‑–]?"
_PHONE = re.compile(
    rf"(?<![\w+.,-])(?:"
    rf"(?:\+7|8|7){_BLANK}\(?\d{{3,5}}\)?(?:{_BLANK}\d){{5,7}}"
    rf"|\+\d{{1,3}}{_BLANK}\(?\d{{1,5}}\)?(?:{_BLANK}\d){{5,10}}"
    rf"|\(\d{{3,5}}\){_BLANK}\d(?:{_BLANK}\d){{4,7}}"
    r"|0\d{2,4}[ -]\d{3,4}[ -]\d{3,4}|0\d{4}[ -]\d{6}"
    r"|\d{3}-\d{3}-\d{4}|\d{3}-\d{2}-\d{2}|\d{2}-\d{2}-\d{2}(?=\s*(?:\D|$))"
    r")(?![\w-]|[.,]\d)"
)
_CALLED = re.compile(
    r"\b(?:тел(?:ефон\w{0,3})?\.?|сотов\w{2,3}|мобильн\w{2,3}|звоните|позвони\w{0,4}|номер\w{0,2}"
    r"|phone|tel\.?|call|mobile|cell|number)\b[^.\n\d]{0,30}?"
    rf"(?P<number>\d(?:{_BLANK}\d){{4,11}})(?![\w-]|[.,]\d)",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])-(?:0?[1-9]|1[0-2])-\d\d")


def find_emails(text: str, start: int, stop: int) -> Iterator[Mention]:
    """Find e-mail addresses."""
    if text.find("@", start, stop) < 0:
        return
    for found in _EMAIL.finditer(text, start, stop):
        yield Mention(*found.span(), EMAIL, found.group().replace(" ", "").casefold(), "email")


def find_links(text: str, start: int, stop: int) -> Iterator[Mention]:
    """Find addresses on the Internet, with or without `https://`."""
    for found in _LINK.finditer(text, start, stop):
        written = found.group().rstrip(_CLOSING)
        end = found.start() + len(written)
        yield Mention(found.start(), end, LINK, written.casefold().rstrip("/"), "link")


def find_accounts(text: str, start: int, stop: int) -> Iterator[Mention]:
    """Find names of accounts: `@anna_k`, and what follows `ник` or `login`."""
    for found in _ACCOUNT.finditer(text, start, stop):
        written = found.group().rstrip(".")
        span = found.start(), found.start() + len(written)
        yield Mention(*span, ACCOUNT, written.casefold(), "account")
    for found in _NICK.finditer(text, start, stop):
        key = "@" + found["name"].casefold()
        yield Mention(*found.span("name"), ACCOUNT, key, "account")


def find_phones(text: str, start: int, stop: int) -> Iterator[Mention]:
    """Find phone numbers by their shape, and shorter ones by the words before them.

    Whether such a number exists is not asked: people change digits, and it is a number still.
    """
    for found in _PHONE.finditer(text, start, stop):
        if not _DATE.fullmatch(found.group()):
            yield Mention(*found.span(), PHONE, _phone_key(found.group()), "phone")
    for found in _CALLED.finditer(text, start, stop):
        key = _phone_key(found["number"])
        yield Mention(*found.span("number"), PHONE, key, "phone_words")


def _phone_key(written: str) -> str:
    """Return the digits; `8 911 …` and `+7 911 …` are the same."""
    digits = "".join(filter(str.isdigit, written))
    return "7" + digits[1:] if len(digits) == 11 and digits[0] in "78" else digits
