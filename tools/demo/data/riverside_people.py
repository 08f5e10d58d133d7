"""Riverside's crews, and who learns with whom: pairs work in the same crew."""

CREWS = ("North crew", "South crew")

JOURNEYMEN = (
    ("Walt Kessler", "North crew"),
    ("Shauna Price", "South crew"),
    ("Bartek Wilk", "North crew"),
    ("Gloria Mbeki", "South crew"),
    ("Pat Lonergan", "North crew"),
)

# (apprentice, journeyman, backup), those who began first and those who came later.
FIRST = (
    ("Zofia Nowak", "Walt Kessler", "Bartek Wilk"),
    ("Jamal Edwards", "Bartek Wilk", "Pat Lonergan"),
    ("Niko Laine", "Pat Lonergan", "Walt Kessler"),
    ("Ruairi Doyle", "Shauna Price", "Gloria Mbeki"),
    ("Elif Demir", "Gloria Mbeki", "Shauna Price"),
    ("Oskar Brandt", "Gloria Mbeki", "Shauna Price"),
)
LATER = (
    ("Callum Reid", "Walt Kessler", "Bartek Wilk"),
    ("Beth Harker", "Bartek Wilk", "Walt Kessler"),
    ("Ananya Rao", "Shauna Price", "Gloria Mbeki"),
    ("Tyler Marsh", "Shauna Price", "Gloria Mbeki"),
)

# A broken wrist: nothing was seen between these days ago.
GAPS = {"Elif Demir": (96, 24)}
EXTENSIONS = {
    "Elif Demir": (
        10,
        22,
        "Broken wrist, ten weeks without tools. Agreed with Elif and Gloria on her return.",
    )
}
OVERDUE_REVIEW = "Elif Demir"
OPEN_REVIEW = "Callum Reid"
LAPSES_SOON = "Bartek Wilk"
