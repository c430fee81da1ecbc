"""How fast the platform is, measured from outside: real processes, real sockets, real databases."""
