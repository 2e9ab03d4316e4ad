"""Make scripts and style sheets smaller with esbuild, where it is installed."""

import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, Literal

Kind = Literal["js", "css"]

# What the browsers of the last four years understand; newer syntax is rewritten.
_TARGET: Final = "es2020,chrome100,firefox100,safari15.4"


@cache
def find_esbuild(node_modules: Path) -> Path | None:
    """The program itself, so that no Node.js is needed to run it."""
    found = sorted(node_modules.glob("@esbuild/*/bin/esbuild"))
    return found[0] if found else None


def minify(content: bytes, kind: Kind, node_modules: Path | None) -> bytes:
    """The same script or style sheet in fewer bytes; unchanged when esbuild is absent or refuses it.

    Names at the top level stay, because other files use them. A refusal is printed: it means that a
    source has an error of syntax, which the browser would stumble over as well.
    """
    return _esbuild(content, kind, node_modules, ("--minify", f"--target={_TARGET}"))


def spread_out(content: bytes, kind: Kind, node_modules: Path | None) -> bytes:
    """The same script with a statement per line, so that its parts can be told apart; else unchanged."""
    return _esbuild(content, kind, node_modules, ())


def bundle(entry: str, name: str, node_modules: Path | None) -> bytes:
    """A module with all it imports and uses, as one script that sets window[name]; b"" if that fails."""
    options = ("--bundle", "--format=iife", f"--global-name={name}", f"--target={_TARGET}")
    made = _esbuild(entry.encode(), "js", node_modules, options)
    return b"" if made == entry.encode() else made


def _esbuild(content: bytes, kind: Kind, node_modules: Path | None, options: Sequence[str]) -> bytes:
    program = find_esbuild(node_modules) if node_modules else None
    if program is None or node_modules is None or not content:
        return content
    command = [str(program), f"--loader={kind}", "--charset=utf8", "--legal-comments=none", *options]
    # Imports are looked up from the folder that holds node_modules.
    done = subprocess.run(
        [*command, "--log-level=error"],
        cwd=node_modules.parent,
        input=content,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        print(
            f"Let op: een {kind}-bestand kan niet worden verkleind: {done.stderr.decode().strip()}",
            flush=True,
        )
        return content
    return done.stdout
