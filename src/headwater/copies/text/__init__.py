"""Reading a text: its words, sentences and quotations."""
