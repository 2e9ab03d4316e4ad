"""Make sure the built files are there before the server starts."""

import json
import subprocess
import sys

from gka_dash.errors import ArtefactError
from gka_dash.settings import PROJECT_ROOT, Settings
from gka_dash.sources.version import data_version
from gka_dash.web.manifest import Manifest


def ensure_built(settings: Settings) -> None:
    """Run the build in its own process when nothing has been built yet, or from other data than there is now.

    Its own process, because it needs GeoPandas (200 MB) and the server does not.
    Raises ArtefactError when the build fails; the build itself has then told why.
    """
    if _is_built(settings):
        return
    print("De verwerkte bestanden ontbreken of zijn van andere gegevens; ze worden nu gemaakt…", flush=True)
    command = [sys.executable, "-m", "gka_dash", "build"]
    if subprocess.run(command, cwd=PROJECT_ROOT, check=False).returncode:
        raise ArtefactError(
            "Het maken van de bestanden is mislukt; de reden staat hierboven. Los die op en start opnieuw."
        )


def _is_built(settings: Settings) -> bool:
    """Whether the built files are there and made from today's tables: signs of other rows colour wrongly."""
    try:
        Manifest.load(settings.build_dir)
        built = json.loads((settings.build_dir / "open" / "problems.json").read_text(encoding="utf-8"))
    except (ArtefactError, OSError, ValueError):
        return False
    return bool(built.get("version") == data_version(settings.data_dir))
