"""Two app servers, PostgreSQL and nginx on one computer, to try and to prove what several machines promise."""
