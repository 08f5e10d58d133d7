"""Every address of the site: each app keeps its own list."""

from django.urls import include, path

from config.health import health

urlpatterns = [
    path("health/", health, name="health"),
    path("accounts/", include("config.account_urls")),
    path("", include("people.urls")),
    path("", include("programs.urls")),
    path("", include("assessments.urls")),
]

handler500 = "config.errors.server_error"
