"""What we ask of a 2.1 station otherwise than of a 2.0.1 one."""
