"""`python -m benchmarks.scale_import`: memory and time to add borders as large as the full ones of CBS.

The full borders are not here; the file is made by breaking every edge of the official generalised borders
of 2022 (or, where those are not on this computer, of the borders that come with the dashboard) eight times
over.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import shapely

from benchmarks.scale_shapes import crooked
from benchmarks.stats import dutch

ROOT = Path(__file__).resolve().parent.parent
OFFICIAL = ROOT.parent / "shared" / "geo" / "officieel" / "gemeenten_2022_cbs.geojson"
DERIVED = ROOT / "data" / "geo" / "gemeenten_2024_afgeleid.gpkg"
MOST_MB = 2_000
LEVELS = {"gpkg": 8, "geojson": 7}
"""Each level doubles the vertices; both files then have some 150 MB."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the files, add each in a process of its own and print what that took; 1 when one failed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scale_import", description="Meet het toevoegen van grote bestanden"
    )
    parser.add_argument("--add", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--year", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.add:
        return _add(options.add, options.year)
    source, year = (OFFICIAL, 2022) if OFFICIAL.is_file() else (DERIVED, 2024)
    print(f"| bestand uit {source.name} | grootte | punten | bewaard | geheugen (piek) | tijd |")
    print("|---|---|---|---|---|---|")
    failed = False
    with tempfile.TemporaryDirectory(prefix="groot-") as folder:
        for kind, levels in LEVELS.items():
            path = Path(folder) / f"groot.{kind}"
            make_large(source, path, levels)
            found = measure(path, year)
            failed |= found is None or found["megabytes"] > MOST_MB
            if found:
                print(
                    f"| {kind} | {path.stat().st_size / 1e6:.0f} MB | {found['before']:,} | "
                    f"{found['after']:,} "
                    f"({found['kept_mb']:.1f} MB) | {found['megabytes']:.0f} MB | "
                    f"{dutch(found['seconds'])} s |"
                )
            path.unlink()
    print(f"\nBelofte {MOST_MB} MB of minder: {'NIET gehaald' if failed else 'gehaald'}")
    return 1 if failed else 0


def make_large(source: Path, path: Path, levels: int) -> None:
    """Write the borders of `source` with 2 ** levels times the vertices, as GeoPackage or GeoJSON."""
    frame = gpd.read_file(source).to_crs(28992)
    frame = frame.set_geometry(crooked(frame.geometry.to_numpy(), levels), crs=28992)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if path.suffix == ".gpkg":
            frame.to_file(path, layer="gemeente_niet_gegeneraliseerd")
        else:
            frame.to_crs(4326).to_file(path, driver="GeoJSON", COORDINATE_PRECISION=7)


def measure(path: Path, year: int) -> dict[str, float] | None:
    """Add a file in a new process; returns its peak memory and time, None when the borders were refused."""
    command = [sys.executable, "-m", "benchmarks.scale_import", "--add", str(path), "--year", str(year)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        return None
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _add(path: Path, year: int) -> int:
    from gka_dash.geo.importer import add_boundaries
    from gka_dash.geo.read import read_boundaries
    from gka_dash.sources.csv_folder import read_folder

    dataset = read_folder(ROOT / "data")
    reference = read_boundaries(DERIVED, year=2024).frame
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="klein-") as folder:
        imported = add_boundaries(path, year=year, folder=Path(folder), dataset=dataset, reference=reference)
        seconds = time.perf_counter() - start
        if not imported.trusted:
            print("\n".join(map(str, imported.reasons)), file=sys.stderr)
            return 1
        kept = imported.written[0].path
        facts = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
        size = kept.stat().st_size
        assert shapely.is_valid(gpd.read_file(kept).geometry.to_numpy()).all()
    result = {
        "megabytes": peak_megabytes(),
        "seconds": seconds,
        "before": facts["vertices"]["source"],
        "after": facts["vertices"]["kept"],
        "kept_mb": size / 1e6,
    }
    print(json.dumps(result))
    return 0


def peak_megabytes() -> float:
    """Return the most memory this process ever held.

    On Linux from /proc, because the other number takes over that of the process it was started from.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text())
        if found:
            return int(found.group(1)) * 1024 / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    sys.exit(main())
