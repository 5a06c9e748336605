"""Several files in one: the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pandas as pd

from toolkit.report.exports import frame_csv

__all__ = ["archive", "frames_archive"]

_DATE = (1980, 1, 1, 0, 0, 0)
"""The first date that the format knows, so that no archive tells when it was made."""


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of files by name, in their order."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def frames_archive(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """Tables of data as an archive of CSV files that spreadsheets read as UTF-8."""
    return archive({f"{name}.csv": frame_csv(frame).encode("utf-8-sig") for name, frame in frames.items()})
