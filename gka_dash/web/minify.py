"""Make scripts and style sheets smaller with esbuild, where it is installed."""

import subprocess
from functools import cache
from pathlib import Path
from typing import Final, Literal

# What the browsers of the last four years understand; newer syntax is rewritten.
_TARGET: Final = "es2020,chrome100,firefox100,safari15.4"


@cache
def find_esbuild(node_modules: Path) -> Path | None:
    """The program itself, so that no Node.js is needed to run it."""
    found = sorted(node_modules.glob("@esbuild/*/bin/esbuild"))
    return found[0] if found else None


def minify(content: bytes, kind: Literal["js", "css"], node_modules: Path | None) -> bytes:
    """The same script or style sheet in fewer bytes; unchanged when esbuild is absent or refuses it.

    Names at the top level stay, because other files use them. A refusal is printed: it means that a
    source has an error of syntax, which the browser would stumble over as well.
    """
    program = find_esbuild(node_modules) if node_modules else None
    if program is None or not content:
        return content
    command = [str(program), "--minify", f"--loader={kind}", "--charset=utf8", "--legal-comments=none"]
    command += [f"--target={_TARGET}", "--log-level=error"]
    done = subprocess.run(command, input=content, capture_output=True, check=False)
    if done.returncode:
        print(
            f"Let op: een {kind}-bestand kan niet worden verkleind: {done.stderr.decode().strip()}",
            flush=True,
        )
        return content
    return done.stdout
