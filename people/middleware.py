"""What every request of a person has in common."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect


class LoginMiddleware(LoginRequiredMiddleware):
    """Sends who is not logged in to the log-in page, from inside a fragment too."""

    def handle_no_permission(self, request, view_func):
        if not request.htmx:
            return super().handle_no_permission(request, view_func)
        # The whole page goes to the log-in and back to itself: a form for logging in must
        # not land in the middle of a page, and a fragment is no page to come back to.
        page = request.htmx.current_url_abs_path or "/"
        login = redirect_to_login(page, self.get_login_url(view_func))
        return HttpResponseClientRedirect(login.url)


class PersonMiddleware:
    """Speaks the person's language in their time zone, and leaves nothing behind.

    Pages of somebody logged in are not kept by the browser: the next person at a shared
    device who presses Back sees the log-in page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        person = request.user if request.user.is_authenticated else None
        with timezone.override(_zone(person) if person else None):
            if person:
                translation.activate(person.language)
                request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)

        patch_vary_headers(response, ["HX-Request"])
        if person:
            response.headers["Cache-Control"] = "no-store"
        if person and not request.user.is_authenticated:
            # Logged out: nothing of theirs stays on a shared device.
            response.headers["Clear-Site-Data"] = '"storage"'
        return response


def _zone(person):
    try:
        return ZoneInfo(person.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()
