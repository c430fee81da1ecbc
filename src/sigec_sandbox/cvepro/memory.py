"""What a cloud remembers of itself in a file, so that the next stand-in goes on where it ended."""

import pickle
from pathlib import Path

from sigec_sandbox.cvepro.life import Life

_UNREADABLE = (OSError, EOFError, pickle.UnpicklingError, ImportError, AttributeError, TypeError)
"""No file, half a file, or one of a version whose cloud was made otherwise."""


def keep(life: Life, path: Path) -> None:
    """Write a life and its cloud down in place of what was kept before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    unfinished.write_bytes(pickle.dumps(life))
    unfinished.replace(path)


def recall(path: Path) -> Life | None:
    """Return the life that was kept, as it stood then; ``None`` when none can be read.

    Read only what `keep` wrote on this machine: a file of somebody else's could do anything.
    """
    try:
        life = pickle.loads(path.read_bytes())  # noqa: S301 - written by `keep`
    except _UNREADABLE:
        return None
    return life if isinstance(life, Life) else None
