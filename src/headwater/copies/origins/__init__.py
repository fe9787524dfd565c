"""Which of two articles the shared text came from: ranked grounds, and how sure they make it."""
