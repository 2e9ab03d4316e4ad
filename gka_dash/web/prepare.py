"""Make sure the built files are there before the server starts."""

import json
import subprocess
import sys

from gka_dash.errors import ArtefactError
from gka_dash.settings import PROJECT_ROOT, Settings
from gka_dash.sources.version import data_version
from gka_dash.web.ground import Ground
from gka_dash.web.manifest import Manifest


def ensure_built(settings: Settings) -> None:
    """Run the build in its own process when nothing has been built yet, or from other data than there is now.

    Its own process, because it needs GeoPandas (200 MB) and the server does not. When it fails, the build has
    told why, and the server goes on with what was built before; its pages say so. Raises ArtefactError when
    there is nothing of before.
    """
    built = _built_version(settings)
    if built == data_version(settings.data_dir):
        return
    print("De verwerkte bestanden ontbreken of zijn van andere gegevens; ze worden nu gemaakt…", flush=True)
    command = [sys.executable, "-m", "gka_dash", "build"]
    if not subprocess.run(command, cwd=PROJECT_ROOT, check=False).returncode:
        return
    if built is None:
        raise ArtefactError(
            "Het maken van de bestanden is mislukt; de reden staat hierboven. Los die op en start opnieuw."
        )
    print("Dat is mislukt; de bestanden van de vorige keer worden gebruikt.", file=sys.stderr, flush=True)


def _built_version(settings: Settings) -> str | None:
    """Which tables the built files are of; None when there are none that can be used."""
    try:
        Manifest.load(settings.build_dir)
        Ground.load(settings)
        told = (settings.build_dir / "open" / "problems.json").read_text(encoding="utf-8")
        return str(json.loads(told)["version"])
    except (ArtefactError, OSError, ValueError, LookupError, TypeError):
        return None
