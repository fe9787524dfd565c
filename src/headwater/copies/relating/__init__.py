"""How two texts relate: what they share, what is measured of it, and what that makes them."""
