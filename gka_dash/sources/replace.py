"""A file that is written whole or not at all."""

import os
import tempfile
from pathlib import Path


def replace_file(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write so that a reader sees the old file or the new one, and after a failure the old one.

    ``mode`` says who may read a file that was not there before.
    """
    number, made = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(made, path.stat().st_mode & 0o777 if path.exists() else mode)
        os.replace(made, path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
