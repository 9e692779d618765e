"""No file of ours names a package registry or a folder of somebody's machine: pip knows where packages come from."""

import re
import subprocess
import sys
from pathlib import Path

# Built from pieces, so that this file does not find itself.
REGISTRIES = [
    "py" + r"pi\.org",
    "python" + r"hosted\.org",
    r"registry\.npm" + r"js\.org",
    r"unp" + r"kg\.com",
    r"js" + r"delivr\.net",
]
REGISTRIES += [r"--index" + r"-url", r"--extra-index" + r"-url", r"--find" + r"-links"]
FOLDERS = [r"(?<![\w.$}])/" + "(work|root|home)" + r"/\w", r"(?<![\w.])/" + r"tmp/\w", r"/Us" + r"ers/\w"]
WRONG = re.compile("|".join(REGISTRIES + FOLDERS))
BINARY = {".png", ".jpg", ".webp", ".woff2", ".ico"}


def tracked() -> list[Path]:
    """Every file that git knows here."""
    names = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True).stdout
    return [Path(name) for name in names.split("\0") if name and Path(name).is_file()]


def wrong_lines(files: list[Path]) -> list[str]:
    """`file:line: text` for each line that names a registry or somebody's folder."""
    found = []
    for file in files:
        if file.suffix in BINARY:
            continue
        for number, line in enumerate(file.read_text(errors="replace").splitlines(), 1):
            if WRONG.search(line):
                found.append(f"{file}:{number}: {line.strip()[:120]}")
    return found


if __name__ == "__main__":
    wrong = wrong_lines(tracked())
    print("\n".join(wrong) or "No registry addresses, nobody's folders.")
    sys.exit(bool(wrong))
