"""Write src/sigec/rpc/v1 from proto/sigec/v1; what is there is compared by a test.

The result is in the repository: who runs the platform needs no compiler of protocol buffers.
"""

import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from grpc_tools import protoc

ROOT = Path(__file__).parents[1]
PROTO = ROOT / "proto"
TARGET = ROOT / "src" / "sigec" / "rpc" / "v1"


def generate(target: Path, *more: str) -> None:
    """Compile every file of the package into ``target``."""
    arguments = [f"--proto_path={PROTO}", f"--proto_path={files('grpc_tools') / '_proto'}"]
    arguments += [f"--python_out={target}", f"--pyi_out={target}", *more]
    sources = [str(path) for path in sorted((PROTO / "sigec" / "v1").glob("*.proto"))]
    if protoc.main(["protoc", *arguments, *sources]) != 0:
        raise SystemExit("the files in proto/ cannot be compiled")


def stubs(folder: Path) -> dict[str, str]:
    """Return the generated files below a folder by their names."""
    return {path.name: path.read_text() for path in sorted(folder.rglob("*_pb2.py*"))}


def main() -> int:
    """Generate beside the target, then put the files where they are imported from."""
    with TemporaryDirectory() as made:
        generate(Path(made))
        for name, text in stubs(Path(made)).items():
            (TARGET / name).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
