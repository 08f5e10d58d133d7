"""Ascent: leadership mentoring, in pairs of an expert and a novice, and of peers."""

PROGRAM = "Ascent leadership mentoring"
COHORT = "Autumn circle"
COHORT_BEFORE = "Spring circle, last year"

# (area, title, reason, measure, steps)
GOALS = (
    (
        "leadership",
        "Chair the ward meeting calmly",
        "I want to be heard without rushing.",
        "scale",
        ("Watch two meetings", "Write an agenda", "Chair one item", "Chair it all"),
    ),
    (
        "career",
        "Decide: educator or consultant nurse",
        "I keep putting the question off.",
        "yes_no",
        ("Shadow an educator for a day", "Talk to a consultant nurse"),
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
        "Get to know three people outside my site",
        "Good ideas come from elsewhere.",
        "number",
        ("Go to the regional evening", "Invite one person for coffee"),
    ),
    (
        "skills",
        "Give feedback the same day",
        "After a week it's no use any more.",
        "scale",
        ("Ask three people how I did",),
    ),
    (
        "leadership",
        "Hand over the rota without redoing it",
        "I redo what I delegate.",
        "yes_no",
        ("Agree what good looks like", "Leave it alone for a month"),
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
    "purpose": "To find out what kind of leader I'd like to be, with someone who asks.",
    "rhythm": "Every four weeks, 45 minutes.",
    "medium": "Walking, when the weather allows. By phone in weeks with night shifts.",
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
        "mentee": {
            "achieved": "They read all of it, and the money is there.",
            "learned": "Numbers first, then the story.",
            "thanks": "You never once told me what to do. I noticed.",
        },
        "mentor": {"learned": "Budgets can be moving.", "thanks": "For letting me read it first."},
    },
)
