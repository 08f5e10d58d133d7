"""Which browser on what, out of what browsers say of themselves. Pure: knows no Django."""

# The first that is found: most say that they are several.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def browser_and_system(agent: str) -> tuple[str, str]:
    """Return the names of both, empty where they are not known: ("Safari", "iPhone")."""
    return _first(BROWSERS, agent), _first(SYSTEMS, agent)


def _first(names, agent):
    return next((name for sign, name in names if sign in agent), "")
