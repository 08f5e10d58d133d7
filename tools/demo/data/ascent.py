"""Ascent: leadership mentoring, in pairs of an expert and a novice, and of peers."""

PROGRAM = "Ascent leadership mentoring"

# What most of the pairs agreed, by topic (M3).
AGREEMENT = {
    "purpose": "To find out what kind of leader I'd like to be, with someone who asks.",
    "rhythm": "Every month, 45 minutes.",
    "medium": "Walking, when the weather allows. By phone when one of us is on site.",
    "booking": "The mentee, at the end of each meeting.",
    "response_time": "Within three days. “Not this week” is an answer.",
    "confidentiality": "It all stays between us, unless someone is in danger.",
    "off_limits": "The reorganisation, until it is decided.",
    "review": "After one month, then every half year.",
    "ending": "Either of us can end it, with a last coffee if we can.",
}
AGREEMENT_CHANGE = {"rhythm": "Every three weeks, 30 minutes."}

# What the program offers as ideas: (area, title, measure, how, steps).
IDEAS = (
    (
        "leadership",
        "Plan meetings from the outcome backwards",
        "yes_no",
        "",
        ("Say at the start what you want to end with",),
    ),
    ("career", "Talk to three people who do a job I might want", "number", "talks", ()),
    ("well_being", "Leave on time twice a week", "number", "evenings", ("Tell one colleague",)),
)

# Said of the next meeting, by the mentee; and what the mentor takes on.
TOPICS = ("The meeting on Tuesday: what I did not say", "Whether to apply in spring")
ACTION = "Find out who shadows a specialist"

# Asked of a second person, because of somebody's safety (M5).
WORRY = "A colleague heard that one of them does not feel safe at home, and cannot reach them."

# A program of its own whose only coordinator has left.
RETURNERS = "Northfield mentoring for returners"

# The year before: what was reached, and what the two looked back on (M13).
BEFORE = (
    {
        "goal": "Run the induction day on my own",
        "log": "Nineteen starters, and I only looked at my notes twice.",
        "mentee": {
            "achieved": "I run the induction day on my own now.",
            "learned": "To ask before I solve.",
            "unfinished": "Saying no to a seventh project.",
            "thanks": "For every walk in the rain.",
        },
        "mentor": {
            "learned": "How much a good question can do.",
            "thanks": "For your patience with me.",
        },
    },
    {
        "goal": "Write the business case for a second educator",
        "log": "Version four. Finance asked for it before I sent it.",
        "mentee": {
            "achieved": "They read all of it, and the money is there.",
            "learned": "Numbers first, then the story.",
            "thanks": "You never once told me what to do. I noticed.",
        },
        "mentor": {"learned": "Budgets can be moving.", "thanks": "For letting me read it first."},
    },
)
