"""Run one command of manage.py on the demo's data, whether the demo runs or not."""

import os
import subprocess
import sys

from tools.demo.embedded.place import lasting_place
from tools.demo.embedded.postgres import PostgresServer
from tools.demo.local import AlreadyRunning, Local, local_folder


def main() -> int:
    local = Local(local_folder())
    try:
        lock = local.lock()
    except AlreadyRunning:
        return _manage(local.running())
    server = PostgresServer(lasting_place(local.folder), log=local.log("postgres"), pass_fds=[lock])
    try:
        return _manage({"DATABASE_URL": server.url, "SECRET_KEY": local.secret_key()})
    finally:
        server.stop()


def _manage(environment):
    command = [sys.executable, "manage.py", *sys.argv[1:]]
    return subprocess.call(command, env=os.environ | environment)


if __name__ == "__main__":
    sys.exit(main())
