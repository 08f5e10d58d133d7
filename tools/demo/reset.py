"""Forget the demo's data: ``make reset``."""

import shutil
import sys

from tools.demo.embedded.place import lasting_place
from tools.demo.local import AlreadyRunning, Local, local_folder


def main() -> int:
    local = Local(local_folder())
    try:
        local.lock()
    except AlreadyRunning:
        print("Alongside runs on this data. Stop it first; nothing was removed.", file=sys.stderr)
        return 1
    lasting_place(local.folder).remove()
    shutil.rmtree(local.folder)
    print(f"Removed {local.folder} and the demo's database.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
