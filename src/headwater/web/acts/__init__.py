"""What a POST changes: a module for each kind of thing that a person does."""
