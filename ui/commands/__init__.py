"""One file per group of the command line's subcommands."""
