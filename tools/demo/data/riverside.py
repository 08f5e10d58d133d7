"""Riverside: electrical apprentices, with the trade's own words."""

from tools.demo.data.content import Asked, Group

PROGRAM = "Riverside electrical apprenticeship"
COHORT = "Spring crew"
UNITS = {"Installation": ("North crew", "South crew")}

FRAMEWORK = (
    Group(
        "R1",
        "Safe isolation",
        (
            Asked(
                "R1.1",
                "Isolate a circuit and prove it dead",
                due_week=6,
                critical=True,
                observations=3,
                assessors=2,
            ),
            Asked("R1.2", "Lock off and tag", due_week=6, critical=True),
            Asked("R1.3", "Inspect ladders and a mobile tower", due_week=4),
            Asked("R1.4", "Read a permit to work and explain its limits", due_week=10),
        ),
    ),
    Group(
        "R2",
        "Wiring",
        (
            Asked("R2.1", "Bend and fix steel conduit", due_week=26, observations=2),
            Asked("R2.2", "Run and clip cable to plan", due_week=20, observations=2),
            Asked("R2.3", "Terminate armoured cable", due_week=40, observations=2),
            Asked("R2.4", "Wire a ring final circuit", due_week=48),
            Asked("R2.5", "Wire a distribution board", due_week=70, critical=True),
        ),
    ),
    Group(
        "R3",
        "Testing",
        (
            Asked("R3.1", "Test continuity and insulation resistance", due_week=40, observations=2),
            Asked("R3.2", "Test earth fault loop impedance", due_week=60, critical=True),
            Asked("R3.3", "Complete a test certificate", due_week=70),
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

COMMENTS = (
    "Tidy work.",
    "Prove the tester first, every time.",
    "",
    "",
    "Ready for the next size up.",
)
