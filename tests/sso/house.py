"""Runs the provider of tests/sso/provider.py, and walks through it as somebody's browser does."""

import re
import subprocess
import sys
import time
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from socket import create_connection, socket
from urllib.parse import urljoin, urlsplit

import requests

from config.sso import SsoProvider
from tests.sso.provider import CLIENT_ID, CLIENT_SECRET, NAMES, PASSWORD

ROOT = Path(__file__).resolve().parents[2]
REFRESH = re.compile(r'<meta http-equiv="refresh" content="0;url=([^"]+)"')
FIELD = re.compile(r"<input[^>]*>")
FACT = re.compile(r'(\w+)="([^"]*)"')


@contextmanager
def running(folder, *, site: str, start: str = "-"):
    """Start it, and yield its issuer."""
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "tests.sso.provider", str(folder), str(port), start, site]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait(process, port):
    for _try in range(300):
        assert process.poll() is None, "The provider ended."
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The provider does not answer.")


def known(issuer: str, **changes) -> SsoProvider:
    """The provider as an operator would configure it; ``changes`` to what they say of it."""
    facts = {
        "key": "house",
        "issuer": issuer,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "name": "House login",
    }
    return SsoProvider(**facts | changes)


def connect(person, issuer: str, subject: str = "1"):
    """Let somebody log in there; subject 1 is nia, 2 is sam (``NAMES`` of the provider)."""
    # Not above: this module is read before Django is ready.
    from allauth.socialaccount.models import SocialAccount

    shown = f"{NAMES[int(subject) - 1]}@house.example"
    account = SocialAccount.objects.create(
        user=person, provider=issuer, uid=subject, extra_data={"shown": shown}
    )
    person.has_account_elsewhere = True
    person.save()
    return account


def led_on_to(response) -> str:
    """Where the page that leads to the provider leads."""
    return unescape(REFRESH.search(response.content.decode())[1])


class Visitor:
    """A browser at the provider, with its cookies."""

    def __init__(self):
        self.session = requests.Session()

    def walk(self, address: str, name: str, *, password: str = PASSWORD) -> str:
        """Log in as ``name`` where asked; return the path and query that lead back to us."""
        host = urlsplit(address).netloc
        answer = self.session.get(address, allow_redirects=False)
        for _step in range(10):
            if answer.is_redirect:
                address = urljoin(answer.url, answer.headers["Location"])
                if urlsplit(address).netloc != host:
                    return address.removeprefix("http://" + urlsplit(address).netloc)
                answer = self.session.get(address, allow_redirects=False)
            else:
                answer = self._fill_in(answer, name, password)
        raise AssertionError(f"The provider leads nowhere: {answer.status_code} {answer.url}")

    def _fill_in(self, answer, name, password):
        assert answer.status_code == 200, answer.text
        inputs = [dict(FACT.findall(field)) for field in FIELD.findall(answer.text)]
        fields = {field["name"]: unescape(field.get("value", "")) for field in inputs}
        fields |= {"login": name, "password": password}
        return self.session.post(answer.url, fields, allow_redirects=False)
