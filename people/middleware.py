"""What every request of a person has in common."""

import hashlib
import re
import time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpResponseRedirect
from django.middleware.csrf import CSRF_TOKEN_LENGTH
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from common.redirects import page_before
from people.services.device_session import see_session
from people.sso_providers import remember_leaving

TOKEN = re.compile("[0-9a-f]{32}")
LEADS_ON = (302, 303)
SAFE = ("GET", "HEAD", "OPTIONS")
# As long as the device keeps what was typed, and a little more.
DONE_FOR = 20 * 60
# How long one of several sent at once waits for the first, look by look; and for how many
# seconds nobody else does what one has begun.
WAITS, PAUSE, DOING_FOR = 50, 0.1, 30
# These may differ when the same is sent again.
NO_PART_OF_WHAT_IS_SAID = {"csrfmiddlewaretoken", "password", "pin"}


class LoginMiddleware(LoginRequiredMiddleware):
    """Sends who is not logged in to the log-in page, and from there back to their page.

    That is the page a form stood on, where its text waits in the tab (static/js/keep.js): the
    address it was sent to may be none that opens.
    """

    def handle_no_permission(self, request, view_func):
        is_sent = request.method not in SAFE
        if not request.htmx and not is_sent:
            return super().handle_no_permission(request, view_func)
        # The whole page goes to the log-in and back to itself: a form for logging in must
        # not land in the middle of a page, and a fragment is no page to come back to.
        page = request.htmx.current_url_abs_path if request.htmx else page_before(request)
        login = redirect_to_login(page or "/", self.get_login_url(view_func)).url
        if is_sent:
            login += "&ended=1"
        return HttpResponseClientRedirect(login) if request.htmx else HttpResponseRedirect(login)


class PersonMiddleware:
    """Speaks the person's language in their time zone, and leaves nothing behind.

    Pages of somebody logged in are not kept by the browser: the next person at a shared
    device who presses Back sees the log-in page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        person = request.user if request.user.is_authenticated else None
        if person:
            see_session(request.session, at=timezone.now())
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
            remember_leaving(response)
        return response


class AnsweredMiddleware:
    """Does once what a device sends twice, because the answer was lost on the way.

    A page's script puts a token into what it posts (static/js/keep.js); without one, the page's
    own will do. Whatever was done with it, and led on, leads there again for the same person,
    page and words, be it sent at the same moment; and a cookie tells the script that there was
    an answer, so that it forgets what was typed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            return self._answer(request)
        finally:
            if claimed := getattr(request, "claimed", None):
                cache.delete(claimed)

    def _answer(self, request):
        response = self.get_response(request)
        token = _token(request)
        if not token or not _is_answer(response):
            return response
        if response.status_code in LEADS_ON and request.user.is_authenticated:
            cache.set(_done_key(request, token), response.headers["Location"], DONE_FOR)
        if kept := _kept_token(request):
            response.set_cookie(
                "__Host-answered" if settings.SESSION_COOKIE_SECURE else "answered",
                kept,
                max_age=DONE_FOR,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response

    def process_view(self, request, view, arguments, keywords):
        token = _token(request)
        if not token or not request.user.is_authenticated:
            return None
        key = _done_key(request, token)
        done = cache.get(key) or self._claim(request, key)
        return HttpResponseRedirect(done) if done else None

    def _claim(self, request, key):
        """Be the one who does it; or wait for whoever does, and return where that led.

        What is not done in time was refused or broke, and is tried again.
        """
        for _ in range(WAITS):
            if cache.add(_doing(key), True, DOING_FOR):
                request.claimed = _doing(key)
                # Perhaps it was done, and let go of, since one looked.
                return cache.get(key)
            time.sleep(PAUSE)
            if done := cache.get(key):
                return done
        return None


def _kept_token(request):
    token = request.POST.get("kept", "") if request.method == "POST" else ""
    return token if TOKEN.fullmatch(token) else ""


def _token(request):
    """What tells this sending of a form from another: the script's, or that of the page.

    Without a script the token against forgery will do, which is another each time a page is
    shown. HTMX sends the same form of one page again and means it.
    """
    if token := _kept_token(request):
        return token
    of_page = request.POST.get("csrfmiddlewaretoken", "") if request.method == "POST" else ""
    if request.htmx or len(of_page) != CSRF_TOKEN_LENGTH:
        return ""
    return hashlib.sha256(of_page.encode()).hexdigest()[:32]


def _is_answer(response):
    """Not a fault, and not the way to a door that comes first: then nothing was taken in."""
    if getattr(response, "leads_elsewhere", False):
        return False
    location = response.headers.get("Location") or response.headers.get("HX-Redirect", "")
    doors = (reverse("account_login"), reverse("people:factors-required"))
    return response.status_code < 400 and not location.startswith(doors)


def _done_key(request, token):
    """Made of who sent what to where, so that no other words are taken for them."""
    words = {
        name: values for name, values in request.POST.lists() if name not in NO_PART_OF_WHAT_IS_SAID
    }
    files = [(name, file.name, file.size) for name, file in request.FILES.items()]
    said = repr((str(request.user.pk), request.get_full_path(), sorted(words.items()), files))
    return f"done:{token}:{hashlib.sha256(said.encode()).hexdigest()}"


def _doing(key):
    return f"doing:{key}"


def _zone(person):
    try:
        return ZoneInfo(person.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()
