"""Where the user's own data lie."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

__all__ = ["ENVIRONMENT", "data_folder"]

ENVIRONMENT = "ACCORD_DATA"


def data_folder() -> Path:
    """The user's data folder: what ``ACCORD_DATA`` names, otherwise the usual place of the operating system."""
    return Path(os.environ[ENVIRONMENT]) if os.environ.get(ENVIRONMENT) else user_data_path("accord", appauthor=False)
