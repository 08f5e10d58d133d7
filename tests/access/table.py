"""Who gets what: one letter for each role, in the order of ``cast.ROLES``.

``2`` the page · ``3`` done, and sent on · ``L`` sent to log in · ``F`` seen but not
allowed (403) · ``N`` as if it were not there (404) · ``M`` wrong method (405)
"""

from tests.access.mentoring import MENTORING
from tests.access.precepting import PRECEPTING
from tests.access.row import Row
from tests.access.sessions import SESSIONS
from tests.access.shifts import SHIFTS

# Answered by a library or tested where they live.
ELSEWHERE: set[str] = {
    "people:mailbox-letter",
    "people:mailbox-html",
    # tests/people/test_account_pages.py and test_adapters.py walk through allauth's, and
    # tests/people/factors/ through its second factors.
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
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
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
    Row("livez", "222222222222", "MMMMMMMMMMMM"),
    Row("readyz", "222222222222", "MMMMMMMMMMMM"),
    # To machines by a token (tests/config/test_health.py).
    Row("status", "LFFFFFFFFFF2", "LMMMMMMMMMMM"),
    Row("status-json", "LFFFFFFFFFF2", "LMMMMMMMMMMM"),
    Row("status-text", "LFFFFFFFFFF2", "LMMMMMMMMMMM"),
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
    Row("people:security-log", "LFFFFFFFFFF2", "LMMMMMMMMMMM"),
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
    Row("people:person-log-out", "LNNNNNNNNFF2", "LNNNNNNNNFF3", at=("newcomer",)),
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
    # Second factors: one's own, behind the password; nobody here has a passkey to confirm by.
    Row("mfa_index", "L22222222222", "LMMMMMMMMMMM"),
    Row("mfa_add_webauthn", "L33333333333", "L33333333333"),
    Row("mfa_list_webauthn", "L33333333333", "L33333333333"),
    Row("mfa_activate_totp", "L33333333333", "L33333333333"),
    Row("mfa_deactivate_totp", "L33333333333", "L33333333333"),
    Row("mfa_generate_recovery_codes", "L33333333333", "L33333333333"),
    Row("people:factors-required", "L33333333333", "LMMMMMMMMMMM"),
    Row("people:passkey-confirm", "LNNNNNNNNNNN", "LNNNNNNNNNNN"),
    # Of somebody else, and as an administrator.
    Row("people:factors-reset", "LNNNNNNNNFF2", "LNNNNNNNNFF2", at=("newcomer",)),
    # One's own page, and what only guides have there.
    Row("people:profile", "L22222222222", "L22222222222"),
    # Single sign-on, with no provider configured: tests/sso/ goes the whole way.
    Row("people:sso-start", "MMMMMMMMMMMM", "NNNNNNNNNNNN", at=("sso_key",)),
    Row("people:sso-callback", "NNNNNNNNNNNN", "MMMMMMMMMMMM", at=("sso_key",)),
    Row("people:sso-confirm", "LMMMMMMMMMMM", "LNNNNNNNNNNN", at=("sso_key",)),
    Row("people:sso-connect-start", "LMMMMMMMMMMM", "LNNNNNNNNNNN", at=("sso_key",)),
    Row("people:sso-invited-start", "MMMMMMMMMMMM", "NNNNNNNNNNNN", at=("sso_key", "sso_key")),
    # Nothing waits in these sessions.
    Row("people:sso-connect", "L33333333333", "L33333333333"),
    Row("people:sso-invited", "FFFFFFFFFFFF", "FFFFFFFFFFFF"),
    Row("people:sso-confirmed", "L22222222222", "LMMMMMMMMMMM"),
    # One's own account there, and nobody else's.
    Row("people:sso-disconnect", "LN2NNNNNNNNN", "LN2NNNNNNNNN", at=("sso_account",)),
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
ROWS += PRECEPTING
ROWS += SHIFTS
ROWS += SESSIONS
