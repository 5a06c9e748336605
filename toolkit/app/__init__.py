"""The Streamlit application: pages that read state, call the toolkit and show what it returns."""
