"""Many transcripts → a run, on one process or several, and nothing tagged twice."""

from qualcode.batch.cache import Cache, cache_beside
from qualcode.batch.run import RunSummary, tag_files
from qualcode.batch.tagging import Tagging
from qualcode.batch.tally import Group
from qualcode.batch.workers import choose_jobs

__all__ = [
    "Cache",
    "Group",
    "RunSummary",
    "Tagging",
    "cache_beside",
    "choose_jobs",
    "tag_files",
]
