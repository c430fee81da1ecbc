"""Who may sign in and what they did: users, logins, passwords, the audit for its readers."""
