"""Which kind of thing a remark says: talk nobody understood, a pause, laughter, others, a time.

Words are known by how they begin, in Russian and in English; what is in no list is `other`.
"""

from __future__ import annotations

import re
from typing import Literal, get_args

RemarkKind = Literal["inaudible", "doubtful", "pause", "emotion", "overlap", "time", "other"]
REMARK_KINDS: tuple[RemarkKind, ...] = get_args(RemarkKind)

_BEGINNINGS: dict[RemarkKind, str] = {
    # [нрзб], [неразборчиво], [не слышно], [inaudible 00:12:33], [inaudbile], xxx, ???
    "inaudible": (
        r"н/?рзб|нрз|неразб|не разб|нечетк|не расслыш|неслышн|не слышн|плохо слышн|непонятн"
        r"|x{2,}\b|х{2,}\b|\?{2,}|inaud|unintel|indist|unclear|not clear|can.t hear|muffl|garbled"
    ),
    # (перебивает), [говорят одновременно], [overlapping], [crosstalk]
    "overlap": (
        r"перебив|одновременн|говорят вместе|вместе|хором|наклад|наслаив|все говорят"
        r"|overlap|cross-?\s?talk|simultan|interrupt|talk\w* over|speak\w* over|speaking at once"
    ),
    # (пауза), [долго молчит], (long pause), (задумывается)
    "pause": (
        r"пауз|молч|помолч|тишин|задум|думает|размышл|долг\w* пауз|долго молч"
        r"|paus|silen|hesitat|beat\b|think|long paus|short paus"
    ),
    # (смеётся), [плачет], (вздыхает), [coughs]: what a voice does
    "emotion": (
        r"смех|сме[ею]|засме|посме|рассме|усмех|улыб|хохо|хихи|хмык|ирони|вздых|вздох|вздыш|плач"
        r"|заплак|всхлип|рыда|слез|кашл|кашел|откашл|зева|шепот|шепч|волну|возмущ|раздраж|груст"
        r"|laugh|chuckl|giggl|smil|grin|sigh|cry|cries|weep|sob|tear|cough|sniff|yawn|whisper|gasp"
        r"|groan|angr|sad|iron|excited|emotion"
    ),
}
_WORDS = {kind: re.compile(rf"(?<!\w)(?:{words})") for kind, words in _BEGINNINGS.items()}
_TIME = re.compile(r"\d{1,3}(?::\d\d){1,2}(?:[.,]\d{1,3})?(?:-\d)?$")
# (.) (..) (-) (2.0) (3 сек), and dots in round brackets
_PAUSE = re.compile(r"(?:[.…-]+|\d{1,3}(?:[.,]\d+)?\s*(?:с|сек\w*|мин\w*|s|sec\w*|min\w*)?\.?)$")
_AROUND = "[](){}<>#| \t\n"


def remark_kind(remark: str) -> RemarkKind:
    """Tell the kind of a remark, given with its brackets: `[нрзб]` is `inaudible`.

    Empty brackets are talk that nobody could make out; `[…]` is talk that was left out: `other`.
    """
    if remark == "//":
        return "overlap"
    inner = remark.strip(_AROUND).lower().replace("ё", "е")
    if _TIME.match(inner):
        return "time"
    if not inner:
        return "inaudible"
    if remark[0] == "(" != remark[1] and _PAUSE.match(inner):
        return "pause"
    for kind, words in _WORDS.items():
        if words.search(inner):
            return kind
    if inner.endswith("?"):
        return "doubtful"
    return "other"
