"""The account service of the demo: what `openapi.yaml` describes, over a small database of its own."""
