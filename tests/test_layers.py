"""The layers of the toolkit: who may import whom, and where the libraries for programs, screens and graphs are used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import toolkit

ROOT = Path(toolkit.__file__).parent
FILES = sorted(path for path in ROOT.rglob("*.py"))

LAYERS: dict[str, int] = {
    "errors": 0,
    "data_folder": 0,
    "languages": 1,
    "wording": 2,
    "countries": 2,
    "reading": 3,
    "validation": 3,
    "case": 4,
    "register": 4,
    "linear": 4,
    "model": 5,
    "atlas": 5,
    "bargain": 5,
    "imports": 5,
    "prefill": 5,
    "deal": 6,
    "compliance": 7,
    "report": 8,
    "documents": 9,
    "workspace": 9,
    "messages": 10,
    "app": 10,
    "commands": 11,
    "__main__": 12,
    "": 12,
}
"""Imports go to lower numbers, and never between packages of one number. ``""`` is the top package."""

FORBIDDEN: dict[str, set[str]] = {
    "bargain": {"case", "wording", "register"},
    "linear": {"case", "wording", "register"},
    "case": {"register", "linear"},
    "register": {"case", "linear"},
    "atlas": {"case", "linear"},
    "model": {"linear"},
    "prefill": {"linear"},
    "deal": {"atlas", "register"},
}
"""What a package must not know although it lies lower."""

ONLY_IN: dict[str, set[str]] = {
    "pulp": {"linear"},
    "highspy": {"linear"},
    "networkx": {"atlas"},
    "streamlit": {"app"},
    "click": {"commands", "__main__"},
    "pycountry": {"countries", "case", "register"},
    "babel": {"languages", "wording", "countries", "messages"},
    "platformdirs": {"data_folder"},
    "openpyxl": {"imports"},
    "xlrd": {"imports"},
    "sdmx": {"imports"},
    "vl_convert": {"report"},
    "yaml": {"reading", "commands", "imports", "prefill"},
    "pydantic": {"validation", "case", "register", "imports", "workspace", "compliance"},
    "docx": {"documents"},
    "typst": {"documents"},
    "xlsxwriter": {"documents"},
    "sqlalchemy": {"workspace"},
}
"""The packages in which a library may be imported; the others do not know it."""

WITHOUT: dict[str, set[str]] = {
    "case": {"numpy", "pandas"},
    "linear": {"pandas"},
    "bargain": {"pandas"},
    "errors": {"numpy", "pandas", "pydantic"},
    "wording": {"numpy", "pandas", "pydantic"},
}
"""The libraries that a package does without."""

MAY_IMPORT_THE_TOP = {"__main__", "app", "report"}


def package_of(path: Path) -> str:
    """``case`` for ``toolkit/case/load.py``, ``errors`` for ``toolkit/errors.py``, empty for the top package."""
    parts = path.relative_to(ROOT).parts
    name = parts[0].removesuffix(".py")
    return "" if name == "__init__" else name


def module_of(path: Path) -> str:
    parts = list(path.relative_to(ROOT.parent).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path, tree: ast.AST | None = None) -> Iterator[tuple[int, str]]:
    """Line and full name of what is imported: ``toolkit.case.load`` for ``from toolkit.case.load import load_case``."""
    for node in ast.walk(tree or tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports by a relative name"
            yield from ((node.lineno, _target(str(node.module), alias.name)) for alias in node.names)


def _target(module: str, name: str) -> str:
    """A submodule where the name is one, otherwise the module itself."""
    inside = ROOT.parent.joinpath(*module.split("."), name)
    return f"{module}.{name}" if inside.is_dir() or inside.with_suffix(".py").is_file() else module


def inner(name: str) -> str | None:
    """The package of the toolkit that a full name belongs to, ``None`` for a library."""
    parts = name.split(".")
    return (parts[1] if len(parts) > 1 else "") if parts[0] == "toolkit" else None


every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))


@every_file
def test_imports_go_down(path: Path) -> None:
    own = package_of(path)
    assert own in LAYERS, f"say in which layer {own} lies"
    for line, name in imports(path):
        target = inner(name)
        if target is None or target == own:
            continue
        if target == "":
            assert own in MAY_IMPORT_THE_TOP, f"{path}:{line} imports the top package"
            continue
        assert target in LAYERS, f"{path}:{line} imports {name}"
        assert LAYERS[target] < LAYERS[own], f"{path}:{line}: {own} imports {target}, upward or sideways"
        assert target not in FORBIDDEN.get(own, set()), f"{path}:{line}: {own} must not know {target}"


@every_file
def test_libraries_stay_where_they_belong(path: Path) -> None:
    own = package_of(path)
    for line, name in imports(path):
        library = name.split(".")[0]
        if library in ONLY_IN:
            assert own in ONLY_IN[library], f"{path}:{line}: {library} belongs to {', '.join(sorted(ONLY_IN[library]))}"
        assert library not in WITHOUT.get(own, set()), f"{path}:{line}: {own} does without {library}"


def test_numbers_of_layers_without_tables() -> None:
    """pandas appears in ``model``, in ``deal.solution``, where files are read, and above; nobody else needs a table."""
    for path in FILES:
        if any(name.split(".")[0] == "pandas" for _, name in imports(path)):
            own = package_of(path)
            assert (
                own in ("model", "register", "imports", "atlas", "compliance", "report", "app", "__main__")
                or module_of(path) == "toolkit.deal.solution"
            ), path


@every_file
def test_imports_stand_on_top(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            for line, name in imports(path, node):
                raise AssertionError(f"{path}:{line} imports {name} inside {getattr(node, 'name', 'a function')}")


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {module_of(path): {name for _, name in imports(path) if inner(name) is not None} for path in FILES}
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join([*way[way.index(module) :], module])
        if module in done:
            return
        for target in sorted(graph.get(module, ())):
            visit(target, (*way, module))
        done.add(module)

    for module in sorted(graph):
        visit(module, ())
    assert len(done) >= len(FILES)


@every_file
def test_each_module_says_what_it_is(path: Path) -> None:
    text = ast.get_docstring(tree_of(path))
    assert text, f"{path} has no docstring"
    assert len(text) >= 20


def test_the_rules_see_what_they_forbid(tmp_path: Path) -> None:
    """The functions above find an import wherever it stands."""
    path = tmp_path / "module.py"
    path.write_text(
        "import pulp.apis\nfrom toolkit.case.load import load_case\ndef f():\n    from toolkit import solve\n",
        encoding="utf-8",
    )
    found = [name for _, name in imports(path)]
    assert found == ["pulp.apis", "toolkit.case.load", "toolkit"]
    assert [inner(name) for name in found] == [None, "case", ""]
    assert package_of(ROOT / "case" / "load.py") == "case"
    assert package_of(ROOT / "errors.py") == "errors"
    assert package_of(ROOT / "__init__.py") == ""
