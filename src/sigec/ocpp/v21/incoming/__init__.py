"""Messages that only 2.1 stations send and that need more than an acknowledgement."""
