"""Every address of this app, room by room, in one namespace."""

from django.urls import include, path

from people.views.absence import absence_add, absence_end
from people.views.device_session import (
    person_log_out,
    session_end,
    session_end_others,
    session_keep,
)
from people.views.guide import (
    approval_end,
    approval_grant,
    capacity_update,
    credential_add,
    credential_end,
    rest_end,
    rest_start,
)
from people.views.help import help_page
from people.views.invitation import invitation_accept, invitation_send, invitation_send_many
from people.views.journey import journey
from people.views.mailbox import mailbox, mailbox_html, mailbox_letter
from people.views.person import (
    person_create,
    person_deactivate,
    person_detail,
    person_list,
    person_reactivate,
    person_update,
)
from people.views.profile import profile
from people.views.security_log import security_log
from people.views.theme import theme_update
from people.views.today import today
from people.views.unit import (
    unit_archive,
    unit_create,
    unit_detail,
    unit_list,
    unit_reopen,
    unit_update,
)

app_name = "people"


urlpatterns = [
    path("", today, name="today"),
    path("help/", help_page, name="help"),
    path("invitation/<str:token>/", invitation_accept, name="invitation-accept"),
    path("mailbox/", mailbox, name="mailbox"),
    path("mailbox/<str:key>/", mailbox_letter, name="mailbox-letter"),
    path("mailbox/<str:key>/html/", mailbox_html, name="mailbox-html"),
    path("people/", person_list, name="person-list"),
    path("people/new/", person_create, name="person-create"),
    path("people/invite/", invitation_send_many, name="invitation-send-many"),
    path("people/<uuid:pk>/journey/", journey, name="journey"),
    path("people/<uuid:pk>/", person_detail, name="person-detail"),
    path("people/<uuid:pk>/edit/", person_update, name="person-update"),
    path("people/<uuid:pk>/log-out/", person_log_out, name="person-log-out"),
    path("people/<uuid:pk>/deactivate/", person_deactivate, name="person-deactivate"),
    path("people/<uuid:pk>/reactivate/", person_reactivate, name="person-reactivate"),
    path("people/<uuid:pk>/invite/", invitation_send, name="invitation-send"),
    path("people/<uuid:pk>/approve/", approval_grant, name="approval-grant"),
    path("people/<uuid:pk>/credentials/new/", credential_add, name="credential-add"),
    path("approvals/<uuid:pk>/end/", approval_end, name="approval-end"),
    path("credentials/<uuid:pk>/end/", credential_end, name="credential-end"),
    path("profile/", profile, name="profile"),
    path("profile/away/", absence_add, name="absence-add"),
    path("absences/<uuid:pk>/end/", absence_end, name="absence-end"),
    path("profile/<str:role>/capacity/", capacity_update, name="capacity-update"),
    path("profile/<str:role>/rest/", rest_start, name="rest-start"),
    path("sessions/end-others/", session_end_others, name="session-end-others"),
    path("sessions/keep/", session_keep, name="session-keep"),
    path("sessions/<uuid:pk>/end/", session_end, name="session-end"),
    path("rests/<uuid:pk>/end/", rest_end, name="rest-end"),
    path("security/", security_log, name="security-log"),
    path("theme/", theme_update, name="theme-update"),
    path("units/", unit_list, name="unit-list"),
    path("units/new/", unit_create, name="unit-create"),
    path("units/<uuid:pk>/", unit_detail, name="unit-detail"),
    path("units/<uuid:pk>/edit/", unit_update, name="unit-update"),
    path("units/<uuid:pk>/archive/", unit_archive, name="unit-archive"),
    path("units/<uuid:pk>/reopen/", unit_reopen, name="unit-reopen"),
    path("", include("people.addresses.urls")),
    path("", include("people.sso.urls")),
    path("", include("people.factors.urls")),
    path("", include("people.notices.urls")),
    path("", include("people.imports.urls")),
]
