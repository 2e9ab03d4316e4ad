"""Say how far a long job is: a bar on a terminal, one plain line per step in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

_WIDTH = 28
_REFRESH_S = 0.1


class Progress:
    """Steps of one job, written to stderr; with `stream` None nothing is written."""

    def __init__(
        self,
        stream: TextIO | None = None,
        *,
        steps: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`steps` is how many steps are foreseen, for the bar; more or fewer is no error."""
        self._stream = stream
        self._bar = bool(stream and stream.isatty())
        self._steps = max(steps, 1)
        self._clock = clock
        self._done = 0
        self._label = ""
        self._shown = 0.0

    @classmethod
    def silent(cls) -> Progress:
        """Return a progress that says nothing."""
        return cls(None)

    @classmethod
    def on_stderr(cls, steps: int) -> Progress:
        """Return a progress for the command line."""
        return cls(sys.stderr, steps=steps)

    def step(self, label: str) -> None:
        """Begin the next step; the one before it is done."""
        if self._label:
            self._done += 1
        self._label = label
        if self._bar:
            self._draw(0.0)
        elif self._stream:
            print(f"- {label} …", file=self._stream, flush=True)

    def part(self, done: int, total: int) -> None:
        """Say which part of this step is done; drawn at most ten times a second."""
        if self._bar and total and (self._clock() - self._shown >= _REFRESH_S or done >= total):
            self._draw(done / total)

    def close(self) -> None:
        """End the bar, so that what is printed next stands on a line of its own."""
        if self._bar and self._stream:
            print("\r\x1b[K", end="", file=self._stream, flush=True)
        self._label = ""

    def _draw(self, part: float) -> None:
        self._shown = self._clock()
        whole = min(1.0, (self._done + min(part, 1.0)) / self._steps)
        filled = round(whole * _WIDTH)
        bar = "█" * filled + "░" * (_WIDTH - filled)
        print(f"\r\x1b[K{bar} {whole:4.0%} {self._label}", end="", file=self._stream, flush=True)
