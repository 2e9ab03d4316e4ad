"""Every error a user can cause: each message is Dutch, names the place and says what to do."""


class GkaError(Exception):
    """Base of all errors that are shown to a user; the message is a full Dutch sentence."""


class SettingsError(GkaError):
    """An environment variable has a value that cannot be used."""


class SourceError(GkaError):
    """A source as a whole cannot be read: missing file, wrong encoding, no header."""


class BoundaryError(GkaError):
    """A file with boundaries cannot be used."""


class ArtefactError(GkaError):
    """A built artefact is missing or does not fit the data."""


class StoreError(GkaError):
    """The database with publications cannot be used, or not in this way."""


class StoreConflict(StoreError):  # noqa: N818 - what happened is a conflict, and no fault of anybody
    """Somebody else published in between; the message says who, what and when."""
