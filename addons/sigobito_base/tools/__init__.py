"""Pure rules of the method: no database, no framework, tested by their examples."""
