"""The accessibility rules of axe, A and AA of WCAG 2.2 and its good practice."""

from axe_playwright_python.base import AXE_SCRIPT

ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What can differ between light and dark.
COLOUR = ["color-contrast", "link-in-text-block"]
# What can differ between a wide and a narrow screen, beside colour.
SIZE = ["target-size", "scrollable-region-focusable"]
# Two frames let a changed width or scheme reach the screen, and start its transitions.
SETTLE = """
async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
}
"""
RUN = "rules => axe.run({preload: false, resultTypes: ['violations'], runOnly: rules})"


def violations(page, rules=ALL) -> list[str]:
    """Return each broken rule with the elements that break it and why the first one does."""
    page.evaluate(SETTLE)
    # It is half a megabyte of script: a page reads it once.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [_sentence(rule) for rule in page.evaluate(RUN, rules)["violations"]]


def show_all(page, width):
    """Fit the page: what lies under a bar that sticks counts as covered, until one scrolls."""
    page.set_viewport_size({"width": width, "height": 800})
    # A page that has only begun to arrive is not as high as it will be.
    page.wait_for_load_state()
    # More than once: what is measured by the window's height grows with it.
    for _ in range(6):
        height = page.evaluate("document.documentElement.scrollHeight")
        if height == page.viewport_size["height"]:
            break
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(SETTLE)


def _sentence(rule):
    nodes = rule["nodes"]
    targets = ", ".join(" ".join(str(part) for part in node["target"]) for node in nodes)
    return f"{rule['id']}: {targets}. {nodes[0]['failureSummary']}"
