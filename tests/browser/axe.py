"""The accessibility rules of axe, A and AA of WCAG 2.2 and its good practice."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
# Two frames let a changed width or scheme reach the screen, and start its transitions.
SETTLE = """
async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
}
"""

_axe = Axe()


def violations(page) -> list[str]:
    """Return each broken rule with the elements that break it and why the first one does."""
    page.evaluate(SETTLE)
    found = _axe.run(page, options=OPTIONS).response["violations"]
    return [_sentence(rule) for rule in found]


def show_all(page, width):
    """Fit the page: what lies under a bar that sticks counts as covered, until one scrolls."""
    page.set_viewport_size({"width": width, "height": 800})
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": height})


def _sentence(rule):
    nodes = rule["nodes"]
    targets = ", ".join(" ".join(str(part) for part in node["target"]) for node in nodes)
    return f"{rule['id']}: {targets}. {nodes[0]['failureSummary']}"
