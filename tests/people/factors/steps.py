"""What it takes to give somebody second factors, and to log in by them."""

import json
from html import unescape

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.urls import reverse
from django.utils import timezone

PASSWORD = "walking home along the river"


def enter(client, person):
    """Log in without walking through the door, and give the password that a change asks for."""
    client.force_login(person)
    session = client.session
    session["password_confirmed"] = {
        "person": str(person.pk),
        "at": timezone.now().isoformat(),
    }
    session.save()


def log_in(client, person, **more):
    details = {"login": person.email, "password": PASSWORD, **more}
    return client.post(reverse("account_login"), details)


def is_logged_in(client):
    return "_auth_user_id" in client.session


def add_passkey(client, person, device, name="My phone"):
    """Leave the client logged in as the person, who has a passkey on the device now."""
    enter(client, person)
    page = client.get(reverse("mfa_add_webauthn"))
    options = json.loads(json.dumps(page.context["js_data"]["creation_options"]))
    return client.post(
        reverse("mfa_add_webauthn"), {"name": name, "credential": device.make(options)}
    )


def add_app(person, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"):
    auth.TOTP.activate(person, secret)
    return secret


def code_of(secret, steps=0):
    counter = list(auth.yield_hotp_counters_from_time())[1] + steps
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def factors(person):
    return sorted(Authenticator.objects.filter(user=person).values_list("type", flat=True))


def shown_options(page):
    """The challenge as it stands in the page for the script to read."""
    text = page.text.partition('data-options="')[2].partition('"')[0]
    return json.loads(unescape(text))
