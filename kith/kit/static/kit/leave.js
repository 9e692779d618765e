// Leaving quickly.
