"""The schema's history: one file a step, run from code, without a network or a configuration file."""
