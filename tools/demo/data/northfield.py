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
            Asked("N1.1", "Clean hands at every moment that needs it", due_week=2),
            Asked("N1.2", "Check who the patient is before every act", due_week=2, critical=True),
            Asked("N1.3", "Choose and put on protective clothing", due_week=3),
            Asked("N1.4", "Move a patient with the right aid", due_week=6),
            Asked("N1.5", "Report something that nearly went wrong", due_week=10),
        ),
    ),
    Group(
        "N2",
        "Seeing how the patient is",
        (
            Asked("N2.1", "Take and record a full set of observations", due_week=3, observations=2),
            Asked(
                "N2.2",
                "Escalate a deteriorating patient",
                "Notices the change, says what is seen and wanted, and stays until it comes.",
                due_week=8,
                critical=True,
                observations=3,
                assessors=2,
            ),
            Asked("N2.3", "Assess pain and see whether relief worked", due_week=6),
            Asked("N2.4", "Look at skin and pressure points", due_week=6),
            Asked("N2.5", "Recognise confusion that is new", due_week=14),
        ),
    ),
    Group(
        "N3",
        "Medicines",
        (
            Asked(
                "N3.1",
                "Give medicines by mouth",
                "From the prescription to the record, with the checks the ward asks for.",
                due_week=6,
                critical=True,
                observations=3,
                assessors=2,
            ),
            Asked("N3.2", "Give an injection under the skin", due_week=8, observations=2),
            Asked(
                "N3.3", "Prepare and run an infusion", due_week=16, critical=True, observations=3
            ),
            Asked("N3.4", "Check a controlled drug with a second person", due_week=16),
            Asked("N3.5", "Explain a new medicine to the person who takes it", due_week=20),
        ),
    ),
    Group(
        "N4",
        "Procedures",
        (
            Asked("N4.1", "Insert a cannula", due_week=20, observations=3),
            Asked("N4.2", "Insert a urinary catheter", due_week=24, observations=3),
            Asked(
                "N4.3", "Dress a wound without touching what is clean", due_week=12, observations=2
            ),
            Asked("N4.4", "Take blood from a vein", due_week=18, observations=3),
            Asked(
                "N4.5", "Start resuscitation and use the defibrillator", due_week=12, critical=True
            ),
        ),
    ),
    Group(
        "N5",
        "Talking and working together",
        (
            Asked("N5.1", "Hand over with a structured form", due_week=6, observations=2),
            Asked("N5.2", "Say no to an instruction that is unsafe", due_week=20),
            Asked("N5.3", "Talk with a family about bad news", due_week=36),
            Asked("N5.4", "Delegate a task and check that it was done", due_week=30),
            Asked("N5.5", "Plan a safe discharge", due_week=26),
        ),
    ),
    Group(
        "N6",
        "Growing in the role",
        (
            Asked("N6.1", "Ask for feedback and act on it", due_week=12),
            Asked("N6.2", "Set priorities on a full shift", due_week=26),
            Asked("N6.3", "Teach a student one thing", due_week=40),
            Asked("N6.4", "Look after oneself after a hard shift", due_week=16),
            Asked("N6.5", "Lead a bay for a whole shift", due_week=48, observations=2),
        ),
    ),
)

COMMENTS = (
    "Calm from start to end. Next time say out loud what you are about to do.",
    "Explained every step to the patient before touching anything.",
    "Good pace. Lay the tray out before you open the first pack.",
    "Asked for help at the right moment.",
    "",
    "",
    "",
)
