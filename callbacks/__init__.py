"""One module per conversation: register(app, services)."""
