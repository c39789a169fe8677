"""Where the facts, lists and tables of this checkout lie."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import datasets

DATASETS: Final = Path(datasets.__file__).parent
CURATED: Final = DATASETS / "curated"
LISTS: Final = DATASETS / "lists"
TABLES: Final = DATASETS / "tables"
STATIC: Final = DATASETS.parent / "dashboard" / "static"
