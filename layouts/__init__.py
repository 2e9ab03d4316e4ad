"""One module per page or part: build(...) returns components and does no data work."""
