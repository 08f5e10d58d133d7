"""A guided path to begin with, twelve months in our own words. Pure data."""

# Month, topic, and a question to begin with.
YEAR = (
    (1, "Getting to know each other", "What should I know about you that isn't on your CV?"),
    (2, "Where you want to go", "If this year goes well, what will be different by the end?"),
    (3, "What you are good at", "When did you last lose track of time at work?"),
    (4, "A first step", "What small thing could you try before we meet again?"),
    (5, "Who supports you", "Who do you turn to when it gets hard, and who is missing?"),
    (6, "Looking back at half a year", "What has helped you here, and what could we leave out?"),
    (
        7,
        "Saying what you think",
        "What have you held back from saying lately, and what might have happened?",
    ),
    (8, "Mistakes", "Which mistake taught you the most, and who was kind to you then?"),
    (9, "Energy and rest", "What drains you, what gives you energy, and who decides?"),
    (10, "Being seen", "Who should know what you can do, and how would they hear of it?"),
    (11, "Passing it on", "What do you know now that someone new would be glad to hear?"),
    (12, "What comes next", "What will you keep doing when nobody asks about it any more?"),
)
