"""A guided path to begin with, twelve months in our own words. Pure data."""

# Month, topic, and a question to begin with.
YEAR = (
    (1, "Getting to know each other", "What should I know about you that stands in no file?"),
    (2, "Where you want to go", "If this year goes well, what is different at its end?"),
    (3, "What you are good at", "When did you last forget the time over your work?"),
    (4, "A first step", "Which small thing could you try before we meet again?"),
    (5, "Who stands beside you", "To whom do you turn when it gets hard, and who is missing?"),
    (6, "Looking back at half a year", "What has helped you here, and what could we leave out?"),
    (7, "Saying what you think", "What did you not say lately, and what would have happened?"),
    (8, "Mistakes", "Which mistake taught you most, and who was kind to you then?"),
    (9, "Energy and rest", "What takes your strength, what gives it back, and who decides?"),
    (10, "Being seen", "Who should know what you can do, and how would they hear of it?"),
    (11, "Passing it on", "What do you know by now that somebody new would be glad of?"),
    (12, "What comes next", "What will you go on doing when nobody asks about it any more?"),
)
