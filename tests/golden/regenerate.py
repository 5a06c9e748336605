"""Write the committed results anew: ``python -m tests.golden.regenerate [CASE …]``, all shipped cases without a name.

Results change only on purpose. Say in CHANGELOG.md what changed, for which cases, and why.
"""

from __future__ import annotations

import sys

from tests.golden.results import path_of, write
from toolkit import shipped_cases


def main(names: list[str]) -> None:
    """Write the files of these cases."""
    for name in names or list(shipped_cases()):
        write(name)
        sys.stdout.write(f"{path_of(name)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
