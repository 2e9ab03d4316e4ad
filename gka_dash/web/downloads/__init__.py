"""What can be taken along over the web: files at once, and long work that says how far it is."""

from gka_dash.web.downloads.register import add_downloads

__all__ = ["add_downloads"]
