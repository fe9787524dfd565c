"""What `bench/bulk.py` measures with: an invented crawl, and the state of a library."""
