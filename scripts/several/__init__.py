"""Two app servers, PostgreSQL and nginx on one computer, to try what several machines promise."""
