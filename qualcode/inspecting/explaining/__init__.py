"""Why something was found, or was not: run or text → explanation → text for people or JSON."""

from qualcode.inspecting.explaining.as_json import render_json
from qualcode.inspecting.explaining.as_text import Marking, render_text
from qualcode.inspecting.explaining.explain import explain_run, explain_text

__all__ = ["Marking", "explain_run", "explain_text", "render_json", "render_text"]
