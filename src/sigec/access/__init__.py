"""Who may charge where: the rules of places, what was decided, and what stations keep of it."""
