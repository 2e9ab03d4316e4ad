"""A build folder that begins with what the build of the project already made, so that tests need not wait.

Fonts and places of tiles stand there under a hash of all that they are made of, and a served file under that
of its content: a build that needs another one makes it itself.
"""

import os
import shutil
from pathlib import Path

from gka_dash.build import KEPT_TILES
from gka_dash.settings import PROJECT_ROOT
from gka_dash.web.manifest import MANIFEST_NAME, STATIC_FOLDER
from gka_dash.web.static_build import KEPT_FONTS

BUILT = PROJECT_ROOT / "build"
_HALF = ("tmp*", "*.tmp", ".*")  # what another process is writing at this moment


def link_or_copy(source: str, target: str) -> None:
    """The same file under another name; every writer replaces a file, so the original stays what it is."""
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)


def prepare(build: Path) -> Path:
    """Fill a build folder with what is kept; the list of served files is not among it."""
    for name in (KEPT_FONTS, KEPT_TILES, STATIC_FOLDER):
        if (BUILT / name).is_dir():
            shutil.copytree(
                BUILT / name,
                build / name,
                copy_function=link_or_copy,
                ignore=shutil.ignore_patterns(*_HALF, MANIFEST_NAME),
            )
    return build
