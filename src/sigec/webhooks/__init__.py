"""Other programs hear what happens: signed, in order, and tried until they take it."""
