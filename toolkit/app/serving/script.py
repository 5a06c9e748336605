"""The script that every session runs; in a folder of its own, since Streamlit runs a folder ``pages`` beside it."""

from toolkit.app.main import main

main()
