"""Which release of the layouts a page was made by: it may stay open while the server gets a newer one."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path


@lru_cache
def release() -> str:
    """Short text that is equal for equal layouts and for no others."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:6]
