"""Settings of Alongside, for production, the demo and the tests alike.

Everything that differs comes from the environment (config/environment.py refuses nonsense);
``ALONGSIDE_DEMO=1`` fills in what a single machine lacks. DEBUG is off, always.
"""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config.environment import read_environment
from config.logging import logging_settings
from config.monitoring import report_errors
from config.schedule import SCHEDULE

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = Path(os.environ.get("ALONGSIDE_DATA", BASE_DIR / ".local"))
ENVIRONMENT = read_environment()

DEMO = ENVIRONMENT.demo
DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = ENVIRONMENT.secret_key_fallbacks
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
# Every absolute address (mails, certificates) is built from this and never from a request.
SITE_URL = ENVIRONMENT.site_url

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "common.apps.CommonConfig",
    "people.apps.PeopleConfig",
    "programs.apps.ProgramsConfig",
    "assessments.apps.AssessmentsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
]
if DEMO:
    # Brings the command that fills an empty database with invented people.
    INSTALLED_APPS.append("tools.demo")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.answer_machines",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compress.CompressMiddleware",
    "config.middleware.answer_head_as_get",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "people.known_device.KnownDeviceMiddleware",
    "people.middleware.LoginMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "people.middleware.PersonMiddleware",
    "people.security_middleware.SecurityLogMiddleware",
    "people.factors.middleware.FactorsMiddleware",
    "people.middleware.AnsweredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "people.context_processors.shell",
            ],
        },
    }
]
FORM_RENDERER = "common.described.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Data ---------------------------------------------------------------------------------

# Of each connection. Timeouts are in milliseconds. A migration may take longer:
# DATABASE_STATEMENT_TIMEOUT=0 lifts the first.
_session = {
    "statement_timeout": ENVIRONMENT.statement_timeout * 1000,
    "lock_timeout": 10_000,
    "idle_in_transaction_session_timeout": 60_000,
    # That of a solid-state disk. For 4, the one of a disk that turns, a page of a program's
    # pairs is sought among the names of everybody.
    "random_page_cost": 1.1,
}
DATABASES = {
    "default": {
        **ENVIRONMENT.database,
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **ENVIRONMENT.database["OPTIONS"],
            "application_name": "alongside",
            "connect_timeout": 5,
            "options": " ".join(f"-c {name}={value}" for name, value in _session.items()),
        },
    }
}

# Sessions, cache and rate limits are in PostgreSQL: nothing a person does needs the broker.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SESSION_ENGINE = "people.models.device_session"

STATIC_URL = "/static/"
STATIC_ROOT = LOCAL_DIR / "static" if DEMO else BASE_DIR / "staticfiles"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    # The icon sprite, made by tools/build_icons.py.
    BASE_DIR / "build" / "static",
    ("bootstrap", BASE_DIR / "node_modules" / "bootstrap" / "dist" / "css"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.static_files.StaticFilesStorage",
        # Collected by one user, read by another.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}

# Imports take files of up to 20 MB; the rest of a request is small.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
# A request with the largest file that a form takes (common/text_files.py) and some words.
FILE_UPLOAD_MAX_MEMORY_SIZE = 22 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "common.uploads.OnlyCounted",
]

# --- Language and time ---------------------------------------------------------------------

LANGUAGE_CODE = ENVIRONMENT.language_code
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone

# --- Accounts --------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_validators = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_validators}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_validators}.CommonPasswordValidator"},
    {
        "NAME": f"{_validators}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {
        "NAME": "people.password_rules.GuessableValidator",
        "OPTIONS": {"site_url": ENVIRONMENT.site_url},
    },
]
PASSWORD_RESET_TIMEOUT = 60 * 60

ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "people.forms.account.LogInForm",
    "change_password": "people.forms.account.PasswordChangeForm",
    "reset_password": "people.forms.account.PasswordResetForm",
    "reset_password_from_key": "people.forms.account.PasswordFromLinkForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# They are asked whether the device is their own; then so long without a click.
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_SESSION_COOKIE_AGE = 7 * 24 * 60 * 60
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENVIRONMENT.https else "http"
# How fast passwords may be tried at the log-in is counted in people/services/log_in.py: no
# limit here may shut an account or a network out. The others count by account first; the
# network comes last and high, since a whole hospital is one.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    # Of codes and passkeys; wrong passwords wait by themselves (people/services/log_in.py).
    "login_failed": "5/5m/key",
    # By account and place, and not by network: people/views/password_reset.py. A mailed link is
    # signed, so that nobody guesses one; a limit would only keep colleagues from theirs.
    "reset_password": None,
    "reset_asked": "5/h/key",
    "reset_password_from_key": None,
    "change_password": "5/m/user",
    "reauthenticate": "5/5m/user",
    "reauthenticate_code": "3/10m/user",
    # What a link opens without logging in, by link and network (common/open_links.py).
    "external": "60/m/key",
    "manage_email": "10/m/user",
    "confirm_email": "1/3m/key",
    "signup": "1/m/ip",
}
# Single sign-on: people/sso/, which reads its providers here and nowhere else.
SSO_PROVIDERS = ENVIRONMENT.sso_providers
SOCIALACCOUNT_ADAPTER = "people.sso.adapter.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5

