"""Every address of the site: each app keeps its own list."""

from django.urls import include, path

from config.health import livez, readyz, status

urlpatterns = [
    # Answered by config.middleware before anything else looks at the request.
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("status", status, name="status"),
    path("status.json", status, name="status-json"),
    path("status.txt", status, name="status-text"),
    path("accounts/", include("config.account_urls")),
    path("", include("people.urls")),
    path("", include("programs.urls")),
    path("", include("assessments.urls")),
]

handler500 = "config.errors.server_error"
