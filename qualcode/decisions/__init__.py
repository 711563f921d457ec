"""People's decisions: each coder's log, where it stands in a text now, what it makes of codings."""

from qualcode.decisions.anchoring import Near, Orphan, Placed, count_alike, find_near, place
from qualcode.decisions.appending import append
from qualcode.decisions.lines import Parsed, parse_decision, parse_line, render_line
from qualcode.decisions.log import FOLDER, Line, Log, name_log, read_log
from qualcode.decisions.merging import Logs, load_logs
from qualcode.decisions.standing import find_target, standing

__all__ = [
    "FOLDER",
    "Line",
    "Log",
    "Logs",
    "Near",
    "Orphan",
    "Parsed",
    "Placed",
    "append",
    "count_alike",
    "find_near",
    "find_target",
    "load_logs",
    "name_log",
    "parse_decision",
    "parse_line",
    "place",
    "read_log",
    "render_line",
    "standing",
]
