"""Hold style sheets and scripts to the browsers named in package.json, by stylelint and ESLint."""

import subprocess
import sys

from tools.setup import ROOT, node

COMMANDS = [
    ["node_modules/stylelint/bin/stylelint.mjs", "static/css/*.css"],
    ["node_modules/eslint/bin/eslint.js", "--max-warnings=0", "static/js"],
]


def main() -> int:
    running = [subprocess.Popen([node(), *command], cwd=ROOT) for command in COMMANDS]
    return max([process.wait() for process in running])


if __name__ == "__main__":
    sys.exit(main())
