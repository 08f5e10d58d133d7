"""Requests, signatures and notes made without a network."""

from django.urls import path

from assessments.sign_offs.views import sign_off_request as requests
from assessments.sign_offs.views.assessor import assessor_allow, assessor_list
from assessments.sign_offs.views.bulk_sign_off import sign_off_bulk
from assessments.sign_offs.views.hand_over import sign_off_hand_over, signing_pin_update
from assessments.sign_offs.views.offline import manifest, offline, service_worker
from assessments.sign_offs.views.sign_off import (
    sign_off_create,
    sign_off_detail,
    sign_off_list,
    sign_off_revoke,
    sign_off_undo,
    sign_off_undo_act,
)
from assessments.sign_offs.views.sign_off_draft import (
    draft_discard,
    draft_list,
    draft_receive,
    draft_wording,
)

PRECEPTORSHIP = "preceptorships/<uuid:pk>/"
REQUEST = "requests/<uuid:pk>/"
COMPETENCY = f"{PRECEPTORSHIP}competencies/<uuid:competency>/"

urlpatterns = [
    path(f"{PRECEPTORSHIP}assessors/", assessor_list, name="assessor-list"),
    path(f"{PRECEPTORSHIP}assessors/<uuid:person>/allow/", assessor_allow, name="assessor-allow"),
    path(f"{PRECEPTORSHIP}sign/", sign_off_bulk, name="sign-off-bulk"),
    path(f"{PRECEPTORSHIP}requests/", requests.sign_off_request_list, name="sign-off-request-list"),
    path(
        f"{PRECEPTORSHIP}requests/new/",
        requests.sign_off_request_create,
        name="sign-off-request-create",
    ),
    path(f"{COMPETENCY}sign/", sign_off_create, name="sign-off-create"),
    path(f"{COMPETENCY}hand-over/", sign_off_hand_over, name="sign-off-hand-over"),
    path("sign-offs/pin/", signing_pin_update, name="signing-pin-update"),
    path("sign-offs/", sign_off_list, name="sign-off-list"),
    path("sign-offs/<uuid:pk>/", sign_off_detail, name="sign-off-detail"),
    path("sign-offs/<uuid:pk>/revoke/", sign_off_revoke, name="sign-off-revoke"),
    path("sign-offs/<uuid:pk>/undo/", sign_off_undo, name="sign-off-undo"),
    path("sign-offs/<uuid:pk>/undo-all/", sign_off_undo_act, name="sign-off-undo-act"),
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
]
