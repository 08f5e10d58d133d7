"""Northfield: newly registered nurses on wards, thirty competencies in six groups."""

from tools.demo.data.content import Asked, Group

APPEAL = (
    "Write to the head of nursing education (education@northfield.example) within 14 days of the "
    "meeting. Two people who took no part in the decision look at it and answer within four weeks. "
    "You can bring a colleague or your union."
)
PROGRAM = "Northfield nurse preceptorship"

FRAMEWORK = (
    Group(
        "N1",
        "Safe practice",
        (
            Asked("N1.1", "Clean hands at the five moments", due_week=2),
            Asked("N1.2", "Check the patient's identity and allergies", due_week=2, critical=True),
            Asked("N1.3", "Put on and take off PPE", due_week=3),
            Asked("N1.4", "Move and handle a patient with the right aid", due_week=6),
            Asked("N1.5", "Report an incident or near miss", due_week=10),
        ),
    ),
    Group(
        "N2",
        "Assessment",
        (
            Asked("N2.1", "Take observations and score NEWS2", due_week=3, observations=2),
            Asked(
                "N2.2",
                "Escalate a deteriorating patient with SBAR",
                "Notices the change, says what they see and need, and stays until help comes.",
                due_week=8,
                critical=True,
                observations=3,
                assessors=2,
            ),
            Asked("N2.3", "Assess pain, and again after analgesia", due_week=6),
            Asked("N2.4", "Assess skin and pressure areas", due_week=6),
            Asked("N2.5", "Screen for delirium with the 4AT", due_week=14),
        ),
    ),
    Group(
        "N3",
        "Medicines",
        (
            Asked(
                "N3.1",
                "Administer oral medicines",
                "From the prescription to the record, with the checks the ward asks for.",
                due_week=6,
                critical=True,
                observations=3,
                assessors=2,
            ),
            Asked("N3.2", "Give a subcutaneous injection", due_week=8),
            Asked(
                "N3.3",
                "Prepare and run an intravenous infusion",
                due_week=16,
                critical=True,
                observations=2,
            ),
            Asked("N3.4", "Check and give a controlled drug", due_week=16),
            Asked("N3.5", "Explain a new medicine before discharge", due_week=20),
        ),
    ),
    Group(
        "N4",
        "Clinical procedures",
        (
            Asked("N4.1", "Insert a peripheral cannula", due_week=20, observations=2),
            Asked("N4.2", "Insert a urinary catheter", due_week=24, observations=2),
            Asked("N4.3", "Dress a wound with aseptic technique", due_week=12, observations=2),
            Asked("N4.4", "Take venous blood", due_week=18, observations=2),
            Asked("N4.5", "Start CPR and use the defibrillator", due_week=12, critical=True),
        ),
    ),
    Group(
        "N5",
        "Communication and teamwork",
        (
            Asked("N5.1", "Hand over a patient with SBAR", due_week=6),
            Asked("N5.2", "Challenge an unsafe instruction", due_week=20),
            Asked("N5.3", "Support a family after bad news", due_week=36),
            Asked("N5.4", "Delegate a task and follow it up", due_week=30),
            Asked("N5.5", "Plan a safe discharge", due_week=26),
        ),
    ),
    Group(
        "N6",
        "Growing in the role",
        (
            Asked("N6.1", "Ask for feedback and act on it", due_week=12),
            Asked("N6.2", "Set priorities on a full shift", due_week=26),
            Asked("N6.3", "Teach a student one skill", due_week=40),
            Asked("N6.4", "Debrief after a hard shift", due_week=16),
            Asked("N6.5", "Coordinate a bay for a whole shift", due_week=48, observations=2),
        ),
    ),
)
