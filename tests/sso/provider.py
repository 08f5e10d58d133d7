"""A provider of single sign-on, as allauth's wheel brings it, in a process of its own.

``python -m tests.sso.provider FOLDER PORT START SITE`` answers on loopback. ``START`` is the
moment, in ISO, that it takes for now, or ``-`` for the real one.
"""

import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import time_machine

CLIENT_ID, CLIENT_SECRET = "alongside", "not a secret that anybody guesses"
PASSWORD = "another password, elsewhere"
# What it says of somebody that is not so, by their name there.
TWISTS = {
    "othernonce": {"nonce": "of another log-in"},
    "otherissuer": {"iss": "https://elsewhere.example"},
    "otheraudience": {"aud": "another client"},
    "neverasked": {"auth_time": 1_000_000_000},
    "silent": {"auth_time": None},
    "twofactors": {"amr": ["pwd", "otp"]},
    "strong": {"acr": "gold"},
}
NAMES = ["nia", "sam", *TWISTS]


def configure(folder: Path, port: int):
    from django.conf import settings

    settings.configure(
        SECRET_KEY="the provider's own",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="tests.sso.provider_urls",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": folder / "provider.sqlite3",
                "OPTIONS": {"timeout": 20},
            }
        },
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.sites",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        SITE_ID=1,
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        # Cookies know no port: those of the site, on the same host, are others.
        SESSION_COOKIE_NAME=f"provider{port}",
        CSRF_COOKIE_NAME=f"providercsrf{port}",
        ACCOUNT_EMAIL_VERIFICATION="none",
        ACCOUNT_RATE_LIMITS=False,
        IDP_OIDC_ADAPTER="tests.sso.provider_adapter.Adapter",
        IDP_OIDC_PRIVATE_KEY=_private_key(),
        IDP_OIDC_RATE_LIMITS=False,
    )


def _private_key():
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    return (
        rsa.generate_private_key(public_exponent=65537, key_size=2048)
        .private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        .decode()
    )


def fill(site: str):
    """People, and us as a client that nobody has to agree to."""
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User

    for name in NAMES:
        user = User.objects.create_user(name, f"{name}@house.example", PASSWORD)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client = Client(id=CLIENT_ID, name="Alongside", skip_consent=True)
    client.set_secret(CLIENT_SECRET)
    client.set_scopes(["openid", "email"])
    client.set_redirect_uris([f"{site}/sso/{key}/callback/" for key in ("house", "other")])
    client.save()


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


def main(folder, port, start, site):
    if start != "-":
        time_machine.travel(start, tick=True).start()
    configure(Path(folder), int(port))
    import django
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    django.setup()
    call_command("migrate", verbosity=0)
    fill(site)
    server = make_server("127.0.0.1", int(port), get_wsgi_application(), Server, Quiet)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
