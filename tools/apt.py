"""What Debian and Ubuntu have, where we may install it."""

import os
import shutil
import subprocess

# A download that hangs must not eat the time of the tests.
DOWNLOAD_SECONDS = 240


def install(what: str, *packages: str) -> bool:
    """Install them, and return whether that worked: nobody but root may."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"Installing {what} through apt-get …", flush=True)
    run("apt-get", "update", "-qq")
    return run("apt-get", "install", "-qq", "--yes", "--no-install-recommends", *packages)


def run(*command: str) -> bool:
    """Return whether it worked in time; nothing is shown of it."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, timeout=DOWNLOAD_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
