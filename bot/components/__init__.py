"""What plugs into Rasa: the only package that imports it. The engine itself is `bot.flows`."""
