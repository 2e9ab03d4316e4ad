"""Publications: the data as it was made public, numbered, never changed afterwards, and undoable."""
