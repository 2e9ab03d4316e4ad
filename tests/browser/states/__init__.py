"""Every state that a page can be in, as lists to read; test_states.py runs each at every width."""
