"""The few words that writers add themselves, by language: what an article and a page are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Frame", "frame_of"]


@dataclass(frozen=True, slots=True)
class Frame:
    """``locale`` is the language with its country, ``page`` and ``of`` stand in ``Page 1 of 3``."""

    locale: str
    article: str
    page: str
    of: str
    numbers: str
    right_to_left: bool = False


_FRAMES: Mapping[str, Frame] = {
    "en": Frame("en-GB", "Article", "Page", "of", "Numbers behind the picture"),
    "fr": Frame("fr-FR", "Article", "Page", "sur", "Les chiffres derrière l'image"),
    "es": Frame("es-ES", "Artículo", "Página", "de", "Los números detrás de la imagen"),
    "ar": Frame("ar-SA", "المادة", "صفحة", "من", "الأرقام وراء الصورة", right_to_left=True),
}


def frame_of(language: str) -> Frame:
    """The words of a language, English where there are none."""
    return _FRAMES.get(language, _FRAMES["en"])
