"""Measures this dashboard against an ordinary Dash twin of the same page: `python -m benchmarks`."""
