"""Competency frameworks as files: CASE 1.0 and 1.1 JSON, and plain CSV. Pure: no Django."""

from programs.frameworks.files.compare import Change, Difference, compare
from programs.frameworks.files.findings import Finding, Severity
from programs.frameworks.files.read import nothing_read, read_framework
from programs.frameworks.files.tree import (
    Choice,
    ParsedFramework,
    ParsedItem,
    Reading,
)

__all__ = [
    "Change",
    "Choice",
    "Difference",
    "Finding",
    "ParsedFramework",
    "ParsedItem",
    "Reading",
    "Severity",
    "compare",
    "nothing_read",
    "read_framework",
]
