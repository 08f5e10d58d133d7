"""The inbox, what was sent, and which mails one wants."""

from django.urls import path

from people.notices.views.delivery import delivery_list
from people.notices.views.inbox import (
    inbox,
    notice_open,
    notice_read,
    notice_read_all,
    notice_unread,
)
from people.notices.views.notice_preference import notice_settings, notice_stop

urlpatterns = [
    path("inbox/", inbox, name="inbox"),
    path("inbox/read/", notice_read_all, name="notice-read-all"),
    path("inbox/mailed/", notice_settings, name="notice-settings"),
    path("inbox/<uuid:pk>/open/", notice_open, name="notice-open"),
    path("inbox/<uuid:pk>/read/", notice_read, name="notice-read"),
    path("inbox/<uuid:pk>/unread/", notice_unread, name="notice-unread"),
    path("mailed/", delivery_list, name="delivery-list"),
    path("notices/stop/<str:token>/", notice_stop, name="notice-stop"),
]
