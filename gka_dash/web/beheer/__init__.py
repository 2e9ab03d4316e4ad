"""Signing in and the management pages; loaded only when a provider is configured."""
