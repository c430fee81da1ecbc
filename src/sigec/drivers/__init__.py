"""People, their id tokens, and who may charge."""
