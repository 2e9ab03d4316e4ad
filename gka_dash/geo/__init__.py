"""Boundaries: read, check, simplify and write the artefact that the browser draws."""
