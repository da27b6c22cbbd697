"""Who is there: enrolled devices, operators with two factors, sessions, and the limits on trying."""
