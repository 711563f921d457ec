"""The control words of RTF that decide what is read (Rich Text Format Specification 1.9.1)."""

from __future__ import annotations

# what stands for a sign
SIGNS = {
    "line": "\n",
    "lbr": "\n",
    "softline": "",
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "~": "\u00a0",
    "_": "-",
    "{": "{",
    "}": "}",
    "\\": "\\",
}
PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column", "\n", "\r"})
# groups that hold no text of the document; nothing inside them is looked at
SHUT = frozenset(
    "info header headerl headerr headerf footer footerl footerr footerf pict nonshppict shprslt "
    "listtable listoverridetable revtbl rsidtbl ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn "
    "object template filetbl xe tc rxe txe private nonesttables upr mmath keywords "
    "atnid atnauthor pnseclvl objdata datafield formfield".split()
)
# groups with a use of their own, by the word that opens them
TARGETS = {
    "fonttbl": "fonts",
    "colortbl": "colors",
    "stylesheet": "styles",
    "listtext": "mark",
    "pntext": "mark",
    "footnote": "footnote",
    "annotation": "annotation",
    "shptxt": "box",
    "dptxbxtext": "box",
    "fldinst": "instruction",
    # read like the text around them, though older programs may leave them out
    "nesttableprops": "",
}
# of a font → code page, where the font decides
CHARSETS = {
    77: "mac-roman",
    89: "mac-cyrillic",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
PAGES = {"ansi": "cp1252", "mac": "mac-roman", "pc": "cp437", "pca": "cp850"}
NUMBERED_PAGES = {10000: "mac-roman", 10007: "mac-cyrillic", 65001: "utf-8"}
