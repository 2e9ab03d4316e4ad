"""The process of one long job: ``python -m gka_dash.web.downloads.worker FOLDER``; the server starts it."""

import logging
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from gka_dash.errors import GkaError
from gka_dash.exports.bench import Bench, Borders
from gka_dash.exports.files import Tools
from gka_dash.settings import Settings
from gka_dash.web.downloads.jobs import FAILED, GRACE, SHEETS, STOPPED, STORY, TIME_LIMIT, TOO_LONG, Desk

OTHERS_FIRST: Final = 10  # how much this process gives way to visitors
BROKEN: Final = "Er ging iets mis op de server. Probeer het later opnieuw."

_log = logging.getLogger(__name__)
Made = tuple[str, bytes]


class Stopped(BaseException):
    """Somebody asked to stop. It ends the job, where an Exception ends one sheet."""


class TooLong(BaseException):
    """The time that a job may take is over."""


def _sheets(bench: Bench, desk: Desk, failed: list[str], tell: Callable[[str], None]) -> Made:
    region = bench.region(bench.source.read(desk.order.query).selection, desk.order.of)
    desk.tell(total=len(bench.places(region)))
    return bench.bundle(region, failed, tell)


def _story(bench: Bench, desk: Desk, _failed: list[str], tell: Callable[[str], None]) -> Made:
    story, region = bench.story(desk.order.of, desk.order.region)
    desk.tell(total=len(story.steps))
    return bench.story_file(desk.order.kind, story, region, tell)


WORK: Final = {SHEETS: _sheets, STORY: _story}


def run(desk: Desk, open_bench: Callable[[], Bench]) -> None:
    """Do the job and write down how it ended, however that was."""
    failed: list[str] = []
    begun = 0

    def tell(label: str) -> None:
        nonlocal begun
        if desk.must_stop:
            raise Stopped
        desk.tell(done=begun, label=label, failed=tuple(failed))
        begun += 1

    try:
        name, content = WORK[desk.order.what](open_bench(), desk, failed, tell)
        if desk.must_stop:
            raise Stopped
        desk.finish(name, content, tuple(failed))
    except Stopped:
        desk.tell(status=STOPPED)
    except TooLong:
        desk.tell(status=FAILED, reason=TOO_LONG)
    except GkaError as error:
        desk.tell(status=FAILED, reason=str(error))
    except Exception:
        _log.exception("De taak '%s' is mislukt.", desk.order.title)
        desk.tell(status=FAILED, reason=BROKEN)


def bench_of(settings: Settings) -> Bench:
    """The bench on the newest publication."""
    from gka_dash.web.publications import Publications

    services = Publications(settings).current.newest
    return Bench(services, Borders(Tools(settings.build_dir)), settings.base_url)


def _be_modest() -> None:
    """Give way to visitors, and never go on for ever, not even in a library that does not listen."""
    os.nice(OTHERS_FIRST)
    signal.signal(signal.SIGALRM, _time_is_over)
    signal.alarm(TIME_LIMIT)
    resource.setrlimit(resource.RLIMIT_CPU, (TIME_LIMIT, TIME_LIMIT + GRACE))


def _time_is_over(_number: int, _frame: Any) -> None:
    raise TooLong


def main(arguments: list[str]) -> int:
    """Do the job of a folder."""
    _be_modest()
    run(Desk(Path(arguments[0])), lambda: bench_of(Settings.from_environment()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
