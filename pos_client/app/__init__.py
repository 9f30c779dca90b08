"""The composition root: settings, logging, command line; the only place that builds the other rooms."""
