"""The application in a real browser: what it asks the network for, how it looks, whether everybody can use it."""
