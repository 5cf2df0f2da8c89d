"""What a content writer works with: test, draw, draft and try flows. The engine is `bot.flows`, Rasa is not needed."""
