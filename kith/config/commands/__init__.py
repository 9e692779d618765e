"""What `kith` can be told to do: one module each, with HELP, add_arguments() and run()."""
