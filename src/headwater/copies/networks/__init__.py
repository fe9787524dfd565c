"""Who takes from whom, over all sources."""
