"""Who gets what: one letter for each role, in the order of ``cast.ROLES``.

``2`` the page · ``3`` done, and sent on · ``L`` sent to log in · ``F`` seen but not
allowed (403) · ``N`` as if it were not there (404) · ``M`` wrong method (405)
"""

from tests.access.mentoring import MENTORING
from tests.access.row import Row

# Answered by a library or tested where they live.
ELSEWHERE: set[str] = {
    "people:mailbox-letter",
    "people:mailbox-html",
    # tests/people/test_account_pages.py and test_adapters.py walk through allauth's.
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}

#                           anonymous
#                           |stranger
#                           ||learner
#                           |||other learner
#                           ||||preceptor
#                           |||||backup
#                           ||||||other preceptor
#                           |||||||mentor
#                           ||||||||mentee
#                           |||||||||coordinator
#                           ||||||||||other coordinator
#                           |||||||||||administrator
ROWS: list[Row] = [
    # Asked by machines; tests/config/test_health.py.
    Row("health", "222222222222", "MMMMMMMMMMMM"),
    Row("people:help", "222222222222", "MMMMMMMMMMMM"),
    # Without a theme in it the request is refused as nonsense.
    Row("people:theme-update", "LMMMMMMMMMMM", "L???????????"),
    Row("people:today", "L22222222222", "LMMMMMMMMMMM"),
    # The demo's; elsewhere there is none (tests/people/test_mailbox.py).
    Row("people:mailbox", "222222222222", "MMMMMMMMMMMM"),
    # Everybody reads their own inbox; the notice here is the learner's.
    Row("people:inbox", "L22222222222", "LMMMMMMMMMMM"),
    Row("people:notice-open", "LMMMMMMMMMMM", "LN3NNNNNNNNN", at=("notice",)),
    Row("people:notice-read", "LMMMMMMMMMMM", "LN3NNNNNNNNN", at=("notice",)),
    Row("people:notice-unread", "LMMMMMMMMMMM", "LN3NNNNNNNNN", at=("notice",)),
    Row("people:notice-read-all", "LMMMMMMMMMMM", "L33333333333"),
    Row("people:notice-settings", "L22222222222", "L33333333333"),
    Row("people:delivery-list", "LFFFFFFFFFF2", "LMMMMMMMMMMM"),
    # The signed link of a mail: it works for whoever holds it, as mail programs do.
    Row("people:notice-stop", "222222222222", "222222222222", at=("stop_link",)),
    # People: of the newcomer only those who pair people know; the learner is also known to
    # their own preceptors, and to the mentor of their last weeks.
    Row("people:person-list", "L22222222222", "LMMMMMMMMMMM"),
    Row("people:person-detail", "LNNNNNNNN222", "LMMMMMMMMMMM", at=("newcomer",)),
    Row("people:person-detail", "LN2N22N2N222", "LMMMMMMMMMMM", at=("learning",)),
    # One's own alone.
    Row("people:journey", "LN2NNNNNNNNN", "LN2NNNNNNNNN", at=("learning",)),
    Row("people:journey", "LNNNNNNN2NNN", "LNNNNNNN2NNN", at=("walking",)),
    Row("people:person-create", "LFFFFFFFF222", "LFFFFFFFF222"),
    # Nobody's yet: any coordinator may; the learner's own coordinator may (people/scope.py).
    Row("people:person-update", "LNNNNNNNN222", "LNNNNNNNN222", at=("newcomer",)),
    Row("people:person-update", "LNFNFFNFN2F2", "LNFNFFNFN2F2", at=("learning",)),
    Row("people:person-deactivate", "LNNNNNNNNFF2", "LNNNNNNNNFF3", at=("newcomer",)),
    Row("people:person-reactivate", "LMMMMMMMMMMM", "LNNNNNNNNFF3", at=("newcomer",)),
    Row("people:invitation-send", "LMMMMMMMMMMM", "LNNNNNNNN333", at=("newcomer",)),
    Row("people:invitation-send-many", "LMMMMMMMMMMM", "LFFFFFFFF333"),
    # The link of a mail: it works for whoever holds it, once.
    Row("people:invitation-accept", "222222222222", "222222222222", at=("invitation_link",)),
    Row("people:address-change", "LNNNNNNNNFF2", "LNNNNNNNNFF2", at=("activated",)),
    # The signed link of a mail: whoever holds it decides.
    Row("people:address-answer", "222222222222", "333333333333", at=("address_link",)),
    Row("people:address-vouch", "LNNNNNNNNFF2", "LNNNNNNNNFF2", at=("address_change",)),
    Row("people:address-withdraw", "LMMMMMMMMMMM", "LNNNNNNNNFF3", at=("address_change",)),
    Row("people:approval-grant", "LNNNNNNNN222", "LNNNNNNNN222", at=("newcomer",)),
    Row("people:approval-grant", "LNFNFFNFN2F2", "LNFNFFNFN2F2", at=("learning",)),
    Row("people:approval-end", "LNNNNNNNN222", "LNNNNNNNN222", at=("approval",)),
    Row("people:credential-add", "LNNNNNNNN222", "LNNNNNNNN222", at=("newcomer",)),
    Row("people:credential-end", "LNNNNNNNN222", "LNNNNNNNN222", at=("credential",)),
    # One's own page, and what only guides have there.
    Row("people:profile", "L22222222222", "L22222222222"),
    Row("people:capacity-update", "LNNN222NNNNN", "LNNN222NNNNN", at=("preceptor_role",)),
    Row("people:rest-start", "LNNN222NNNNN", "LNNN222NNNNN", at=("preceptor_role",)),
    Row("people:absence-add", "L22222222222", "L22222222222"),
    # The session here is the learner's.
    Row("people:session-end", "LN2NNNNNNNNN", "LN2NNNNNNNNN", at=("session",)),
    Row("people:session-end-others", "L22222222222", "L22222222222"),
    Row("people:session-keep", "LMMMMMMMMMMM", "L33333333333"),
    Row("people:absence-end", "LMMMMMMMMMMM", "LNNN3NNNNNNN", at=("absence",)),
    Row("people:rest-end", "LMMMMMMMMMMM", "LNNN3NNNNNNN", at=("rest",)),
    Row("people:unit-list", "L22222222222", "LMMMMMMMMMMM"),
    Row("people:unit-detail", "L22222222222", "LMMMMMMMMMMM", at=("unit",)),
    Row("people:unit-create", "LFFFFFFFFFF2", "LFFFFFFFFFF2"),
    Row("people:unit-update", "LFFFFFFFFFF2", "LFFFFFFFFFF2", at=("unit",)),
    Row("people:unit-archive", "LFFFFFFFFFF2", "LFFFFFFFFFF3", at=("unit",)),
    Row("people:unit-reopen", "LMMMMMMMMMMM", "LFFFFFFFFFF3", at=("unit",)),
    # An import is its maker's, and every site administrator's.
    Row("people:people-import", "LFFFFFFFF222", "LFFFFFFFF222"),
    Row("people:people-import-sample", "LFFFFFFFF222", "LMMMMMMMMMMM"),
    Row("people:people-import-detail", "LNNNNNNNN2N2", "LMMMMMMMMMMM", at=("people_import",)),
    Row("people:people-import-columns", "LNNNNNNNN2N2", "LNNNNNNNN2N2", at=("people_import",)),
    Row("people:people-import-refused", "LNNNNNNNN2N2", "LMMMMMMMMMMM", at=("people_import",)),
    Row("people:people-import-continue", "LMMMMMMMMMMM", "LNNNNNNNN3N3", at=("people_import",)),
    Row("people:people-import-commit", "LMMMMMMMMMMM", "LNNNNNNNN3N3", at=("people_import",)),
    Row("people:people-import-discard", "LMMMMMMMMMMM", "LNNNNNNNN3N3", at=("people_import",)),
    # Wording is nobody's secret; an import is its maker's until it is published.
    Row("programs:scale-list", "L22222222222", "LMMMMMMMMMMM"),
    Row("programs:framework-list", "L22222222222", "LMMMMMMMMMMM"),
    Row("programs:framework-sample", "L22222222222", "LMMMMMMMMMMM"),
    Row("programs:framework-detail", "L22222222222", "LMMMMMMMMMMM", at=("framework",)),
    Row("programs:framework-archive", "LMMMMMMMMMMM", "LFFFFFFFF3F3", at=("framework",)),
    Row("programs:framework-reopen", "LMMMMMMMMMMM", "LFFFFFFFF3F3", at=("framework",)),
    Row(
        "programs:framework-version",
        "L22222222222",
        "LMMMMMMMMMMM",
        at=("framework", "version_number"),
    ),
    Row(
        "programs:framework-compare",
        "L22222222222",
        "LMMMMMMMMMMM",
        at=("framework", "version_number"),
    ),
    Row("programs:framework-import", "LFFFFFFFF222", "LFFFFFFFF222"),
    Row(
        "programs:framework-import-preview",
        "LFFFFFFFF2N2",
        "LMMMMMMMMMMM",
        at=("framework_import",),
    ),
    Row(
        "programs:framework-import-choose",
        "LMMMMMMMMMMM",
        "LFFFFFFFF3N3",
        at=("framework_import",),
    ),
    Row(
        "programs:framework-import-publish",
        "LMMMMMMMMMMM",
        "LFFFFFFFF3N3",
        at=("framework_import",),
    ),
    Row(
        "programs:framework-import-discard",
        "LMMMMMMMMMMM",
        "LFFFFFFFF3N3",
        at=("framework_import",),
    ),
]

