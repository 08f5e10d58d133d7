"""A session ready-made, for whoever need not walk through the door."""


def session_of(person) -> dict[str, str]:
    """Return the cookie of a new session of the person's, who still has to sign by password."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}


def log_in(context, person, site):
    """Give the browser such a session."""
    context.add_cookies([session_of(person) | {"url": site}])
