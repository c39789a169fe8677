"""Rules of the house that no linter holds."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
PACKAGES: Final = ("datasets", "loaders", "dashboard", "tests")
MODULES: Final = sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
MOST_LINES, MOST_FUNCTION_LINES = 400, 60


def test_no_module_of_the_dashboard_hides_one_of_python_or_of_an_installed_package() -> None:
    """``streamlit run`` puts the folder of the script first on the path."""
    folder = ROOT / "dashboard"
    own = {path.stem for path in folder.glob("*.py")} | {path.name for path in folder.iterdir() if path.is_dir()}
    taken = set(sys.stdlib_module_names) | set(importlib.metadata.packages_distributions())
    assert {"app", "main", "views"} <= own
    assert own & taken - {"__init__", "__pycache__"} == set()


def test_starting_the_app_loads_no_statistics() -> None:
    """They take a second, and one curve needs them."""
    words = "import sys, dashboard.routes; print(sorted({'scipy.stats', 'matplotlib.pyplot'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("package", PACKAGES)
def test_modules_and_functions_stay_short(package: str) -> None:
    long = []
    for path in (path for path in MODULES if path.relative_to(ROOT).parts[0] == package):
        text = path.read_text()
        name, lines = path.relative_to(ROOT).as_posix(), text.count("\n")
        long += [f"{name}: {lines} lines"] if lines > MOST_LINES else []
        functions = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
        sizes = {f.name: (f.end_lineno or f.lineno) - f.lineno + 1 for f in functions}
        long += [
            f"{name}: {function} has {size} lines" for function, size in sizes.items() if size > MOST_FUNCTION_LINES
        ]
    assert long == []


def test_no_file_names_a_place_of_one_machine() -> None:
    homes = re.compile(r"/(?:home|Users|root|work)/\w")
    found = [
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        if path != Path(__file__) and homes.search(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.name.startswith("test_")], ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_no_test_waits_for_a_clock(path: Path) -> None:
    calls = [ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    assert not [call for call in calls if call in {"time.sleep", "sleep", "asyncio.sleep"}]
