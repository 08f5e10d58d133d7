"""Who gets what of shifts: rows of the table in ``table.py``, letter by letter as there."""

from tests.access.row import Row

# The shift is the learner's and the primary preceptor's; the backup sees it and had no part in it.
SHIFTS: list[Row] = [
    Row("programs:shift-list", "LN2N22NNN2N2", "LMMMMMMMMMMM", at=("preceptorship",)),
    Row("programs:shift-create", "LNFN22NNN2N2", "LNFN22NNN2N2", at=("preceptorship",)),
    Row("programs:note-of-day-create", "LN2N22NNNFNF", "LN2N22NNNFNF", at=("preceptorship",)),
    Row("programs:shift-detail", "LN2N22NNN2N2", "LMMMMMMMMMMM", at=("shift",)),
    Row("programs:shift-detail", "LN2N22NNN2N2", "LMMMMMMMMMMM", at=("shift_ahead",)),
    Row("programs:shift-update", "LNFN2FNNN2N2", "LNFN2FNNN2N2", at=("shift_ahead",)),
    Row("programs:shift-call-off", "LMMMMMMMMMMM", "LNFN3FNNN3N3", at=("shift_ahead",)),
    Row("programs:shift-cover", "LNFN2FNNN2N2", "LNFN2FNNN2N2", at=("shift_ahead",)),
    Row("programs:shift-cover-ask", "LMMMMMMMMMMM", "LNFN3FNNN3N3", at=("shift_ahead",)),
    Row("programs:shift-come-after-all", "LMMMMMMMMMMM", "LNFN3FNNNFNF", at=("shift_ahead",)),
    # The preceptor has written already, and is led to their note.
    Row("programs:shift-note-create", "LN2N3FNNNFNF", "LN2N2FNNNFNF", at=("shift",)),
    Row("programs:shift-note-update", "LNFN2FNNNFNF", "LNFN2FNNNFNF", at=("shift_note",)),
    Row("programs:shift-note-answer", "LN2NFFNNNFNF", "LN2NFFNNNFNF", at=("shift_note",)),
    # Says 401 to a device whose session is over, 400 to what is no note.
    Row("programs:shift-note-receive", "MMMMMMMMMMMM", "????????????"),
    Row("programs:shift-hours", "LN2N2FNNN2N2", "LN2N2FNNN2N2", at=("shift",)),
    Row("programs:shift-hours-question", "LN2N2FNNN2N2", "LN2N2FNNN2N2", at=("shift",)),
    Row("programs:shift-hours-confirm", "LMMMMMMMMMMM", "LN3N3FNNN3N3", at=("shift",)),
    # One's own alone; without days it is the page that asks for them.
    Row("programs:my-hours", "L22222222222", "LMMMMMMMMMMM"),
    Row("programs:hours-statement", "L22222222222", "LMMMMMMMMMMM"),
    Row("programs:my-protected-time", "L22222222222", "L22222222222"),
    Row("programs:protected-time-remove", "LMMMMMMMMMMM", "LNNN3NNNNNNN", at=("protected_time",)),
    Row("programs:rota-import", "LNNNNNNNN2N2", "LNNNNNNNN2N2", at=("cohort",)),
    Row("programs:project-list", "LNFFFFFNN2N2", "LMMMMMMMMMMM", at=("program",)),
    Row("programs:project-create", "LNFFFFFNN2N2", "LNFFFFFNN2N2", at=("program",)),
    # Nobody is ticked: back to the list.
    Row("programs:preceptorships-project", "LNFFFFFNN3N3", "LNFFFFFNN3N3", at=("program",)),
    Row("programs:project-detail", "LNFFFFFNN2N2", "LMMMMMMMMMMM", at=("project",)),
    Row("programs:project-go-on", "LMMMMMMMMMMM", "LNFFFFFNN3N3", at=("project",)),
    Row("programs:project-update", "LNFFFFFNN2N2", "LNFFFFFNN2N2", at=("project",)),
    Row("programs:preceptorship-project", "LNFNFFNNN2N2", "LNFNFFNNN3N3", at=("preceptorship",)),
    Row("programs:project-part-decide", "LNNNNNNNN2N2", "LNNNNNNNN2N2", at=("project_part",)),
    # Whoever runs anything; the rows are of the programs they run.
    Row("programs:worklist", "LFFFFFFFF222", "LMMMMMMMMMMM"),
    Row("programs:worklist-put-off", "LNFFFFFNN2N2", "LNFFFFFNN2N2", at=("program",)),
    Row("programs:worklist-assign", "LNFFFFFNN2N2", "LNFFFFFNN2N2", at=("program",)),
    Row("programs:worklist-bring-back", "LMMMMMMMMMMM", "LNFFFFFNN3N3", at=("program",)),
    Row("assessments:cohort-grid", "LNNNNNNNN2N2", "LMMMMMMMMMMM", at=("cohort",)),
    Row("assessments:clearance-card", "LN2N22NNN2N2", "LMMMMMMMMMMM", at=("preceptorship",)),
    Row("assessments:hand-over-card", "LN2N22NNN2N2", "LMMMMMMMMMMM", at=("preceptorship",)),
]
