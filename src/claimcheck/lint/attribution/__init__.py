"""CC2, attribution: what is stated without saying who says so, or so late or so shortly that nobody could ask."""
