"""The history of the tables of what people do: one file a step, run from code."""
