"""What the settings promise to browsers, asked of the settings as production reads them."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from tests.config.test_environment import PRODUCTION

NAMES = [
    "CSRF_COOKIE_HTTPONLY",
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "DEBUG",
    "SECURE_HSTS_PRELOAD",
    "SECURE_HSTS_SECONDS",
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
]
REPORT = (
    "import json; from config import settings; "
    f"print(json.dumps({{name: getattr(settings, name) for name in {NAMES}}} "
    "| {'proxy': getattr(settings, 'SECURE_PROXY_SSL_HEADER', None)}))"
)


def report(**variables):
    """The settings as a process of its own reads them."""
    environment = {"PATH": os.environ["PATH"]} | PRODUCTION | variables
    done = subprocess.run(
        [sys.executable, "-c", REPORT], env=environment, capture_output=True, check=True
    )
    return json.loads(done.stdout)


def test_production_binds_cookies_to_https_and_to_the_host():
    assert report() == {
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "CSRF_COOKIE_SECURE": True,
        "DEBUG": False,
        "SECURE_HSTS_PRELOAD": False,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "proxy": None,
    }


def test_every_cookie_of_production_is_bound_to_the_host():
    code = (
        "import django; django.setup(); from django.conf import settings as s; "
        "from config.messages import HostCookieStorage; "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, HostCookieStorage.cookie_name)"
    )
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | PRODUCTION,
        capture_output=True,
        text=True,
        check=True,
    )

    assert all(name.startswith("__Host-") for name in done.stdout.split())


def test_hsts_commits_the_whole_domain_only_when_asked():
    assert report()["SECURE_HSTS_PRELOAD"] is False
    assert report(HSTS_PRELOAD="true")["SECURE_HSTS_PRELOAD"] is True


def test_worker_looks_for_its_broker_for_ever():
    assert settings.CELERY_BROKER_CONNECTION_MAX_RETRIES is None


def test_production_believes_a_proxy_only_when_told_of_one():
    assert report(TRUSTED_PROXY_COUNT="1")["proxy"] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_demo_speaks_plain_http():
    values = report(ALONGSIDE_DEMO="1", SITE_URL="http://localhost:8000", ALLOWED_HOSTS="localhost")

    assert values["SESSION_COOKIE_NAME"] == "session"
    assert values["SECURE_SSL_REDIRECT"] is False
    assert values["DEBUG"] is False


@pytest.mark.django_db
def test_pages_carry_the_security_headers():
    response = Client().get("/accounts/login/")

    assert {name: response.get(name) for name in EXPECTED_HEADERS} == EXPECTED_HEADERS
    policy = response["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
    assert directives == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "object-src": "'none'",
    }


EXPECTED_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.django_db
def test_every_connection_has_its_time_limits_and_its_cost_of_a_page():
    from django.db import connection

    wanted = {
        "statement_timeout": "30s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "1min",
        "random_page_cost": "1.1",
    }
    shown = {}
    with connection.cursor() as cursor:
        for name in wanted:
            cursor.execute(f"SHOW {name}")
            shown[name] = cursor.fetchone()[0]

    assert shown == wanted


def test_nothing_but_the_queue_is_in_redis():
    assert settings.SESSION_ENGINE == "people.models.device_session"
    assert settings.CACHES["default"]["BACKEND"] == ("django.core.cache.backends.db.DatabaseCache")
