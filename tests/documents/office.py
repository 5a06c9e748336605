"""LibreOffice without a screen: workbooks calculated again, and documents as pages."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

__all__ = ["converted", "needs_office"]

_OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(_OFFICE is None, reason="LibreOffice (soffice) is not installed")

# 0: every formula is calculated when a file is opened, whatever results it holds
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def converted(folder: Path, kind: str, *paths: Path) -> list[Path]:
    """Files as another kind, in their order, calculated again on the way; all in one start of the program."""
    assert _OFFICE is not None
    profile, out = folder / "profile", folder / "converted"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    command = [_OFFICE, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind]
    done = subprocess.run(
        [*command, "--outdir", str(out), *map(str, paths)], capture_output=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    found = [out / f"{path.stem}.{kind.split(':')[0]}" for path in paths]
    assert all(path.is_file() for path in found), done.stdout.decode(errors="replace")
    return found
