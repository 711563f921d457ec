"""A run → one self-contained HTML report: views are made of frames, templates of views."""

from qualcode.reporting.report import render_report

__all__ = ["render_report"]
