"""CC3, vagueness: sources that nobody could ask, and words of quantity or thought that nobody could check."""
