import ast
from pathlib import Path

import sigec_sandbox


def test_the_sandbox_imports_nothing_of_the_platform() -> None:
    assert sigec_sandbox.__file__ is not None
    for path in Path(sigec_sandbox.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not [name for name in names if name.split(".")[0] == "sigec"], path
