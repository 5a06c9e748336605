"""Entry of the application: ``accord app``, or ``streamlit run streamlit_app.py`` in a checkout."""

from toolkit.app.main import main

main()
