"""Riverside: electrical apprentices, with the trade's own words."""

from tools.demo.data.content import Asked, Group

PROGRAM = "Riverside electrical apprenticeship"

FRAMEWORK = (
    Group(
        "R1",
        "Safe isolation",
        (
            Asked(
                "R1.1",
                "Isolate safely and prove dead",
                "Approved voltage indicator, proved before and after, all conductors.",
                due_week=6,
                critical=True,
                observations=3,
                assessors=2,
            ),
            Asked("R1.2", "Lock off and tag out", due_week=6, critical=True),
            Asked("R1.3", "Check a ladder and a tower before use", due_week=4),
            Asked("R1.4", "Read a permit to work and keep to it", due_week=10),
        ),
    ),
    Group(
        "R2",
        "First and second fix",
        (
            Asked("R2.1", "Bend and fix 20 mm steel conduit", due_week=26, observations=2),
            Asked("R2.2", "Run and clip twin and earth to plan", due_week=20, observations=2),
            Asked("R2.3", "Gland and terminate SWA cable", due_week=40, observations=2),
            Asked("R2.4", "Wire a ring final circuit", due_week=48),
            Asked("R2.5", "Build and dress a consumer unit", due_week=70, critical=True),
        ),
    ),
    Group(
        "R3",
        "Inspection and testing",
        (
            Asked("R3.1", "Test continuity and insulation resistance", due_week=40, observations=2),
            Asked("R3.2", "Test earth fault loop impedance", due_week=60, critical=True),
            Asked("R3.3", "Fill in a schedule of test results", due_week=70),
        ),
    ),
    Group(
        "R4",
        "On the job",
        (
            Asked("R4.1", "Plan a day's materials", due_week=52),
            Asked("R4.2", "Explain the work to a customer", due_week=52),
            Asked("R4.3", "Leave the site clean and tidy", due_week=12),
        ),
    ),
)

# What the journeymen wrote beside their signatures; each of it once.
COMMENTS = {
    "R1.1": (
        "Proved the tester on the proving unit first and last.",
        "All combinations, L–N, L–E, N–E. Nobody rushed you.",
        "You stopped me when I reached in too soon. Good.",
        "Own padlock, own key in own pocket.",
        "Found the borrowed neutral. Write that one down.",
    ),
    "R1.2": (
        "Tag with name and date, readable from the floor.",
        "Two boards, two locks, one permit. Right.",
    ),
    "R1.3": (
        "Turned down the bent stile. Quite right.",
        "Brakes, base plates, tag in date.",
        "Footed it without being asked.",
    ),
    "R1.4": ("Knew what the permit did not cover.", "Signed off at the end, not the next day."),
    "R2.1": (
        "Saddle set within a millimetre.",
        "Deburr every cut: this time you did.",
        "Nice clean double set over the beam.",
    ),
    "R2.2": (
        "Clips even enough to photograph.",
        "Kept to the zones. No guessing behind the plaster.",
        "Mind the bend radius at the back box.",
        "Ready for a whole floor on your own.",
    ),
    "R2.3": ("Armour cut clean, gland tight, banjo fitted.",),
    "R2.4": ("Both ends of the ring marked before you closed up.",),
    "R3.1": (
        "Nulled the leads first. Readings make sense.",
        "Unplugged the dimmers before 500 V. Good thinking.",
    ),
    "R4.1": ("One trip to the wholesaler instead of three.",),
    "R4.2": ("Told her which evening she would be without light. She liked that.",),
    "R4.3": (
        "Hoover out before I said anything.",
        "Took the old fittings away without being told.",
        "Dust sheets first next time, then drill.",
    ),
}

NOT_YET = (
    "Stop and think where the second supply is.",
    "Good hands, wrong side of the isolator.",
    "Measure twice. You know the rest.",
    "Read the drawing to me tomorrow, then we do it.",
)
