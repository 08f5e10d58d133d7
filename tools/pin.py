"""Write constraints.txt anew: the versions that requirements*.txt bring along today.

Run it after changing those files, with the oldest Python that Alongside supports, which
brings the most packages along.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Each may name the ones before it.
FILES = [f"requirements{kind}.txt" for kind in ("", "-extra", "-dev", "-bench")]
HEADING = "# Every package that requirements*.txt bring along, pinned by `make constraints`.\n"


def main():
    with tempfile.TemporaryDirectory() as folder:
        for name in FILES:
            lines = (ROOT / name).read_text().splitlines()
            # The constraints of today would only reproduce themselves.
            wanted = [line for line in lines if not line.startswith("-c ")]
            Path(folder, name).write_text("\n".join(wanted))
        python = Path(folder, "venv/bin/python")
        venv.create(Path(folder, "venv"), with_pip=True)
        # What venv brings of it is old, and on Python 3.12 it brings none.
        everything = ["setuptools"]
        for name in FILES:
            everything += ["-r", str(Path(folder, name))]
        _pip(python, "install", "--quiet", "--upgrade", *everything)
        pinned = _pip(python, "freeze", "--all", "--exclude", "pip")
    (ROOT / "constraints.txt").write_text(HEADING + pinned)


def _pip(python, *arguments):
    try:
        return subprocess.run(
            [python, "-m", "pip", *arguments], check=True, stdout=subprocess.PIPE, text=True
        ).stdout
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)


if __name__ == "__main__":
    main()
