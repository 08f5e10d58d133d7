"""The documents say what the code cites, and their links lead somewhere."""

import io
import os
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
# Made, or somebody else's.
NOT_OURS = {".venv", ".local", "node_modules", "build", "migrations"}
RULE = re.compile(r"(?<![\w#/-])[PMSXND][1-9]\d?\b")
DESIGN = re.compile(r"\bDESIGN (\d+)")
TEMPLATE_COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def ours(*suffixes):
    """Yield the files of the checkout that end so, and no others."""
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(set(folders) - NOT_OURS)
        for name in sorted(files):
            if name.endswith(suffixes):
                yield Path(folder, name)


def remarks(file):
    """Yield (line, text) of whatever in a file may cite: comments, docstrings, bare numbers."""
    if file.suffix == ".md":
        yield 1, file.read_text()
        return
    if file.suffix == ".html":
        yield from ((1, text) for text in TEMPLATE_COMMENT.findall(file.read_text()))
        return
    for token in tokenize.generate_tokens(io.StringIO(file.read_text()).readline):
        is_docstring = token.type == tokenize.STRING and '"""' in token.string
        is_number = token.type == tokenize.STRING and RULE.fullmatch(token.string.strip("\"'"))
        if token.type == tokenize.COMMENT or is_docstring or is_number:
            yield token.start[0], token.string


@pytest.fixture(scope="module")
def everything():
    """What cites anywhere in code, templates and documents, and where it stands."""
    return [
        (text, f"{file.relative_to(ROOT)}:{line}")
        for file in ours(".py", ".html", ".md")
        for line, text in remarks(file)
    ]


def citations(pattern, everything):
    """Yield (number, where) of each thing cited."""
    for text, where in everything:
        for number in pattern.findall(text):
            yield number, where


def rules():
    return set(re.findall(r"^\| \*\*([PMSXND]\d+)\*\* \|", (DOCS / "rules.md").read_text(), re.M))


def decisions():
    return set(re.findall(r"^## (\d+)\. ", (DOCS / "design.md").read_text(), re.M))


def anchor(heading):
    """Return the name by which a heading can be linked to."""
    words = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return words.replace(" ", "-")


def missing_links(file):
    for target in LINK.findall(file.read_text()):
        path, _, name = target.partition("#")
        if "://" in path or path.startswith("mailto:"):
            continue
        place = (file.parent / path).resolve() if path else file
        is_there = place.exists()
        if not is_there or (name and name not in map(anchor, HEADING.findall(place.read_text()))):
            yield target


def test_rules_cited_anywhere_are_written_down(everything):
    written = rules()

    assert [where for rule, where in citations(RULE, everything) if rule not in written] == []


def test_rules_are_numbered_without_a_gap():
    for letter, last in {"P": 30, "M": 15, "S": 4, "X": 7, "N": 10, "D": 4}.items():
        numbers = sorted(int(rule[1:]) for rule in rules() if rule[0] == letter)
        assert numbers == list(range(1, max(last, len(numbers)) + 1))


def test_design_decisions_cited_anywhere_are_written_down(everything):
    written = decisions()

    assert [where for number, where in citations(DESIGN, everything) if number not in written] == []


def test_citations_are_found_where_they_stand(everything):
    cited = {number for number, _ in citations(RULE, everything)}

    # In a docstring, a comment, a template, a bare string.
    assert {"M5", "P8", "N4", "X1", "D2"} <= cited
    assert "17" in {number for number, _ in citations(DESIGN, everything)}


@pytest.mark.parametrize(
    "file", [*ROOT.glob("*.md"), *DOCS.rglob("*.md")], ids=lambda file: file.name
)
def test_links_in_documents_lead_somewhere(file):
    assert list(missing_links(file)) == []


def test_decisions_are_all_listed():
    listed = (DOCS / "decisions/README.md").read_text()

    assert [f.name for f in (DOCS / "decisions").glob("0*.md") if f"({f.name})" not in listed] == []
