"""Build the icon sprite, build/static/icons.svg, out of the Bootstrap icons in use.

A name counts as used where it stands right after the word "icon": ``{% icon "check" %}``,
``icon="check"``, ``"icon": "check"``; or in a Python constant whose name ends in ICON, ICONS
or speaks of icons, such as ``ICONS_OF_TONES``.
"""

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "node_modules/bootstrap-icons/icons"
SPRITE = ROOT / "build/static/icons.svg"
APPS = ["people", "programs", "assessments"]

AFTER_ICON = re.compile(r"""\bicon(?:: str)?["']?\s*[=:]?\s*["']([a-z0-9][a-z0-9-]*)["']""")
# The last word of {% readers "…" "lock" %} and {% empty_state … "people" %} is an icon, too.
LAST_IN_TAG = re.compile(r"""\{% (?:readers|empty_state) [^%]*\s["']([a-z0-9][a-z0-9-]*)["'] %\}""")
ICON_FILE = re.compile(r"<svg[^>]*viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", re.DOTALL)


def main():
    used = {name: place for place, name in _mentions()}
    unknown = sorted(name for name in used if not (LIBRARY / f"{name}.svg").exists())
    if unknown:
        lines = "\n".join(f"  {used[name]}: {name}" for name in unknown)
        sys.exit(f"There is no Bootstrap icon of this name:\n{lines}")
    symbols = "\n".join(_symbol(name) for name in sorted(used))
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'
    if not SPRITE.exists() or SPRITE.read_text() != sprite:
        SPRITE.parent.mkdir(parents=True, exist_ok=True)
        SPRITE.write_text(sprite)


def _mentions():
    """Yield (file, icon name) for every mention in templates and Python."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = path.read_text()
        yield from ((path, name) for name in AFTER_ICON.findall(text) + LAST_IN_TAG.findall(text))
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            text = path.read_text()
            yield from ((path, name) for name in AFTER_ICON.findall(text))
            yield from ((path, name) for name in _constants(ast.parse(text)))


def _constants(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(map(_speaks_of_icons, node.targets)):
            value = node.value
            parts = value.values if isinstance(value, ast.Dict) else ast.walk(value)
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def _speaks_of_icons(target):
    return isinstance(target, ast.Name) and not {"ICON", "ICONS"}.isdisjoint(target.id.split("_"))


def _symbol(name):
    view_box, drawing = ICON_FILE.search((LIBRARY / f"{name}.svg").read_text()).groups()
    return (
        f'<symbol id="{name}" viewBox="{view_box}" fill="currentColor">{drawing.strip()}</symbol>'
    )


if __name__ == "__main__":
    main()
