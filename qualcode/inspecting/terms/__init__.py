"""What the talk has beside a word: its forms, its family, neighbours in spelling and in use."""

from qualcode.inspecting.terms.as_csv import render_csv
from qualcode.inspecting.terms.as_html import render_html
from qualcode.inspecting.terms.as_json import render_json
from qualcode.inspecting.terms.as_text import render_text
from qualcode.inspecting.terms.find import find_terms
from qualcode.inspecting.terms.spoken import listen, tell_language
from qualcode.inspecting.terms.talk import gather_talk
from qualcode.inspecting.terms.terms import Terms

__all__ = [
    "Terms",
    "find_terms",
    "gather_talk",
    "listen",
    "render_csv",
    "render_html",
    "render_json",
    "render_text",
    "tell_language",
]
