"""Ideas for goals, by area of life, in our own words. Pure data.

They are there to begin with; a mentee changes every word before it is theirs.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GoalIdea:
    """``measure`` is one of ``Goal.Measure``; ``steps`` are first small ones."""

    code: str
    area: str
    title: str
    steps: tuple[str, ...] = ()
    measure: str = "yes_no"
    measure_text: str = ""


IDEAS = (
    GoalIdea(
        "next-role",
        "career",
        "Know which role I want next, and why",
        ("Talk with two people who have it", "Write down what I would miss", "Tell my mentor"),
    ),
    GoalIdea(
        "say-what-i-do",
        "career",
        "Say in two sentences what I am good at",
        ("Ask three colleagues", "Write it down", "Say it to someone"),
    ),
    GoalIdea(
        "lead-calmly",
        "leadership",
        "Lead a shift or a meeting calmly",
        ("Watch someone who does", "Lead the first half hour", "Lead a whole one"),
        "scale",
        "How calm I felt",
    ),
    GoalIdea(
        "hard-talk",
        "leadership",
        "Have the conversation I have put off",
        ("Write the first sentence", "Try it out with my mentor", "Ask for the talk"),
    ),
    GoalIdea(
        "feedback",
        "skills",
        "Ask for feedback every week",
        ("Choose one question", "Ask one person"),
        "number",
        "People asked",
    ),
    GoalIdea(
        "learn",
        "skills",
        "Learn one thing well enough to show it to someone",
        ("Choose it", "Practise it four times", "Show it to a colleague"),
    ),
    GoalIdea(
        "sleep",
        "well_being",
        "Sleep enough in working weeks",
        ("Write down a week", "Change one evening"),
        "number",
        "Hours slept a night",
    ),
    GoalIdea(
        "end-of-day",
        "well_being",
        "Leave work at work",
        ("Find a sign that the day is over", "Keep it for two weeks"),
        "scale",
        "How free the evening felt",
    ),
    GoalIdea(
        "meet",
        "network",
        "Meet three people outside my unit",
        ("List five", "Write to one"),
        "number",
        "People met",
    ),
    GoalIdea(
        "speak",
        "network",
        "Speak up once in every meeting",
        ("Prepare one question", "Ask it early"),
    ),
)

BY_CODE = {idea.code: idea for idea in IDEAS}
