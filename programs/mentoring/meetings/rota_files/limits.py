"""How much of a rota is read. All of it counts what lies ahead, never what is over."""

from datetime import timedelta

MAX_BYTES = 10 * 1024 * 1024
# How far ahead anybody is asked to meet.
HORIZON = timedelta(days=120)
# Entries within that time, and those that repeat into it.
MOST_ENTRIES = 3000
MOST_RULES = 300
# How often a rule, and all of them together, may repeat from their start to the horizon.
MOST_REPEATS = 200_000
MOST_SPANS = 5000
# Dates that one entry adds or leaves out by name.
MOST_DATES = 2000
# Entries of a file, whenever they are.
MOST_BLOCKS = 100_000
# Definitions of zones, and lines in one: real ones have some twenty.
MOST_ZONES = 30
MOST_ZONE_LINES = 500
