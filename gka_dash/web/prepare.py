"""Make sure the built files are there before the server starts."""

import subprocess
import sys

from gka_dash.errors import ArtefactError
from gka_dash.settings import PROJECT_ROOT, Settings
from gka_dash.web.manifest import Manifest


def ensure_built(settings: Settings) -> None:
    """Run the build once, in its own process, when nothing has been built yet.

    Its own process, because it needs GeoPandas (200 MB) and the server does not.
    Raises ArtefactError when the build fails; the build itself has then told why.
    """
    try:
        Manifest.load(settings.build_dir)
    except ArtefactError:
        print("De verwerkte bestanden ontbreken; ze worden nu één keer gemaakt…", flush=True)
        command = [sys.executable, "-m", "gka_dash", "build"]
        if subprocess.run(command, cwd=PROJECT_ROOT, check=False).returncode:
            raise ArtefactError(
                "Het maken van de bestanden is mislukt; de reden staat hierboven. "
                "Los die op en start opnieuw."
            ) from None
