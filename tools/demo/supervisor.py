"""Run the whole demo under one parent: ``make run``.

PostgreSQL, the broker, the web server, a Celery worker and beat are children under a child guard
(embedded/): they end when this process does, whether by Ctrl-C, SIGTERM or SIGKILL.
"""

import argparse
import http.client
import os
import signal
import socket
import sys
import time
from contextlib import closing, suppress

import django

from tools.demo.embedded.broker import Broker
from tools.demo.embedded.place import lasting_place
from tools.demo.embedded.postgres import PostgresServer
from tools.demo.embedded.process import EmbeddedError, GuardedChild
from tools.demo.local import (
    WAIT_SECONDS,
    AlreadyRunning,
    Local,
    local_folder,
)

WEB_START_SECONDS = 60
HOST = "127.0.0.1"


class Stop(BaseException):
    """Somebody asked us to end."""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--end-with-parent", action="store_true", help="end when make does")
    parser.add_argument("--without-data", action="store_true", help="leave an empty site empty")
    parser.add_argument("--with-year", action="store_true", help="live last year's intake, too")
    options = parser.parse_args()
    os.environ["ALONGSIDE_DEMO"] = "1"
    demo = Demo(Local(local_folder()), os.environ.get("PORT", "8000"))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        demo.start(with_data=not options.without_data, with_year=options.with_year)
        return demo.watch(parent=os.getppid() if options.end_with_parent else None)
    except Stop:
        print("\nStopping …", flush=True)
        return 0
    except (EmbeddedError, PermissionError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        demo.stop()


def _stop(*_):
    raise Stop


class Demo:
    def __init__(self, local: Local, port: str):
        self.local = local
        self.port = port
        self.environment = {"LOG_LEVEL": "WARNING"} | os.environ | {"PYTHONUNBUFFERED": "1"}
        self.services = []
        self.processes = []
        self._lock = None

    def start(self, *, with_data: bool, with_year: bool = False):
        """:raises EmbeddedError: with what to do about it."""
        began = time.monotonic()
        self._check_port()
        try:
            self._lock = self.local.lock(wait=WAIT_SECONDS)
        except AlreadyRunning:
            raise EmbeddedError("Alongside already runs on this folder; stop that first.") from None
        self._start_services()
        # The year comes first: its seals lie before all that the demo's people sign.
        year = ["simulate_year"] if with_year else []
        self._prepare([*year, "demo_data"] if with_data else [])
        self._start_web()
        self._start_background_work()
        # Nothing is left to do once it says so: who stops it then interrupts only the watching.
        welcome = _welcome(self.environment["SITE_URL"])
        print(f"Ready after {time.monotonic() - began:.1f} s. Stop with Ctrl-C.", flush=True)
        print(welcome, flush=True)

    def watch(self, parent) -> int:
        """Return when the parent is gone, or with a message when a child is."""
        while parent is None or parent == os.getppid():
            for child in self.services + self.processes:
                if child.has_ended():
                    print(f"{child.name} has ended, and so this ends.", file=sys.stderr)
                    return 1
            time.sleep(0.5)
        return 0

    def stop(self):
        """End everything, what needs the database before the database."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for group in (self.processes, self.services):
            for child in group:
                child.let_go()
            for child in group:
                child.stop()
        if self._lock:
            self.local.forget()

    def _check_port(self):
        if not self.port.isdecimal() or not 0 < int(self.port) < 65536:
            raise EmbeddedError(f"PORT must be a number from 1 to 65535, not {self.port}.")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, int(self.port)))
            except OSError as error:
                raise EmbeddedError(
                    f"Port {self.port} cannot be used ({error.strerror}). Stop what uses it, or "
                    f"choose another: make run PORT={int(self.port) + 1}"
                ) from None

    def _start_services(self):
        place = lasting_place(self.local.folder)
        reach = {"SECRET_KEY": self.local.secret_key(), "SITE_URL": f"http://{HOST}:{self.port}"}
        if not self.environment.get("DATABASE_URL"):
            # The lock lasts as long as the server, which may outlive us by a second.
            server = PostgresServer(place, log=self.local.log("postgres"), pass_fds=[self._lock])
            self.services.append(server)
            reach["DATABASE_URL"] = server.url
        if not self.environment.get("REDIS_URL"):
            broker = Broker(place, log=self.local.log("broker"))
            self.services.append(broker)
            reach["REDIS_URL"] = broker.url
        self.local.remember(reach)
        self.environment |= reach

    def _prepare(self, fill_with):
        print("Bringing the database and the static files up to date …", flush=True)
        if "simulate_year" in fill_with:
            print("In an empty demo a year is lived first, which takes minutes …", flush=True)
        preparation = self._python("The preparation", "-m", "tools.demo.prepare", *fill_with)
        failed = preparation.wait()
        self.processes.remove(preparation)
        if failed:
            raise EmbeddedError("The database or the static files could not be brought up to date.")

    def _start_web(self):
        web = self._python("The web server", "-m", "gunicorn", "--config", "python:config.gunicorn")
        deadline = time.monotonic() + WEB_START_SECONDS
        while time.monotonic() < deadline and not web.has_ended():
            if self._web_answers():
                return
            time.sleep(0.1)
        raise EmbeddedError("The web server did not start; its own words are above.")

    def _web_answers(self):
        connection = http.client.HTTPConnection(HOST, int(self.port), timeout=5)
        with suppress(OSError, http.client.HTTPException), closing(connection):
            connection.request("GET", "/accounts/login/")
            return connection.getresponse().status < 500
        return False

    def _start_background_work(self):
        celery = ["-m", "celery", "--app", "config", "--quiet"]
        # One worker has nobody to talk to.
        alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        worker = [*celery, "worker", "--loglevel", "WARNING", *alone]
        beat = [*celery, "beat", "--loglevel", "WARNING", "--pidfile="]
        # Root may: it is a demo, and tasks are JSON.
        self.environment["PYTHONWARNINGS"] = "ignore:You're running the worker with superuser"
        self._python("The worker", *worker)
        self._python("Beat", *beat)

    def _python(self, name, *arguments):
        process = GuardedChild(name, [sys.executable, *arguments], env=self.environment)
        self.processes.append(process)
        return process


def _welcome(address) -> str:
    # The roles are words to be translated, which takes a Django that is set up.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from people.demo_accounts import ACCOUNTS, PASSWORD

    width = max(len(str(account.email)) for account in ACCOUNTS)
    accounts = "\n".join(f"  {account.email:<{width}}  {account.role}" for account in ACCOUNTS)
    return f"\n  {address}\n\n{accounts}\n\n  The password of each is: {PASSWORD}\n"


if __name__ == "__main__":
    sys.exit(main())
