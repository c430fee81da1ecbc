"""What people are told without asking: which fact, to whom, by which channel, once."""
