"""The same page in other frameworks, and what `make bench-peers` measures of it."""
