"""What Ascent's mentees want: each in their own words, no two the same."""

from tools.demo.data.content import Told

GOALS = {
    "Noor Aziz": (
        Told(
            area="leadership",
            title="Chair the project meeting calmly",
            reason="I want to be heard without rushing.",
            is_scale=True,
            steps=("Watch two meetings", "Write an agenda", "Chair one item", "Chair it all"),
            log=(
                "Tried it on Tuesday. Shorter than I feared, and people stayed to the end.",
                "Let a silence be a silence. Somebody new spoke.",
            ),
            comment="What did you do differently on the good day?",
        ),
        Told(
            area="career",
            title="Decide: specialist or manager",
            reason="I keep putting the question off.",
            steps=("Shadow a specialist for a day", "Talk with a manager"),
            log=("A day with the specialist: I lost track of time.", ""),
            comment="When did you last lose track of time at work?",
        ),
        Told(
            area="well_being",
            title="Sleep seven hours on work nights",
            reason="I am short with people when tired.",
            target=7,
            counted="hours",
            is_private=True,
            log=("Phone in the kitchen. It helps.", "Slipped back this week, too many late calls."),
            readings=("5", "5.5", "6", "5.5"),
        ),
    ),
    "Priya Nair": (
        Told(
            area="skills",
            title="Give feedback before the shift is over",
            reason="It loses its use after a week, and my learners wait for it.",
            is_scale=True,
            steps=("Ask two learners how I did",),
            log=("Four of five on the day.", "Said the hard one, kindly, at the bedside."),
            comment="Which one was hardest to say, and why that one?",
        ),
        Told(
            area="leadership",
            title="Lead the ward's falls audit",
            reason="I complain about audits. I would like to run a good one.",
            steps=("Read last year's", "Choose three questions", "Show it on the ward"),
            log=("Three questions instead of thirty.", ""),
        ),
    ),
    "Marcus Hale": (
        Told(
            area="career",
            title="Write the application for the charge nurse post",
            reason="The next round is in spring.",
            steps=("First draft", "Ask for comments", "Send it"),
            log=("One page, mostly true.", "Cut every “responsible for”."),
            comment="The second paragraph is you. Begin there.",
        ),
        Told(
            area="network",
            title="Know one person on every ward",
            reason="I only ring people when something is wrong.",
            target=9,
            counted="wards",
            log=("Coffee with pharmacy.", ""),
        ),
    ),
    "Theo Marchand": (
        Told(
            area="leadership",
            title="Hand over the rota without doing it again",
            reason="I redo what I delegate.",
            steps=("Agree what good looks like", "One month without touching it"),
            log=("Looked, and did not touch.", "She found a swap I would have missed."),
            comment="What would it cost you if it were only good enough?",
        ),
        Told(
            area="skills",
            title="Say what I need in the first minute",
            reason="My e-mails have four beginnings.",
            is_scale=True,
            log=("Two sentences. The answer came within the hour.", ""),
        ),
    ),
    "Kirsten Holm": (
        Told(
            area="skills",
            title="Read a budget and ask one good question",
            reason="I nod when money comes up.",
            steps=("Sit with finance for an hour",),
            log=("Asked what “non-recurrent” means. Nobody laughed.",),
        ),
        Told(
            area="network",
            title="Join the regional nurse leads' group",
            reason="We solve the same things twice.",
            log=("Found out who runs it.",),
        ),
    ),
    "Dev Kapoor": (
        Told(
            area="leadership",
            title="Run my team's first away day",
            reason="We have never all been in one room.",
            steps=("A date", "A room with windows", "Two questions, no slides"),
            log=("Date and room.", "Everybody said yes, even nights."),
            comment="Keep the afternoon empty. It will fill.",
        ),
        Told(
            area="well_being",
            title="Swim twice a week until spring",
            reason="I think best in water.",
            target=2,
            counted="swims",
            is_private=True,
            log=("Cold, good.", "Once only."),
        ),
    ),
    "Salma Farouk": (
        Told(
            area="leadership",
            title="Ask three questions before I give one answer",
            reason="My team brings me everything.",
            is_scale=True,
            steps=("Count for a week", "Tell the team what I am trying"),
            log=("Counted: eleven answers, two questions.", "They laughed when I asked the third."),
            comment="And who answered it then?",
        ),
        Told(
            area="career",
            title="Finish the quality improvement certificate",
            reason="Half of it lies in a drawer.",
            steps=("Find the drawer", "Module 4", "Module 5"),
            log=("Module 4 handed in.", ""),
        ),
    ),
    "Ben Ashworth": (
        Told(
            area="network",
            title="Meet three community teams where they work",
            reason="We discharge to people I have never seen.",
            target=3,
            counted="visits",
            log=("Rode along with the district nurse.", "They never get our letter in time."),
            comment="What will you change about the letter?",
        ),
        Told(
            area="skills",
            title="Chair a root cause review without blame",
            reason="The last one left somebody in tears.",
            steps=("Sit in on one", "Open one with the rules read out"),
            log=("Sat in. Wrote down every “why” and every “who”.", ""),
        ),
    ),
    "Ines Carvalho": (
        Told(
            area="career",
            title="Apply for the advanced practice course",
            reason="I have wanted to for three years.",
            steps=("Ask for study days", "Personal statement"),
            log=("Study days granted.", "First half of the statement."),
            comment="Write it as you told it to me.",
        ),
        Told(
            area="leadership",
            title="Have the conversation about lateness",
            reason="Others carry it and say nothing.",
            log=("We talked. It was about childcare all along.", ""),
        ),
    ),
    "Mikael Strand": (
        Told(
            area="skills",
            title="Speak at grand round once",
            reason="Our data are good and nobody knows.",
            steps=("A title", "Ten slides, then five"),
            log=("A title, at least.",),
        ),
        Told(
            area="well_being",
            title="No laptop after eight",
            reason="My daughter drew me with it.",
            is_private=True,
            is_scale=True,
            log=("Three evenings.",),
        ),
    ),
    "Ayesha Siddiqui": (
        Told(
            area="leadership",
            title="Build a deputy who can do without me",
            reason="I have not had two weeks off in a row.",
            steps=("Name two tasks", "One week away", "Two weeks away"),
            log=("Handed over the sickness meetings.", "A week in Porto. Nobody rang."),
            comment="What did they do better than you?",
        ),
        Told(
            area="skills",
            title="Learn to read a control chart",
            reason="We react to every wiggle.",
            log=("Two points above are not a trend.", ""),
        ),
    ),
    "Rory Gallacher": (
        Told(
            area="career",
            title="Find out whether management is for me",
            reason="Everybody assumes it is.",
            steps=("Act up for a month", "Write down the good days"),
            log=("Nine good days, twelve long ones.", "The good ones had people in them."),
            comment="Count the ones you told somebody about at home.",
        ),
        Told(
            area="network",
            title="Bring our porters into the huddle",
            reason="They know first when the lift is out.",
            log=("Joe came. Two transfers saved.", ""),
        ),
    ),
    "Hana Sato": (
        Told(
            area="leadership",
            title="Disagree in the room, not in the corridor",
            reason="I am known for being easy.",
            is_scale=True,
            steps=("Prepare one sentence", "Say it"),
            log=("Said it, quietly.", "They asked me to say more."),
            comment="What did your voice do?",
        ),
        Told(
            area="skills",
            title="Cut the Monday report to one page",
            reason="It takes two hours and nobody reads page three.",
            log=("One page and a half.", "One page."),
        ),
    ),
    "Patience Moyo": (
        Told(
            area="career",
            title="Write my own job description",
            reason="I do two jobs and have a title for neither.",
            log=("Made a list of what I did in a week.",),
        ),
    ),
    "Felix Baumann": (
        Told(
            area="leadership",
            title="Make the night team part of the team",
            reason="They hear of decisions from posters.",
            steps=("Stay until ten once a month", "Move one meeting to 19:30"),
            log=("Stayed. Heard about the heating.", "Heating mended. Word travels."),
            comment="Who told whom?",
        ),
        Told(
            area="well_being",
            title="Take my break, all of it, outside",
            reason="I tell others to.",
            target=4,
            counted="breaks a week",
            is_private=True,
            log=("Two.", "Three, one in the rain."),
        ),
    ),
}

