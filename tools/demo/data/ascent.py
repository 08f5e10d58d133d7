"""Ascent: leadership mentoring, in pairs of an expert and a novice, and of peers."""

PROGRAM = "Ascent leadership mentoring"
COHORT = "Autumn circle"
COHORT_BEFORE = "Spring circle, last year"

# (area, title, reason, measure, steps)
GOALS = (
    (
        "leadership",
        "Chair the ward meeting with calm",
        "I want to be heard without rushing.",
        "scale",
        ("Watch two meetings", "Write an agenda", "Chair one item", "Chair it all"),
    ),
    (
        "career",
        "Decide: educator or consultant",
        "I keep putting the question off.",
        "yes_no",
        ("Shadow an educator for a day", "Talk with a consultant"),
    ),
    (
        "well_being",
        "Sleep seven hours after late shifts",
        "I am short with people when tired.",
        "number",
        (),
    ),
    (
        "network",
        "Know three people outside my site",
        "Good ideas come from elsewhere.",
        "number",
        ("Go to the regional evening", "Invite one person for coffee"),
    ),
    (
        "skills",
        "Give feedback the same day",
        "It loses its use after a week.",
        "scale",
        ("Ask three people how I did",),
    ),
    (
        "leadership",
        "Hand over the rota without doing it again",
        "I redo what I delegate.",
        "yes_no",
        ("Agree what good looks like", "One month without touching it"),
    ),
    (
        "career",
        "Write the application for the senior post",
        "The next round is in spring.",
        "yes_no",
        ("First draft", "Ask for comments", "Send it"),
    ),
    (
        "skills",
        "Read a budget and ask one good question",
        "I nod when money comes up.",
        "yes_no",
        ("Sit with finance for an hour",),
    ),
)

ENTRIES = (
    "Tried it on Tuesday. Shorter than I feared, and people stayed to the end.",
    "Slipped back this week, too many nights.",
    "Asked for help and got it.",
    "Better. I said less and listened more.",
)

COMMENTS = (
    "What did you do differently on the good day?",
    "That is a bigger step than it looks.",
)

NOTES = (
    "Spoke about the meeting and about saying no. Next time: the application.",
    "Short one by phone. Agreed to try the agenda first.",
)

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

# The year before: what was reached, and what the two looked back on (M13).
BEFORE = (
    {
        "goal": "Run the induction day on my own",
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
        "mentee": {
            "achieved": "It was read to its end, and there is money.",
            "learned": "Numbers first, then the story.",
            "thanks": "You never once told me what to do. I noticed.",
        },
        "mentor": {"learned": "Budgets can be moving.", "thanks": "For letting me read it first."},
    },
)
