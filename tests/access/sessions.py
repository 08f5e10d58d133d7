"""Who gets what of study days: rows of the table in ``table.py``, letter by letter as there."""

from tests.access.row import Row

# Both learners are of the cohort; the other preceptor hosts the session.
SESSIONS: list[Row] = [
    Row("programs:session-list", "LN22NN2NN2N2", "LMMMMMMMMMMM", at=("study_day_cohort",)),
    Row("programs:session-create", "LNNNNNNNN2N2", "LNNNNNNNN2N2", at=("cohort",)),
    Row("programs:sessions-adopt", "LNNNNNNNN2N2", "LNNNNNNNN2N2", at=("cohort",)),
    Row("programs:learner-sessions", "LN2N22NNN2N2", "LMMMMMMMMMMM", at=("preceptorship",)),
    Row("programs:session-detail", "LN22NN2NN2N2", "LMMMMMMMMMMM", at=("study_day",)),
    Row("programs:session-detail", "LN22NN2NN2N2", "LMMMMMMMMMMM", at=("study_day_ahead",)),
    Row("programs:session-update", "LNFFNNFNN2N2", "LNFFNNFNN2N2", at=("study_day_ahead",)),
    Row("programs:session-copy", "LNFFNNFNN2N2", "LNFFNNFNN2N2", at=("study_day_ahead",)),
    Row("programs:session-call-off", "LMMMMMMMMMMM", "LNFFNNFNN3N3", at=("study_day_ahead",)),
    Row("programs:session-attendance", "LNFFNN2NN2N2", "LNFFNN3NN3N3", at=("study_day",)),
    Row("programs:session-code", "LNFFNN2NN2N2", "LMMMMMMMMMMM", at=("study_day",)),
    # Without the code of the room; whoever runs it reads that it is not for them.
    Row("programs:session-attend", "LN22NN2NN2N2", "LN22NN2NN2N2", at=("study_day",)),
]
