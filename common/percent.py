"""How much of a whole something is, rounded in one way wherever it is shown."""


def percent_of(part: float, whole: float) -> int:
    """Return it in percent, a half rounded up; 0 of nothing."""
    return int(100 * part / whole + 0.5) if whole else 0
