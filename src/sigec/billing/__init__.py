"""What each unit owes for a month of charging: statements, the close of a month, who paid."""
