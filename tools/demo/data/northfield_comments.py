"""What Northfield's preceptors wrote beside their signatures; each of it once."""

COMMENTS = {
    "N1.1": (
        "All five moments, without being reminded, on a busy drug round.",
        "Gel before the curtain as well: you saw it yourself.",
        "Bare below the elbow, and kindly told a visitor about the gel.",
    ),
    "N1.2": (
        "Asked for name and date of birth, never read them out.",
        "Found a missing allergy band and had it replaced at once.",
        "Checked the band even for a patient you have known all week.",
    ),
    "N1.3": (
        "Good order taking it off. Watch the back of the apron.",
        "Side room, droplet precautions: right choice and well explained.",
    ),
    "N1.4": (
        "Slide sheet, two people, clear count. The patient felt safe.",
        "Asked for the hoist instead of trying. Exactly right.",
        "Bed height first next time, for your own back.",
    ),
    "N1.5": (
        "Reported the drug fridge straight away, facts only.",
        "Owned a near miss with a label. The whole team learns from it.",
    ),
    "N2.1": (
        "Counted respirations for a full minute. NEWS2 correct at 3.",
        "Picked the right SpO₂ scale for a patient with COPD.",
        "Thorough. Say the score out loud when you hand it over.",
        "Repeated the blood pressure by hand when it did not fit.",
        "Noticed new oxygen and scored it. Most people forget.",
    ),
    "N2.2": (
        "NEWS2 of 7, outreach here in ten minutes because your SBAR was clear.",
        "Stayed with the patient and sent somebody else to phone.",
        "Good call. Next time start with what you want them to do.",
        "Rang again after fifteen minutes. That took courage at night.",
        "Sepsis six begun before the registrar came.",
    ),
    "N2.3": (
        "Went back after thirty minutes and wrote the second score down.",
        "Used the Abbey scale for somebody who could not say.",
        "Asked about pain on moving, not only at rest.",
    ),
    "N2.4": (
        "Found a grade 1 on the heel under the stocking.",
        "Turned the patient with dignity, photographed and recorded it.",
    ),
    "N2.5": (
        "4AT of 5, and you asked the daughter what is usual for him.",
        "Spotted the quiet kind of delirium. Well done.",
    ),
    "N3.1": (
        "Full checks in spite of three interruptions. Wear the red tabard next time.",
        "Withheld the bisoprolol at a pulse of 48 and told the doctor.",
        "Sat with her until the last tablet was down.",
        "Looked up the one you did not know. Keep doing that.",
        "Calm round on a night with two staff short.",
        "Explained each tablet, and waited for the questions.",
    ),
    "N3.2": (
        "Enoxaparin, right site, air bubble left in.",
        "Rotated the site and taught the patient while you did it.",
        "Insulin checked with me before, not after. Good.",
    ),
    "N3.3": (
        "Aseptic from tray to port. Rate checked twice.",
        "Label on before the bag left the treatment room.",
        "Flush, then look at the site: you did both.",
        "Caught the incompatibility in the chart before hanging it.",
    ),
    "N3.4": (
        "Stock count right, both signatures, remainder wasted in front of me.",
        "Took your time with the 24-hour patch. So you should.",
    ),
    "N3.5": (
        "Had him teach it back to you. That is how it sticks.",
        "Plain words about apixaban, and the card in his wallet.",
    ),
    "N4.1": (
        "First attempt, back of the hand, ANTT throughout.",
        "Two tries, then asked for help, as agreed.",
        "Anchor the vein a little lower and it will not roll.",
    ),
    "N4.2": (
        "Sterile field kept all the way; residual noted.",
        "Balloon filled only after urine came. Correct.",
    ),
    "N4.3": (
        "Key parts never touched. Lay the tray out before you open packs.",
        "Took down, cleaned, measured, photographed. Neat.",
        "Noticed the exudate had changed and swabbed it.",
        "Gave analgesia twenty minutes before. Thoughtful.",
    ),
    "N4.4": (
        "Right order of draw without the card.",
        "Labelled at the bedside, every tube.",
        "Talked a frightened patient through it in a low voice.",
        "Tourniquet off before the needle: now it is a habit.",
    ),
    "N4.5": (
        "Simulation: compressions at 110, pads on within a minute.",
        "Took the lead, and said “stand clear” so that all heard.",
    ),
    "N5.1": (
        "Four patients in eight minutes and nothing missing.",
        "Good recommendation at the end. The night team thanked you.",
        "Handed over at the bedside and let the patient correct it.",
        "Leave out the history that everybody knows.",
        "SBAR on the phone to theatre, clear and short.",
    ),
    "N5.2": ("Said no to a verbal order, politely, and offered the chart.",),
    "N6.1": (
        "Asked three of us, and changed how you begin the shift.",
        "Heard something hard and came back the next day with a plan.",
    ),
    "N6.4": (
        "Used the ten-minute huddle after the arrest. It helped all of us.",
        "You said you were not all right. Thank you for trusting me.",
    ),
}

# And where somebody was not there yet.
NOT_YET = (
    "Nearly. Slow down at the check, then it is yours.",
    "Knew what to do, not yet in which order. Tomorrow again, together.",
    "I had to step in once. We talked about why.",
    "Safe, with prompting. One more and you will not need me.",
    "Too many people talking to you at once. We try it in a quiet hour.",
    "Good hands. The record was not finished: that is part of it.",
    "You asked before you were sure. Right; and now we look it up.",
    "Rushed by the bay, not by you. I take the phone next time.",
)
