"""Northfield's wards, and who learns with whom on each: pairs share a ward."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ward:
    """``learners`` is a learner, the primary and the backup preceptor; ``late`` came in autumn."""

    name: str
    preceptors: tuple[str, ...]
    early: tuple[tuple[str, str, str], ...] = ()
    late: tuple[tuple[str, str, str], ...] = ()
    waiting: tuple[str, ...] = ()


DEPARTMENTS = {
    "Medicine": (
        Ward(
            "Ward 3",
            ("Priya Nair", "Marcus Hale", "Claire Fontaine"),
            early=(
                ("Jonas Lind", "Priya Nair", "Claire Fontaine"),
                ("Mei Tanaka", "Marcus Hale", "Priya Nair"),
            ),
            late=(
                ("Amara Okafor", "Priya Nair", "Marcus Hale"),
                ("Lucas Moreau", "Claire Fontaine", "Priya Nair"),
                ("Leila Haddad", "Marcus Hale", "Claire Fontaine"),
            ),
            waiting=("Aoife Byrne",),
        ),
        Ward(
            "Ward 7B",
            ("Sofia Lindqvist", "Abena Mensah", "Ewan Muir"),
            early=(
                ("Sam Whitlock", "Sofia Lindqvist", "Abena Mensah"),
                ("Nadia Petrova", "Abena Mensah", "Ewan Muir"),
            ),
            late=(
                ("Owen Pryce", "Abena Mensah", "Sofia Lindqvist"),
                ("Fatima Zahra Idrissi", "Abena Mensah", "Ewan Muir"),
                ("Tomás Rey", "Ewan Muir", "Sofia Lindqvist"),
            ),
        ),
        Ward(
            "Acute assessment",
            ("Joan Tully", "Piotr Zając", "Hannah Voss"),
            early=(
                ("Grace Adeyemi", "Piotr Zając", "Hannah Voss"),
                ("Henrik Solberg", "Hannah Voss", "Piotr Zając"),
            ),
            late=(
                ("Priscilla Boateng", "Joan Tully", "Hannah Voss"),
                ("Daniel Okoro", "Piotr Zając", "Hannah Voss"),
            ),
            waiting=("Tunde Balogun",),
        ),
    ),
    "Surgery": (
        Ward(
            "Theatre recovery",
            ("Samir Khoury", "Delroy Grant", "Anneke Visser"),
            early=(
                ("Yara Nasser", "Delroy Grant", "Anneke Visser"),
                ("Eilidh Fraser", "Anneke Visser", "Delroy Grant"),
            ),
            late=(
                ("Kofi Asante", "Samir Khoury", "Delroy Grant"),
                ("Marta Kowalska", "Delroy Grant", "Anneke Visser"),
            ),
        ),
        Ward(
            "Ward 5",
            ("Mina Farahani", "Lucía Paredes"),
            early=(("Ravi Menon", "Mina Farahani", "Lucía Paredes"),),
            late=(
                ("Chloe Bennett", "Lucía Paredes", "Mina Farahani"),
                ("Ingrid Dahl", "Mina Farahani", "Lucía Paredes"),
            ),
            waiting=("Miguel Santos",),
        ),
    ),
}
WARDS = tuple(ward for wards in DEPARTMENTS.values() for ward in wards)

OVER_LIMIT = "Abena Mensah"
OVER_LIMIT_REASON = "Agreed with the ward manager until a third preceptor is trained."

# Their licence ran out so many days ago.
LICENCE_LAPSED = {"Joan Tully": 6}
RESTING = "Samir Khoury"

# Nobody could show these things to anybody for (first day, last day) ago.
GAPS = {
    "Kofi Asante": (36, 13),
    "Lucas Moreau": (38, 17),
    "Nadia Petrova": (62, 34),
    "Yara Nasser": (24, 0),
}

# The reasons that stand in a learner's plan: how many weeks longer, since when, and why.
EXTENSIONS = {
    "Lucas Moreau": (3, 15, "Off sick for three weeks. Agreed with Lucas on his first day back."),
    "Nadia Petrova": (
        4,
        30,
        "Agreed at the review: a month of nights with nobody to show her things. "
        "Medicines first, then the rest.",
    ),
}
# Signed by somebody without an account: what, how many days ago, the comment, and whether it
# is confirmed from the mailbox.
BY_LINK = {
    "Sam Whitlock": ("N4.4", 4, "Good vein, calm patient.", True),
    "Daniel Okoro": ("N4.4", 3, "Found the vein at once.", False),
}
PAUSE = ("Yara Nasser", 24, "Parental leave; back in the new year. Her place is kept.")
# A concern that became an action plan, and one that nobody has read yet.
IN_A_PLAN = "Nadia Petrova"
IN_DOUBT = "Daniel Okoro"
CHANGE = ("Kofi Asante", 12, "Anneke Visser")

# Reviews: not held though due, still to be arranged, arranged for today.
OVERDUE_REVIEW = "Nadia Petrova"
OPEN_REVIEW = "Chloe Bennett"
REVIEW_TODAY = "Amara Okafor"
