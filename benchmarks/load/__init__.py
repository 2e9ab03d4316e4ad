"""Many visitors at once: what `make bench-load` does and counts."""
