"""Changes of the schema, applied in order when the gateway starts: one file each in `versions`."""
