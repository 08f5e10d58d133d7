from django.urls import path

from people.sso.views.account import sso_connect, sso_disconnect, sso_invited
from people.sso.views.trip import (
    sso_callback,
    sso_confirm,
    sso_confirmed,
    sso_connect_start,
    sso_invited_start,
    sso_start,
)

urlpatterns = [
    path("sso/connect/", sso_connect, name="sso-connect"),
    path("sso/invited/", sso_invited, name="sso-invited"),
    path("sso/confirmed/", sso_confirmed, name="sso-confirmed"),
    path("sso/<slug:key>/start/", sso_start, name="sso-start"),
    path("sso/<slug:key>/confirm/", sso_confirm, name="sso-confirm"),
    path("sso/<slug:key>/connect/", sso_connect_start, name="sso-connect-start"),
    path("sso/<slug:key>/invited/<str:token>/", sso_invited_start, name="sso-invited-start"),
    # Registered with the provider: docs/operator.md.
    path("sso/<slug:key>/callback/", sso_callback, name="sso-callback"),
    path("sso/accounts/<int:pk>/disconnect/", sso_disconnect, name="sso-disconnect"),
]
