"""Helpers for set-up, tests and maintenance; nothing here runs in the server."""
