from django.urls import path

from people.views.help import help_page
from people.views.theme import theme_update

app_name = "people"

urlpatterns = [
    path("help/", help_page, name="help"),
    path("theme/", theme_update, name="theme-update"),
]
