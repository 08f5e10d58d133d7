"""Signing by a link."""

from django.urls import path

from assessments.external.views import external_request as externals
from assessments.external.views.confirmation import confirmation_confirm, confirmation_disown
from assessments.external.views.suspension import sign_off_reinstate

PRECEPTORSHIP = "preceptorships/<uuid:pk>/"
EXTERNAL = "external-requests/<uuid:pk>/"
COMPETENCY = f"{PRECEPTORSHIP}competencies/<uuid:competency>/"

urlpatterns = [
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
    path("confirmations/<str:token>/confirm/", confirmation_confirm, name="confirmation-confirm"),
    path("sign-offs/<uuid:pk>/reinstate/", sign_off_reinstate, name="sign-off-reinstate"),
]
