"""Every page of the reader in its typical states, over a library that somebody has used: for pictures of them all
(`python -m tests.web.looks`, by script/screenshots), and to hold all of them to what every page has to keep."""
