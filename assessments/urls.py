from django.urls import path

from assessments.views import external_request as externals
from assessments.views import sign_off_request as requests
from assessments.views.assessor import assessor_allow, assessor_list
from assessments.views.bulk_sign_off import sign_off_bulk
from assessments.views.checklist import checklist, checklist_print, competency_record
from assessments.views.confirmation import confirmation_disown
from assessments.views.evidence import evidence_add, evidence_download, evidence_remove
from assessments.views.hand_over import sign_off_hand_over, signing_pin_update
from assessments.views.integrity import program_integrity
from assessments.views.offline import manifest, offline, service_worker
from assessments.views.practice_note import (
    practice_note_create,
    practice_note_remove,
    practice_note_share,
)
from assessments.views.program_progress import program_progress
from assessments.views.qr import competency_qr, qr_sheet
from assessments.views.sign_off import (
    sign_off_create,
    sign_off_detail,
    sign_off_list,
    sign_off_revoke,
    sign_off_undo,
)
from assessments.views.sign_off_draft import (
    draft_discard,
    draft_list,
    draft_receive,
    draft_wording,
)
from assessments.views.suspension import sign_off_reinstate

app_name = "assessments"

PRECEPTORSHIP = "preceptorships/<uuid:pk>/"
EXTERNAL = "external-requests/<uuid:pk>/"
REQUEST = "requests/<uuid:pk>/"
COMPETENCY = f"{PRECEPTORSHIP}competencies/<uuid:competency>/"

urlpatterns = [
    path(PRECEPTORSHIP, checklist, name="checklist"),
    path(f"{PRECEPTORSHIP}print/", checklist_print, name="checklist-print"),
    path(f"{PRECEPTORSHIP}assessors/", assessor_list, name="assessor-list"),
    path(f"{PRECEPTORSHIP}assessors/<uuid:person>/allow/", assessor_allow, name="assessor-allow"),
    path(f"{PRECEPTORSHIP}sign/", sign_off_bulk, name="sign-off-bulk"),
    path(f"{PRECEPTORSHIP}requests/", requests.sign_off_request_list, name="sign-off-request-list"),
    path(
        f"{PRECEPTORSHIP}requests/new/",
        requests.sign_off_request_create,
        name="sign-off-request-create",
    ),
    path(COMPETENCY, competency_record, name="competency-record"),
    path(f"{COMPETENCY}sign/", sign_off_create, name="sign-off-create"),
    path(f"{COMPETENCY}practice/", practice_note_create, name="practice-note-create"),
    path("practice-notes/<uuid:pk>/share/", practice_note_share, name="practice-note-share"),
    path("practice-notes/<uuid:pk>/remove/", practice_note_remove, name="practice-note-remove"),
    path(f"{COMPETENCY}evidence/", evidence_add, name="evidence-add"),
    path("evidence/<uuid:pk>/", evidence_download, name="evidence-download"),
    path("evidence/<uuid:pk>/remove/", evidence_remove, name="evidence-remove"),
    path(f"{PRECEPTORSHIP}qr/", qr_sheet, name="qr-sheet"),
    path(f"{COMPETENCY}qr/", competency_qr, name="competency-qr"),
    path(f"{COMPETENCY}hand-over/", sign_off_hand_over, name="sign-off-hand-over"),
    path(
        f"{COMPETENCY}external/", externals.external_request_create, name="external-request-create"
    ),
    path(EXTERNAL, externals.external_request_detail, name="external-request-detail"),
    path(
        f"{EXTERNAL}withdraw/",
        externals.external_request_withdraw,
        name="external-request-withdraw",
    ),
    # Opened by links, without logging in.
    path("external/<str:token>/", externals.external_sign, name="external-sign"),
    path("external/<str:token>/decline/", externals.external_decline, name="external-decline"),
    path("confirmations/<str:token>/", confirmation_disown, name="confirmation-disown"),
    path("sign-offs/pin/", signing_pin_update, name="signing-pin-update"),
    path("sign-offs/", sign_off_list, name="sign-off-list"),
    path("sign-offs/<uuid:pk>/", sign_off_detail, name="sign-off-detail"),
    path("sign-offs/<uuid:pk>/revoke/", sign_off_revoke, name="sign-off-revoke"),
    path("sign-offs/<uuid:pk>/reinstate/", sign_off_reinstate, name="sign-off-reinstate"),
    path("sign-offs/<uuid:pk>/undo/", sign_off_undo, name="sign-off-undo"),
    path(REQUEST, requests.sign_off_request_detail, name="sign-off-request-detail"),
    path(f"{REQUEST}nudge/", requests.sign_off_request_nudge, name="sign-off-request-nudge"),
    path(f"{REQUEST}extend/", requests.sign_off_request_extend, name="sign-off-request-extend"),
    path(
        f"{REQUEST}withdraw/", requests.sign_off_request_withdraw, name="sign-off-request-withdraw"
    ),
    path(f"{REQUEST}decline/", requests.sign_off_request_decline, name="sign-off-request-decline"),
    path("offline/", offline, name="offline"),
    path("service-worker.js", service_worker, name="service-worker"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("drafts/", draft_list, name="draft-list"),
    path("drafts/receive/", draft_receive, name="draft-receive"),
    path("drafts/wording/", draft_wording, name="draft-wording"),
    path("drafts/<uuid:pk>/discard/", draft_discard, name="draft-discard"),
    path("programs/<uuid:pk>/integrity/", program_integrity, name="program-integrity"),
    path("programs/<uuid:pk>/progress/", program_progress, name="program-progress"),
]