#                           anonymous
#                           |stranger
#                           ||learner
#                           |||other learner
#                           ||||preceptor
#                           |||||backup
#                           ||||||other preceptor
#                           |||||||mentor
#                           ||||||||mentee
#                           |||||||||coordinator
#                           ||||||||||other coordinator
#                           |||||||||||administrator
ROWS += MENTORING

# The learner, their preceptors of today and the coordinator; whoever is enrolled or guides
# knows that the program is there.
PRECEPTING: list[Row] = [
    Row("programs:preceptorship-plan", "LN2N22NNN2N2", "LMMMMMMMMMMM", at=("preceptorship",)),
    Row("programs:preceptorship-pause", "LNFNFFNNN2N2", "LNFNFFNNN2N2", at=("preceptorship",)),
    Row("programs:preceptorship-resume", "LNFNFFNNN2N2", "LNFNFFNNN2N2", at=("preceptorship",)),
    Row("programs:preceptorship-extend", "LNFNFFNNN2N2", "LNFNFFNNN2N2", at=("preceptorship",)),
    Row("programs:preceptorship-complete", "LNFNFFNNN2N2", "LNFNFFNNN2N2", at=("preceptorship",)),
    # The one here is weeks old, so the page says that it is too late, and nothing is taken back.
    Row("programs:preceptorship-take-back", "LNFNFFNNN2N2", "LNFNFFNNN2N2", at=("preceptorship",)),
    Row("programs:preceptorship-withdraw", "LNFNFFNNN2N2", "LNFNFFNNN2N2", at=("preceptorship",)),
    Row("programs:preceptor-add", "LNFNFFNNN2N2", "LNFNFFNNN2N2", at=("preceptorship",)),
    Row("programs:preceptor-change", "LNFNFFNNN2N2", "LNFNFFNNN2N2", at=("preceptorship",)),
    Row(
        "programs:preceptor-change-take-back",
        "LNFNFFNNN2N2",
        "LNFNFFNNN3N3",
        at=("change",),
    ),
    Row("programs:preceptor-end", "LNFNFFNNN2N2", "LNFNFFNNN3N3", at=("assignment",)),
    Row("programs:review-hold", "LNFN22NNN2N2", "LNFN22NNN2N2", at=("review",)),
    Row("programs:review-arrange", "LN2N22NNN2N2", "LN2N22NNN2N2", at=("review",)),
    Row("programs:choose", "L22222222222", "LMMMMMMMMMMM"),
    Row("programs:program-list", "L22222222222", "LMMMMMMMMMMM"),
    Row("programs:program-create", "LFFFFFFFF222", "LFFFFFFFF222"),
    Row("programs:preceptorships-extend", "LNFFFFFNN3N3", "LNFFFFFNN3N3", at=("program",)),
    Row("programs:program-reminders", "LNFFFFFNN2N2", "LMMMMMMMMMMM", at=("program",)),
    Row("programs:program-detail", "LN22222NN2N2", "LMMMMMMMMMMM", at=("program",)),
    Row("programs:program-update", "LNFFFFFNN2N2", "LNFFFFFNN2N2", at=("program",)),
    Row("programs:program-copy", "LMMMMMMMMMMM", "LNFFFFFNN3N3", at=("program",)),
    Row("programs:program-archive", "LMMMMMMMMMMM", "LNFFFFFNN3N3", at=("program",)),
    Row("programs:program-reopen", "LMMMMMMMMMMM", "LNFFFFFNN3N3", at=("program",)),
    Row("programs:program-framework", "LNFFFFFNN2N2", "LNFFFFFNN2N2", at=("program",)),
    Row("programs:program-competencies", "LNFFFFFNN2N2", "LNFFFFFNN2N2", at=("program",)),
    Row("programs:program-guides", "LNFFFFFNN2N2", "LMMMMMMMMMMM", at=("program",)),
    Row("programs:program-guides-approve", "LNFFFFFNN2N2", "LNFFFFFNN2N2", at=("program",)),
    Row("programs:program-guide-add", "LMMMMMMMMMMM", "LNFFFFFNN3N3", at=("program",)),
    Row(
        "programs:program-guide-remove",
        "LNFFFFFNN2N2",
        "LNFFFFFNN3N3",
        at=(
            "program",
            "preceptor",
        ),
    ),
    Row("programs:program-coordinators", "LNFFFFFNN2N2", "LMMMMMMMMMMM", at=("program",)),
    Row("programs:program-coordinator-add", "LMMMMMMMMMMM", "LNFFFFFNN3N3", at=("program",)),
    Row(
        "programs:program-coordinator-remove",
        "LMMMMMMMMMMM",
        "LNFFFFFNN3N3",
        at=(
            "program",
            "coordinating",
        ),
    ),
    Row("programs:cohort-create", "LNFFFFFNN2N2", "LNFFFFFNN2N2", at=("program",)),
    Row("programs:cohort-detail", "LNNNNNNNN2N2", "LMMMMMMMMMMM", at=("cohort",)),
    Row("programs:cohort-update", "LNNNNNNNN2N2", "LNNNNNNNN2N2", at=("cohort",)),
    Row("programs:enrolment-create", "LNNNNNNNN2N2", "LNNNNNNNN2N2", at=("cohort",)),
    Row("programs:enrolment-update", "LNNNNNNNN2N2", "LNNNNNNNN3N3", at=("waiting",)),
    Row("programs:enrolments-withdraw", "LNNNNNNNN3N3", "LNNNNNNNN3N3", at=("cohort",)),
    Row("programs:enrolment-withdraw", "LNNNNNNNN2N2", "LNNNNNNNN3N3", at=("waiting",)),
    Row("programs:pairing-table", "LNNNNNNNN2N2", "LMMMMMMMMMMM", at=("cohort",)),
    Row("programs:pairing-choose", "LMMMMMMMMMMM", "LNNNNNNNN3N3", at=("cohort",)),
    Row("programs:pairing-publish", "LNNNNNNNN2N2", "LNNNNNNNN2N2", at=("cohort",)),
    Row("assessments:checklist", "LN2N22NNN2N2", "LMMMMMMMMMMM", at=("preceptorship",)),
    # A file, for the learner alone.
    Row("assessments:signed-skills", "LN2NFFNNNFNF", "LMMMMMMMMMMM", at=("preceptorship",)),
    Row("assessments:checklist-print", "LN2N22NNN2N2", "LMMMMMMMMMMM", at=("preceptorship",)),
    Row("assessments:assessor-list", "LN2N22NNN2N2", "LMMMMMMMMMMM", at=("preceptorship",)),
    Row(
        "assessments:assessor-allow",
        "LNFNFFNNN2N2",
        "LNFNFFNNN2N2",
        at=(
            "preceptorship",
            "precepting",
        ),
    ),
    Row(
        "assessments:competency-record",
        "LN2N22NNN2N2",
        "LMMMMMMMMMMM",
        at=(
            "preceptorship",
            "competency",
        ),
    ),
    Row(
        "assessments:sign-off-create",
        "LNFN22NNNFNF",
        "LNFN22NNNFNF",
        at=(
            "preceptorship",
            "competency",
        ),
    ),
    Row("assessments:sign-off-list", "L22222222222", "LMMMMMMMMMMM"),
    Row("assessments:sign-off-detail", "LN2N22NNN2N2", "LMMMMMMMMMMM", at=("sign_off",)),
    Row("assessments:sign-off-detail", "LN2N22NNN2N2", "LMMMMMMMMMMM", at=("suspended",)),
    Row("assessments:sign-off-revoke", "LNFN2FNNN2N2", "LNFN2FNNN2N2", at=("sign_off",)),
    # Nobody here typed their password lately, so it leads on to revoking.
    Row("assessments:sign-off-undo", "LMMMMMMMMMMM", "LNFN3FNNN3N3", at=("sign_off",)),
    Row("assessments:sign-off-undo-act", "LMMMMMMMMMMM", "LNFN3FNNN3N3", at=("sign_off",)),
    Row("assessments:sign-off-bulk", "LNFN33NNNFNF", "LNFN33NNNFNF", at=("preceptorship",)),
    Row(
        "assessments:sign-off-request-list",
        "LN2N22NNN2N2",
        "LMMMMMMMMMMM",
        at=("preceptorship",),
    ),
    Row(
        "assessments:sign-off-request-create",
        "LN2NFFNNNFNF",
        "LN2NFFNNNFNF",
        at=("preceptorship",),
    ),
    # It leads whoever was asked on to signing.
    Row("assessments:sign-off-request-detail", "LN2N32NNN2N2", "LMMMMMMMMMMM", at=("asked",)),
    Row("assessments:sign-off-request-nudge", "LMMMMMMMMMMM", "LN3NFFNNNFNF", at=("asked",)),
    Row("assessments:sign-off-request-extend", "LMMMMMMMMMMM", "LN3NFFNNNFNF", at=("asked",)),
    Row("assessments:sign-off-request-withdraw", "LMMMMMMMMMMM", "LN3NFFNNNFNF", at=("asked",)),
    Row("assessments:sign-off-request-decline", "LNFN2FNNNFNF", "LNFN2FNNNFNF", at=("asked",)),
    Row("assessments:sign-off-reinstate", "LNFNFFNNN2N2", "LNFNFFNNN2N2", at=("suspended",)),
    Row(
        "assessments:sign-off-hand-over",
        "LN2NFFNNNFNF",
        "LN2NFFNNNFNF",
        at=("preceptorship", "competency"),
    ),
    Row(
        "assessments:evidence-add",
        "LN2NFFNNNFNF",
        "LN2NFFNNNFNF",
        at=("preceptorship", "competency"),
    ),
    Row("assessments:evidence-download", "LN2N22NNN2N2", "LMMMMMMMMMMM", at=("evidence",)),
    Row("assessments:evidence-remove", "LN2NFFNNNFNF", "LN3NFFNNNFNF", at=("evidence",)),
    # Practice notes stay between the learner and their preceptors (P12).
    Row(
        "assessments:practice-note-create",
        "LN2N22NNNFNF",
        "LN2N22NNNFNF",
        at=("preceptorship", "competency"),
    ),
    Row("assessments:practice-note-share", "LMMMMMMMMMMM", "LN3NFFNNNNNN", at=("practice_note",)),
    Row("assessments:practice-note-remove", "LN2NFFNNNNNN", "LN3NFFNNNNNN", at=("practice_note",)),
    Row("assessments:qr-sheet", "LN2N22NNN2N2", "LMMMMMMMMMMM", at=("preceptorship",)),
    Row(
        "assessments:competency-qr",
        "LN2N22NNN2N2",
        "LMMMMMMMMMMM",
        at=("preceptorship", "competency"),
    ),
    Row("assessments:signing-pin-update", "LFFF222FFFFF", "LFFF222FFFFF"),
    Row(
        "assessments:external-request-create",
        "LN2NFFNNNFNF",
        "LN2NFFNNNFNF",
        at=("preceptorship", "competency"),
    ),
    Row(
        "assessments:external-request-detail",
        "LN2N22NNN2N2",
        "LMMMMMMMMMMM",
        at=("external_request",),
    ),
    Row(
        "assessments:external-request-withdraw",
        "LMMMMMMMMMMM",
        "LN3NFFNNNFNF",
        at=("external_request",),
    ),
    # Links that work for whoever holds them (P11).
    Row("assessments:external-sign", "222222222222", "222222222222", at=("external_link",)),
    Row("assessments:external-decline", "MMMMMMMMMMMM", "333333333333", at=("external_link",)),
    Row(
        "assessments:confirmation-disown", "222222222222", "333333333333", at=("confirmation_link",)
    ),
    Row(
        "assessments:confirmation-confirm",
        "MMMMMMMMMMMM",
        "333333333333",
        at=("confirmation_link",),
    ),
    # These know nobody: the device holds what they show.
    Row("assessments:offline", "222222222222", "MMMMMMMMMMMM"),
    Row("assessments:service-worker", "222222222222", "MMMMMMMMMMMM"),
    Row("assessments:manifest", "222222222222", "MMMMMMMMMMMM"),
    # Everybody has drafts of their own; the one here is the preceptor's.
    Row("assessments:draft-list", "L22222222222", "LMMMMMMMMMMM"),
    Row("assessments:draft-wording", "L22222222222", "LMMMMMMMMMMM"),
    # Says 401 to a device whose session is over, 400 to what is no draft.
    Row("assessments:draft-receive", "MMMMMMMMMMMM", "????????????"),
    Row("assessments:draft-discard", "LMMMMMMMMMMM", "LNNN3NNNNNNN", at=("draft",)),
    Row("assessments:program-integrity", "LNFFFFFNN2N2", "LMMMMMMMMMMM", at=("program",)),
    Row("assessments:program-progress", "LNFFFFFNN2N2", "LMMMMMMMMMMM", at=("program",)),
]
ROWS += PRECEPTING
