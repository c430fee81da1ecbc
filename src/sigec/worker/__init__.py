"""What goes on behind the answers: telling events, deriving from the journal, running jobs."""
