"""What the assistant knows: flows and articles as pure Python, and the components that carry them into Rasa."""