# What they wrote after meeting, the last time and the time before.
NOTES = {
    "Noor Aziz": (
        "Spoke about the meeting and about saying no. Next time: the application.",
        "Short one. Agreed to try the agenda first.",
    ),
    "Priya Nair": (
        "Feedback: begin with what I saw. Helen asked for an example; I had three.",
        "The audit. Three questions are enough, she thinks.",
    ),
    "Marcus Hale": (
        "Ruth read my draft aloud. I heard it then.",
        "Whom do I know outside Ward 3? Fewer than I thought.",
    ),
    "Theo Marchand": (
        "The rota: what happens if I look away? Try it until we meet.",
        "Walked round the park twice. Delegation, again.",
    ),
    "Kirsten Holm": ("Money. Margaret drew it as water in pipes.", "First talk; much laughter."),
    "Dev Kapoor": (
        "Away day: keep half of it free.",
        "Jorge told me how his went wrong. Better than advice.",
    ),
    "Salma Farouk": ("Counting my answers. Bring the tally.", "Why do I rescue people?"),
    "Ben Ashworth": (
        "Discharge letters. I will ask the district team what they need.",
        "Planned the three visits.",
    ),
    "Ines Carvalho": ("The statement: less modest.", "Study days. How to ask for them."),
    "Mikael Strand": ("Only half an hour, both of us tired.", "What is the talk about, really?"),
    "Ayesha Siddiqui": ("Two weeks in August: who does what.", "What only I can do: a short list."),
    "Rory Gallacher": ("Good days and long days. Keep counting.", "Acting up: yes, for a month."),
    "Hana Sato": ("Practised the sentence on Solomon.", "Where I go quiet, and with whom."),
    "Felix Baumann": ("Nights. One meeting moved, see who comes.", "Posters are not talking."),
}
