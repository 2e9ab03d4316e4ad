"""Memory and processor time of a server with its workers."""

import psutil


def family(pid: int) -> list[psutil.Process]:
    """A process and all that it started; empty when it is gone."""
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def workers(pid: int) -> list[int]:
    """The processes that a server started."""
    return sorted(process.pid for process in family(pid)[1:])


def cpu_seconds(pid: int) -> float:
    """Processor time of a server and its workers until now."""
    total = 0.0
    for process in family(pid):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


def memory_mb(pid: int) -> float:
    """Memory of a server and its workers; on Linux what they share is counted once."""
    return sum(of_one(process.pid) for process in family(pid))


def of_one(pid: int) -> float:
    """The part of one process in MB; 0 when it is gone."""
    try:
        info = psutil.Process(pid).memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0.0
    return float(getattr(info, "pss", info.uss)) / 1e6
