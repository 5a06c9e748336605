"""What a page shows, kept in the address: a link opens the same view, and coming back to the page finds it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

__all__ = ["Address"]

_AND = ","
_YES = "yes"


class Address:
    """The settings of a page by their names in the address, all of them text, each with a default.

    Widgets of the page get their values from here and write them back; ``write`` puts what differs from the defaults
    into the address.
    """

    def __init__(self, page: str, defaults: Mapping[str, str]) -> None:
        self._page = page
        self._defaults = dict(defaults)
        self._values: dict[str, str] = st.session_state.setdefault(f"shown_{page}", dict(defaults))
        here = {name: st.query_params[name] for name in defaults if name in st.query_params}
        self.fresh = bool(here) and here != st.session_state.get(f"address_{page}")
        """Whether the address asks for another view than the one shown before."""
        if self.fresh:
            self._values = st.session_state[f"shown_{page}"] = {**self._defaults, **here}

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def key(self, name: str) -> str:
        """The key of a setting's widget."""
        return f"{self._page}_{name}"

    def write(self) -> None:
        """Put the settings into the address."""
        told = {name: value for name, value in self._values.items() if value != self._defaults[name]}
        before = st.query_params.to_dict()
        after = {**{name: value for name, value in before.items() if name not in self._defaults}, **told}
        if after != before:
            st.query_params.from_dict(after)
        st.session_state[f"address_{self._page}"] = told

    def _seed(self, name: str, value: Any, good: Callable[[Any], bool]) -> str:
        """Give a widget its value before it is drawn: what it has, unless the address asks for another."""
        key = self.key(name)
        if self.fresh or key not in st.session_state or not good(st.session_state[key]):
            st.session_state[key] = value
        return key

    def _keep(self, name: str, value: str) -> None:
        self._values[name] = value

    def select(self, name: str, label: str, options: Sequence[str], **settings: Any) -> str:
        """One of some words; where the address asks for none of them, the default or else the first."""
        return self._one(st.selectbox, name, label, options, options[0], settings)

    def slide(self, name: str, label: str, options: Sequence[str], **settings: Any) -> str:
        """One of some words in an order, chosen with a slider; where the address asks for none, the default or last."""
        return self._one(st.select_slider, name, label, options, options[-1], settings)

    def _one(
        self,
        widget: Callable[..., Any],
        name: str,
        label: str,
        options: Sequence[str],
        otherwise: str,
        settings: Mapping[str, Any],
    ) -> str:
        default = self._defaults[name]
        fallback = default if default in options else otherwise
        wanted = self._values[name] if self._values[name] in options else fallback
        key = self._seed(name, wanted, lambda value: value in options)
        value = str(widget(label, options, key=key, **settings))
        self._keep(name, default if value == fallback else value)
        return value

    def several(self, name: str, label: str, options: Sequence[str], **settings: Any) -> list[str]:
        """Any of some words."""
        wanted = [word for word in self._values[name].split(_AND) if word in options]
        key = self._seed(name, wanted, lambda value: set(value) <= set(options))
        found = [str(word) for word in st.multiselect(label, options, key=key, **settings)]
        self._keep(name, _AND.join(found))
        return found

    def toggle(self, name: str, label: str, **settings: Any) -> bool:
        """Yes or no."""
        key = self._seed(name, self._values[name] == _YES, lambda value: isinstance(value, bool))
        found = st.toggle(label, key=key, **settings)
        self._keep(name, _YES if found else "")
        return bool(found)

    def text(self, name: str, label: str, **settings: Any) -> str:
        """Words."""
        key = self._seed(name, self._values[name], lambda value: isinstance(value, str))
        self._keep(name, str(st.text_input(label, key=key, **settings) or ""))
        return self._values[name]

    def number(self, name: str, label: str, least: int, most: int, **settings: Any) -> int | None:
        """A whole number within limits; none where the default is empty and nothing is entered."""
        wanted = int(self._values[name]) if self._values[name].isdecimal() else None
        if wanted is None and self._defaults[name]:
            wanted = int(self._defaults[name])
        wanted = None if wanted is None else min(max(wanted, least), most)
        key = self._seed(name, wanted, lambda value: value is None or least <= value <= most)
        found = st.number_input(label, least, most, value=None, step=1, key=key, **settings)
        self._keep(name, self._defaults[name] if found is None else str(found))
        return int(self._values[name]) if self._values[name] else None

    def tabs(self, name: str, labels: Mapping[str, str]) -> dict[str, Any]:
        """Tabs of which only the open one need be drawn (``open``), by their words in the address."""
        words = {label: word for word, label in labels.items()}
        wanted = labels.get(self._values[name], next(iter(labels.values())))
        key = self._seed(name, wanted, lambda value: value in words)
        made = st.tabs(list(words), key=key, on_change="rerun")
        self._keep(name, words.get(str(st.session_state[key]), next(iter(labels))))
        return dict(zip(labels, made, strict=True))
