"""What changed between an origin and a copy, or between two versions at one address."""
