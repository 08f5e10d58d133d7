"""Northfield: newly registered nurses on wards, thirty competencies in six groups."""

from tools.demo.data.content import Asked, Group

PROGRAM = "Northfield nurse preceptorship"
COHORT = "September intake"
UNITS = {
    "Medicine": ("Ward 3", "Ward 7B", "Acute assessment"),
    "Surgery": ("Theatre recovery", "Ward 5"),
}

FRAMEWORK = (
    Group(
        "N1",
        "Working safely",
        (
            Asked("N1.1", "Hand hygiene: the five moments", due_week=2),
            Asked("N1.2", "Check patient identity", due_week=2, critical=True),
            Asked("N1.3", "Choose and use PPE", due_week=3),
            Asked("N1.4", "Safe moving and handling", due_week=6),
            Asked("N1.5", "Report a near miss", due_week=10),
        ),
    ),
    Group(
        "N2",
        "Assessing the patient",
        (
            Asked("N2.1", "Take and record a full set of observations", due_week=3, observations=2),
            Asked(
                "N2.2",
                "Escalate a deteriorating patient",
                "Notices the change, hands over using SBAR, and stays until help arrives.",
                due_week=8,
                critical=True,
                observations=3,
                assessors=2,
            ),
            Asked("N2.3", "Assess pain and review analgesia", due_week=6),
            Asked("N2.4", "Skin and pressure area assessment", due_week=6),
            Asked("N2.5", "Recognise new confusion (delirium)", due_week=14),
        ),
    ),
    Group(
        "N3",
        "Medicines",
        (
            Asked(
                "N3.1",
                "Administer oral medicines",
                "From prescription to record, with all the checks the ward requires.",
                due_week=6,
                critical=True,
                observations=3,
                assessors=2,
            ),
            Asked("N3.2", "Give a subcutaneous injection", due_week=8, observations=2),
            Asked(
                "N3.3", "Prepare and run an IV infusion", due_week=16, critical=True, observations=3
            ),
            Asked("N3.4", "Controlled drugs: second check", due_week=16),
            Asked("N3.5", "Explain a new medicine to the patient", due_week=20),
        ),
    ),
    Group(
        "N4",
        "Procedures",
        (
            Asked("N4.1", "Insert a peripheral cannula", due_week=20, observations=3),
            Asked("N4.2", "Insert a urinary catheter", due_week=24, observations=3),
            Asked("N4.3", "Wound dressing (ANTT)", due_week=12, observations=2),
            Asked("N4.4", "Venepuncture", due_week=18, observations=3),
            Asked("N4.5", "Start CPR and use the defibrillator", due_week=12, critical=True),
        ),
    ),
    Group(
        "N5",
        "Communication and teamwork",
        (
            Asked("N5.1", "Give a structured handover (SBAR)", due_week=6, observations=2),
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
            Asked("N6.2", "Prioritise on a busy shift", due_week=26),
            Asked("N6.3", "Teach a student a skill", due_week=40),
            Asked("N6.4", "Look after yourself after a hard shift", due_week=16),
            Asked("N6.5", "Take charge of a bay for a whole shift", due_week=48, observations=2),
        ),
    ),
)

COMMENTS = (
    "Calm throughout. Next time, say out loud what you're about to do.",
    "Explained every step to the patient before touching anything.",
    "Good pace. Set up your tray before you open the first pack.",
    "Asked for help at the right time.",
    "",
    "",
    "",
)
