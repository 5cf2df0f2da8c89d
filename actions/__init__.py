"""What the bot does besides talking: rasa-sdk actions, one per module, and the server that runs them."""
