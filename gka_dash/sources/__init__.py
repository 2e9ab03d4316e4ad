"""Bytes in, Dataset out."""
