"""View in, files out."""
