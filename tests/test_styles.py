"""No rule of the stylesheets is left over: each class stands where a page is made."""

import ast
import re
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHEETS = sorted((ROOT / "static/css").glob("*.css"))
PACKAGES = ("common", "people", "programs", "assessments")
# Built out of a tone or a size ("tag-{}"): what stands before it has to be written somewhere.
ENDINGS = ("teal", "plum", "amber", "red", "neutral", "lg")
# Written by crispy-forms on its own buttons.
OF_LIBRARIES = {"btn-primary"}
NOT_SELECTORS = re.compile(r'/\*.*?\*/|url\("[^"]*"\)', re.DOTALL)
TEMPLATE_CODE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
CLASS_ATTRIBUTE = re.compile(r'class="([^"]*)"')
LAYOUT_BLOCK = re.compile(r"{% block layout %}(.*?){% endblock %}")
STRING = re.compile(r"""["'`]([^"'`\n]*)["'`]""")
WORD = re.compile(r"[a-zA-Z][\w-]*")


def styled():
    for sheet in SHEETS:
        rules = NOT_SELECTORS.sub("", sheet.read_text())
        for selector in re.findall(r"([^{}]+)\{", rules):
            yield from ((name, sheet.name) for name in re.findall(r"\.([a-zA-Z][\w-]*)", selector))


def written_in_template(text):
    """What stands in a class or a template tag: a class may be chosen by a tag."""
    return [
        *LAYOUT_BLOCK.findall(text),
        *TEMPLATE_CODE.findall(text),
        *CLASS_ATTRIBUTE.findall(TEMPLATE_CODE.sub(" ", text)),
    ]


def written_in_python(text):
    """What stands in a class attribute, or in a string that could be nothing but classes."""
    nodes = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
    for string in (value for value in nodes if isinstance(value, str)):
        yield from CLASS_ATTRIBUTE.findall(string)
        if re.fullmatch(r"[a-z0-9 -]+", string):
            yield string


def written():
    """Return every word that stands where a class can."""
    words = set(OF_LIBRARIES)
    places = []
    for template in (ROOT / "templates").rglob("*.html"):
        places += written_in_template(template.read_text())
    for package in PACKAGES:
        for module in (ROOT / package).rglob("*.py"):
            if "migrations" not in module.parts:
                places += written_in_python(module.read_text())
    for script in (ROOT / "static/js").glob("*.js"):
        places += STRING.findall(script.read_text())
    words.update(word for place in places for word in WORD.findall(place))
    return words


def is_written(name, words):
    stem, _dash, ending = name.rpartition("-")
    return name in words or (ending in ENDINGS and f"{stem}-" in words)


def test_styles_are_all_used():
    words = written()

    assert sorted({rule for rule in styled() if not is_written(rule[0], words)}) == []


def test_styles_say_plainly_what_older_browsers_do_not_know():
    """What is written again with words for a screen reader stands without them first."""
    for sheet in SHEETS:
        lines = [line.strip() for line in sheet.read_text().splitlines()]
        for before, line in pairwise(lines):
            if re.match(r'content: ".+" / "', line):
                assert before == re.sub(r' / ".*"', "", line), f"{sheet.name}: {line}"


def test_styles_are_all_linked():
    pages = [ROOT / "templates/base.html", ROOT / "templates/components/styles.html"]
    text = "".join(page.read_text() for page in pages)

    assert [sheet.name for sheet in SHEETS if f'"css/{sheet.name}"' not in text] == []
