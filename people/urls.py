from django.urls import path

from people.views.help import help_page
from people.views.inbox import inbox, notice_open, notice_read, notice_read_all, notice_unread
from people.views.notice_preference import notice_settings, notice_stop
from people.views.theme import theme_update

app_name = "people"

urlpatterns = [
    path("help/", help_page, name="help"),
    path("inbox/", inbox, name="inbox"),
    path("inbox/read/", notice_read_all, name="notice-read-all"),
    path("inbox/mailed/", notice_settings, name="notice-settings"),
    path("inbox/<uuid:pk>/open/", notice_open, name="notice-open"),
    path("inbox/<uuid:pk>/read/", notice_read, name="notice-read"),
    path("inbox/<uuid:pk>/unread/", notice_unread, name="notice-unread"),
    path("notices/stop/<str:token>/", notice_stop, name="notice-stop"),
    path("theme/", theme_update, name="theme-update"),
]
