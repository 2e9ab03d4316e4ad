"""What operators watch: health, the page with the state of things, the log of requests, and metrics."""
