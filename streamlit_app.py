"""Entry of the application in a checkout: ``streamlit run streamlit_app.py``; installed, it is ``accord app``."""

import streamlit as st

from toolkit.app.main import main
from toolkit.app.serving.application import MIDDLEWARE, SCRIPT

if __name__ == "__main__":
    main()
else:
    app = st.App(SCRIPT, middleware=MIDDLEWARE)
