"""One peer; see app.py."""
