"""What `bench/intake.py` measures with: invented feeds, a server for them, and those who fetch them."""