# --- Second factors: people/factors/ ---
# Of whom one is required: administrators, coordinators, guides, everybody; of nobody if empty.
SECOND_FACTOR_FOR = ENVIRONMENT.second_factor_for
MFA_ADAPTER = "people.factors.adapters.FactorsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "people.factors.forms.SecondStepForm",
    "authenticate_webauthn": "people.factors.forms.PasskeySecondStepForm",
    "login_webauthn": "people.factors.forms.PasskeyLogInForm",
    "add_webauthn": "people.factors.forms.PasskeyAddForm",
    "edit_webauthn": "people.factors.forms.PasskeyRenameForm",
    "activate_totp": "people.factors.forms.AppAddForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
# A finger, a face or the device's PIN each time: a passkey alone is two factors.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Alongside"
# A code from the half minute before or after counts too; each works once all the same.
MFA_TOTP_TOLERANCE = 1
# Asked for by our own rule (config/account_urls.py), which lets nobody pass for want of a password.
MFA_REAUTHENTICATION_REQUIRED = False
# Addresses are set by administrators and not by a confirmation that allauth would know of.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# There is nothing to guess in a passkey, and a whole hospital is one address: a limit by it would
# let one person keep the others out.
MFA_RATE_LIMITS = {"webauthn_login": None}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxy_count

# --- Browsers ----------------------------------------------------------------------------------

_https = ENVIRONMENT.https
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = _https
# Asked from inside, past the proxy that speaks TLS.
SECURE_REDIRECT_EXEMPT = [r"^(livez|readyz|status(\.json|\.txt)?)$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
# Commits the whole domain to https for years, in every browser: for its owner to decide.
SECURE_HSTS_PRELOAD = ENVIRONMENT.hsts_preload
SILENCED_SYSTEM_CHECKS = [] if ENVIRONMENT.hsts_preload else ["security.W021"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ENVIRONMENT.trusted_proxy_count:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The prefix binds a cookie to https and to this very host; plain http cannot set it.
SESSION_COOKIE_NAME = "__Host-session" if _https else "session"
DEVICE_COOKIE_NAME = "__Host-device" if _https else "device"
SESSION_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Without a click, on a device of whoever comes next (docs/decisions/0034-sessions.md).
SESSION_COOKIE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
CSRF_COOKIE_NAME = "__Host-csrf" if _https else "csrf"
CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "config.messages.MessageStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

# --- Mail ---------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.default_from_email
globals().update(ENVIRONMENT.email)
# Used by the demo alone: its Mailbox page shows this folder.
EMAIL_FILE_PATH = LOCAL_DIR / "mail"

# --- Background work: see config/celery.py --------------------------------------------------------

CELERY_BROKER_URL = ENVIRONMENT.broker["url"]
CELERY_BROKER_TRANSPORT_OPTIONS = ENVIRONMENT.broker["options"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# For ever: Celery gives up after a hundred tries, and nobody starts it again.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A broker that is down never holds up a request: beat's next sweep finds the work.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 10 * 60
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_CONCURRENCY = 2
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# config/schedule.py; by the clock, so that beat keeps no file.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_SCHEDULE = SCHEDULE

# One line a night over all signatures; keep it where the database's keepers cannot write.
SEAL_FILE = ENVIRONMENT.seal_file or (LOCAL_DIR if DEMO else BASE_DIR) / "ledger-seals.jsonl"
# Who gets each seal's number and root by mail, out of the reach of this machine.
SEAL_MAIL_TO = ENVIRONMENT.seal_mail_to

# What opens /status to machines; without one only administrators see it.
STATUS_TOKEN = ENVIRONMENT.status_token

# How long the security log is kept; the database itself keeps it ninety days at least.
SECURITY_LOG_DAYS = ENVIRONMENT.security_log_days
# What was read or e-mailed is deleted after so many days: people/notices/services/retention.py.
NOTICE_DAYS = ENVIRONMENT.notice_days

# Evidence under random names, never in a folder that a web server shows.
EVIDENCE_DIR = ENVIRONMENT.evidence_dir or (LOCAL_DIR if DEMO else BASE_DIR) / "evidence"
# A program that is given each new file and ends with an error to refuse it.
EVIDENCE_SCANNER = ENVIRONMENT.evidence_scanner

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_settings(ENVIRONMENT.log_level, ENVIRONMENT.log_format)

if ENVIRONMENT.sentry_dsn:
    report_errors(ENVIRONMENT.sentry_dsn)
