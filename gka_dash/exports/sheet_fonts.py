"""Inter as font files for print: the weights that a sheet uses, made once from what the website uses.

Without the front-end packages there is no Inter; sheets then use the fonts that typst brings along.
"""

import hashlib
import io
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from gka_dash.settings import PROJECT_ROOT
from gka_dash.sources.replace import replace_file

FILES: Final = PROJECT_ROOT / "node_modules" / "@fontsource-variable" / "inter" / "files"
# Family name in print and the file that it comes from; the second has the letters that the first lacks.
FAMILIES: Final = {
    "Inter": "inter-latin-wght-normal.woff2",
    "Inter Extra": "inter-latin-ext-wght-normal.woff2",
}
WEIGHTS: Final = {400: "Regular", 700: "Bold"}
FALLBACK: Final = "Libertinus Serif"
_FAMILY, _STYLE, _FULL, _OTHERS = 1, 2, 4, (3, 6, 16, 17, 21, 22, 25)


def font_families() -> list[str]:
    """Families in the order in which a letter is looked for."""
    return [*FAMILIES, FALLBACK]


def font_folder(build_dir: Path) -> Path | None:
    """The folder with the font files, made when it is not there; None when Inter is not installed."""
    sources = {family: FILES / name for family, name in FAMILIES.items()}
    if not all(path.is_file() for path in sources.values()):
        return None
    digest = hashlib.sha256(version("fonttools").encode() + Path(__file__).read_bytes())
    for path in sources.values():
        digest.update(path.read_bytes())
    folder = build_dir / "fonts" / f"print-{digest.hexdigest()[:16]}"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder.parent))
        for family, path in sources.items():
            for weight in WEIGHTS:
                name = f"{family.replace(' ', '')}-{WEIGHTS[weight]}.ttf"
                replace_file(made / name, _instance(path.read_bytes(), family, weight))
        try:
            made.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
            shutil.rmtree(made)  # another process was first, with the same files
    return folder


def _instance(font: bytes, family: str, weight: int) -> bytes:
    """One weight of a variable font, with a name of its own; the same font gives the same bytes."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    written = io.BytesIO()
    with TTFont(io.BytesIO(font), recalcTimestamp=False) as opened:
        made: Any = instancer.instantiateVariableFont(opened, {"wght": weight})
        names: Any = made["name"]
        style = WEIGHTS[weight]
        for number in _OTHERS:
            names.removeNames(nameID=number)
        for number, text in ((_FAMILY, family), (_STYLE, style), (_FULL, f"{family} {style}")):
            names.setName(text, number, 3, 1, 0x409)
        names.setName(f"{family.replace(' ', '')}-{style}", 6, 3, 1, 0x409)
        made["OS/2"].usWeightClass = weight
        made.flavor = None
        made.save(written)
    return written.getvalue()
