"""The rating scales that come with Alongside (RULES, "Scales shipped"), in our own words.

Pure data. A scale is known by its code; once made, its wording is changed by a migration, because
signatures refer to it.
"""

from dataclasses import dataclass

# What a learner is asked about themselves where the scale says nothing of its own.
OWN_QUESTION = "How did it go for you?"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalePreset:
    """An ordinal scale, lowest level first; levels count from 1 and a higher one is better."""

    code: str
    name: str
    question: str
    description: str
    pass_value: int
    # Name and anchor of each level.
    levels: tuple[tuple[str, str], ...]
    # The same levels in the words of a learner who judges themselves.
    own_words: tuple[str, ...]
    # The same levels as a record says them, where their names are the assessor's own words.
    record_words: tuple[str, ...] = ()
    # What learners are asked who judge themselves.
    own_question: str = OWN_QUESTION


SCALES = (
    ScalePreset(
        code="help_given",
        name="Help given",
        question="How much help did you give?",
        description=(
            "Looks back at one performance and asks what you did, not what you think of the "
            "person. The quickest to answer at the bedside or the bench."
        ),
        pass_value=4,
        levels=(
            ("I did it", "You took over, or did most of it while they watched."),
            ("I talked them through", "They did it with their own hands; you told them each step."),
            ("I prompted", "They knew most of it; you stepped in with a hint at some points."),
            ("I stood by", "You were there just in case, but they didn't need you."),
            ("I was not needed", "They did it on their own and dealt with anything unexpected."),
        ),
        own_words=(
            "They had to take over",
            "I did it while they told me each step",
            "I did it with a few prompts",
            "I did it with someone standing by",
            "I did it on my own",
        ),
        record_words=(
            "The signer took over",
            "Talked through each step",
            "With prompts",
            "With someone standing by",
            "Without help",
        ),
    ),
    ScalePreset(
        code="supervision_needed",
        name="Supervision needed",
        question="What can they do next time?",
        description=(
            "Looks ahead: what you would entrust to this person from now on. Suits whole tasks "
            "better than single steps."
        ),
        pass_value=4,
        levels=(
            ("Watch only", "Is present and watches; does not do it yet."),
            (
                "With someone beside them",
                "Does it while someone watches all the time.",
            ),
            (
                "With someone nearby",
                "Does it alone; someone can come at once, and checks after.",
            ),
            ("On their own", "Does it unwatched; reports afterwards, and calls when in doubt."),
            ("Supervise others", "Does it, and watches over others who are learning it."),
        ),
        own_words=(
            "I want to watch first",
            "I want someone beside me",
            "I want someone near",
            "I can do it alone",
            "I could watch over others who learn it",
        ),
        own_question="How much support do you want next time?",
    ),
    ScalePreset(
        code="novice_to_expert",
        name="Novice to expert",
        question="Where do they stand in this skill?",
        description=(
            "The way from following rules to seeing at a glance, after Benner and Dreyfus. "
            "Suits broad competencies that grow over months."
        ),
        pass_value=3,
        levels=(
            ("Novice", "Follows rules step by step and needs to be told which one applies."),
            ("Advanced beginner", "Knows situations met before; needs help to see what matters."),
            ("Competent", "Plans ahead, sets priorities and copes with the usual by themselves."),
            ("Proficient", "Sees the situation as a whole and notices early what does not fit."),
            ("Expert", "Acts surely in the unusual too, and can explain to others why."),
        ),
        own_words=(
            "I follow the rules step by step",
            "I know some situations from before",
            "I manage what is usual by myself",
            "I notice early what does not fit",
            "I manage the unusual, and can explain why",
        ),
    ),
    ScalePreset(
        code="zwisch",
        name="Guidance while doing (Zwisch)",
        question="How did you share the work?",
        description=(
            "How much of a procedure the teacher led and how much the learner did, in four "
            "stages. Made for operations and other procedures of two pairs of hands."
        ),
        pass_value=4,
        levels=(
            ("Show and tell", "You did the main parts and explained; they assisted."),
            ("Active help", "You shared the main parts and led them through each of theirs."),
            ("Passive help", "They led; you assisted well and corrected only at a few points."),
            ("Supervision only", "They did all of it; you watched for safety and gave no lead."),
        ),
        own_words=(
            "I assisted while it was shown to me",
            "I did parts of it and was led through them",
            "I led it and was helped at a few points",
            "I did all of it and was watched for safety",
        ),
        record_words=(
            "Assisted while it was shown",
            "Did parts of it, led through them",
            "Led it, helped at a few points",
            "Did all of it, watched for safety",
        ),
    ),
    ScalePreset(
        code="met_not_met",
        name="Met or not met",
        question="Was the standard met?",
        description=(
            "For what is either done safely or not: a checklist, a rule, a piece of equipment."
        ),
        pass_value=2,
        levels=(
            ("Not met", "At least one part of the standard was missing, unsafe or was helped."),
            ("Met", "Every part of the standard was met, safely and without help."),
        ),
        own_words=(
            "Not yet to the standard",
            "To the standard, without help",
        ),
    ),
)

# What a new program asks with, unless told otherwise.
DEFAULT_CODE = "help_given"
