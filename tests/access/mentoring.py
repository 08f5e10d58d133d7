"""The rows of the access table that stand behind the wall; its letters are those of ``table``."""

from tests.access.row import Row

# The wall (M5): mentorships, goals and check-ins exist for the two of a pair and for nobody
# else, whatever they run. The goal here is shared with the mentor.
MENTORING: list[Row] = [
    Row("programs:mentorship-list", "L22222222222", "LMMMMMMMMMMM"),
    Row("programs:mentorship-detail", "LNNNNNN22NNN", "LMMMMMMMMMMM", at=("mentorship",)),
    Row("programs:mentorship-leave", "LNNNNNN22NNN", "LNNNNNN33NNN", at=("mentorship",)),
    Row("programs:mentorship-pause", "LNNNNNN22NNN", "LNNNNNN33NNN", at=("mentorship",)),
    # It runs, so there is nothing to take up again.
    Row("programs:mentorship-resume", "LMMMMMMMMMMM", "LNNNNNNFFNNN", at=("mentorship",)),
    Row(
        "programs:mentorship-review-hold",
        "LMMMMMMMMMMM",
        "LNNNNNN33NNN",
        at=("mentorship_review",),
    ),
    Row("programs:mentorship-proposal", "LNN2NNN2NNNN", "LMMMMMMMMMMM", at=("proposal",)),
    Row("programs:mentorship-accept", "LMMMMMMMMMMM", "LNN3NNN3NNNN", at=("proposal",)),
    Row("programs:mentorship-decline", "LNN2NNN2NNNN", "LNN3NNN3NNNN", at=("proposal",)),
    Row("programs:mentorship-wind-down", "LNNNNNN22NNN", "LNNNNNN33NNN", at=("mentorship",)),
    Row("programs:mentorship-closing", "LN2NNNN2NNNN", "LN3NNNN3NNNN", at=("last_weeks",)),
    Row("programs:mentorship-next-step", "LMMMMMMMMMMM", "LN2NNNN2NNNN", at=("last_weeks",)),
    Row("programs:mentorship-end", "LMMMMMMMMMMM", "LN3NNNN3NNNN", at=("last_weeks",)),
    Row("programs:agreement-detail", "LNNNNNN22NNN", "LMMMMMMMMMMM", at=("mentorship",)),
    Row("programs:agreement-answer", "LNNNNNN22NNN", "LNNNNNN22NNN", at=("mentorship",)),
    Row("programs:agreement-write", "LNNNNNN22NNN", "LNNNNNN22NNN", at=("mentorship",)),
    Row("programs:agreement-accept", "LMMMMMMMMMMM", "LNNNNNN33NNN", at=("mentorship",)),
    Row("programs:agreement-discard", "LMMMMMMMMMMM", "LNNNNNN33NNN", at=("mentorship",)),
    Row("programs:agreement-history", "LNNNNNN22NNN", "LMMMMMMMMMMM", at=("mentorship",)),
    Row("programs:calendar-feed", "L22222222222", "L22222222222"),
    Row("programs:calendar-feed-remove", "LMMMMMMMMMMM", "L33333333333"),
    # Whoever holds the address of the mentee's feed reads when they meet, and no word of it.
    Row("programs:calendar-feed-file", "222222222222", "MMMMMMMMMMMM", at=("feed_link",)),
    Row("programs:check-in-file", "LNNNNNN22NNN", "LMMMMMMMMMMM", at=("check_in",)),
    Row("programs:time-propose", "LNNNNNN22NNN", "LNNNNNN22NNN", at=("mentorship",)),
    Row("programs:time-withdraw", "LMMMMMMMMMMM", "LNNNNNN3NNNN", at=("time_proposal",)),
    # Whoever holds the link in the mail; it says times, and no name.
    Row("programs:time-choose", "222222222222", "222222222222", at=("time_link",)),
    Row("programs:check-in-plan", "LNNNNNN22NNN", "LNNNNNN22NNN", at=("mentorship",)),
    Row("programs:check-in-record", "LNNNNNN22NNN", "LNNNNNN22NNN", at=("mentorship",)),
    Row("programs:check-in-detail", "LNNNNNN22NNN", "LMMMMMMMMMMM", at=("check_in",)),
    Row("programs:check-in-move", "LNNNNNN22NNN", "LNNNNNN22NNN", at=("check_in",)),
    Row("programs:check-in-cancel", "LNNNNNN22NNN", "LNNNNNN33NNN", at=("check_in",)),
    Row("programs:check-in-hold", "LMMMMMMMMMMM", "LNNNNNN33NNN", at=("check_in",)),
    Row("programs:check-in-missed", "LMMMMMMMMMMM", "LNNNNNN33NNN", at=("check_in",)),
    Row("programs:check-in-undo", "LMMMMMMMMMMM", "LNNNNNN33NNN", at=("check_in",)),
    Row("programs:check-in-note", "LMMMMMMMMMMM", "LNNNNNN22NNN", at=("check_in",)),
    # The mentee's note, for both.
    Row("programs:check-in-note-update", "LNNNNNNF2NNN", "LNNNNNNF2NNN", at=("note",)),
    Row("programs:check-in-note-share", "LNNNNNNF2NNN", "LNNNNNNF3NNN", at=("note",)),
    Row("programs:check-in-note-private", "LMMMMMMMMMMM", "LNNNNNNF3NNN", at=("note",)),
    Row("programs:check-in-note-remove", "LNNNNNNF2NNN", "LNNNNNNF3NNN", at=("note",)),
    Row("programs:journal-list", "L22222222222", "L22222222222"),
    Row("programs:journal-update", "LNNNNNNN2NNN", "LNNNNNNN2NNN", at=("journal_entry",)),
    Row("programs:journal-remove", "LNNNNNNN2NNN", "LNNNNNNN3NNN", at=("journal_entry",)),
    Row("programs:well-being-list", "L22222222222", "L22222222222"),
    # Given to the mentor to read, and still its author's.
    Row("programs:well-being-private", "LMMMMMMMMMMM", "LNNNNNNN3NNN", at=("well_being",)),
    Row("programs:well-being-remove", "LNNNNNNN2NNN", "LNNNNNNN3NNN", at=("well_being",)),
    Row("programs:well-being-shared", "LNNNNNN2FNNN", "LMMMMMMMMMMM", at=("mentorship",)),
    Row("programs:goal-list", "L22222222222", "LMMMMMMMMMMM"),
    Row("programs:goal-create", "L22222222222", "L22222222222"),
    Row("programs:goal-detail", "LNNNNNN22NNN", "LMMMMMMMMMMM", at=("goal",)),
    Row("programs:goal-update", "LNNNNNNF2NNN", "LNNNNNNF2NNN", at=("goal",)),
    Row("programs:goal-audience", "LNNNNNNF2NNN", "LNNNNNNF2NNN", at=("goal",)),
    Row("programs:goal-achieve", "LMMMMMMMMMMM", "LNNNNNNF3NNN", at=("goal",)),
    Row("programs:goal-reopen", "LMMMMMMMMMMM", "LNNNNNNF3NNN", at=("goal",)),
    Row("programs:goal-archive", "LMMMMMMMMMMM", "LNNNNNNF3NNN", at=("goal",)),
    Row("programs:goal-restore", "LMMMMMMMMMMM", "LNNNNNNF3NNN", at=("goal",)),
    Row("programs:goal-log", "LNNNNNNF2NNN", "LNNNNNNF2NNN", at=("goal",)),
    Row("programs:goal-comment", "LMMMMMMMMMMM", "LNNNNNN22NNN", at=("goal",)),
    # What the mentor said is the mentor's to take back.
    Row("programs:goal-comment-remove", "LMMMMMMMMMMM", "LNNNNNN3FNNN", at=("goal_comment",)),
    Row("programs:goal-entry-remove", "LNNNNNNF2NNN", "LNNNNNNF3NNN", at=("goal_entry",)),
    Row("programs:goal-entry-private", "LMMMMMMMMMMM", "LNNNNNNF3NNN", at=("goal_entry",)),
    Row("programs:milestone-add", "LMMMMMMMMMMM", "LNNNNNNF2NNN", at=("goal",)),
    Row("programs:milestone-done", "LMMMMMMMMMMM", "LNNNNNNF3NNN", at=("milestone",)),
    Row("programs:milestone-undo", "LMMMMMMMMMMM", "LNNNNNNF3NNN", at=("milestone",)),
    Row("programs:milestone-remove", "LMMMMMMMMMMM", "LNNNNNNF3NNN", at=("milestone",)),
    # Not achieved yet: back to the goal.
    Row("programs:achievement-share", "LNNNNNNF3NNN", "LNNNNNNF3NNN", at=("goal",)),
    Row("programs:achievement-withdraw", "LMMMMMMMMMMM", "LNNNNNNF3NNN", at=("goal",)),
    # What may be known of a pair outside it.
    Row("programs:program-mentorships", "LNNNNNNNN2N2", "LMMMMMMMMMMM", at=("mentoring",)),
    Row("programs:program-achievements", "LNNNNNNNN2N2", "LMMMMMMMMMMM", at=("mentoring",)),
]
