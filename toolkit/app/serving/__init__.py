"""How the application is served: what the browser may load, and what is sent compressed."""
