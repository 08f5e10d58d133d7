"""Two letters for a person, where a name is too long or too much."""


def initials(person):
    """Two letters that stand for a person (or for a name): "Amara Okafor" is AO."""
    words = str(person).split()
    if not words:
        return "?"
    first, last = words[0], words[-1] if len(words) > 1 else ""
    return (first[:1] + last[:1]).upper()
