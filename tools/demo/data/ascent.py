"""Ascent: leadership mentoring, in pairs of an expert and a novice, and of peers."""

PROGRAM = "Ascent leadership mentoring"

# What most of the pairs agreed, by topic (M3).
AGREEMENT = {
    "purpose": "To find out what kind of leader I would like to be, with somebody who asks.",
    "rhythm": "Every four weeks, 45 minutes.",
    "medium": "Walking, when the weather allows. By phone in weeks with night shifts.",
    "booking": "The mentee, at the end of each meeting.",
    "response_time": "Within three days. “Not this week” is an answer.",
    "confidentiality": "All of it stays between us, unless somebody is in danger.",
    "off_limits": "The reorganisation, until it is decided.",
    "review": "After one month, then every half year.",
    "ending": "Either of us may end it, and we have a last coffee if we can.",
}
AGREEMENT_CHANGE = {"rhythm": "Every three weeks, 30 minutes."}

# What the program offers as ideas: (area, title, measure, how, steps).
IDEAS = (
    ("leadership", "Lead a meeting from its end", "yes_no", "", ("Name its end at its start",)),
    ("career", "Talk to three people who do what I might", "number", "talks", ()),
    ("well_being", "Leave on time twice a week", "number", "evenings", ("Tell one colleague",)),
)

# Said of the next meeting, by the mentee; and what the mentor takes on.
TOPICS = ("The meeting on Tuesday: what I did not say", "Whether to apply in spring")
ACTION = "Find out who shadows an educator"

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
            "achieved": "The induction day is mine, and nobody checks it any more.",
            "learned": "To ask before I solve.",
            "unfinished": "Saying no to a seventh project.",
            "thanks": "For every walk in the rain.",
        },
        "mentor": {
            "learned": "How much a question can do.",
            "thanks": "For your patience with me.",
        },
    },
    {
        "goal": "Write the business case for a second educator",
        "log": "Version four. Finance asked for it before I sent it.",
        "mentee": {
            "achieved": "It was read to its end, and there is money.",
            "learned": "Numbers first, then the story.",
            "thanks": "You never once told me what to do. I noticed.",
        },
        "mentor": {"learned": "Budgets can be moving.", "thanks": "For letting me read it first."},
    },
)
