"""Workspaces in a database: every step kept, nobody's work overwritten silently.

SQLite in the user's data folder by default; any other database by its SQLAlchemy address in ``ACCORD_DATABASE``
(PostgreSQL: ``postgresql+psycopg://…``). A workspace points to one of its revisions; undo and redo move the pointer. A
change is written only on top of the version that it was made from: otherwise ``Changed`` brings what others wrote.
The newest 200 revisions of a workspace are kept.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ForeignKey, UniqueConstraint, create_engine, delete, event, func, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from toolkit.data_folder import data_folder
from toolkit.errors import AccordError, InputError, Problem
from toolkit.languages.speech import say
from toolkit.workspace.content import Content

__all__ = [
    "MOST_REVISIONS",
    "Changed",
    "Held",
    "Listed",
    "Removed",
    "Revision",
    "Store",
    "StoreUnavailable",
    "default_address",
]

ENVIRONMENT = "ACCORD_DATABASE"
MOST_REVISIONS = 200
_LONGEST_NAME = 120
_LONGEST_SENTENCE = 400


class StoreUnavailable(AccordError):
    """The database cannot be reached or written."""


class _Base(DeclarativeBase):
    pass


class _Workspace(_Base):
    __tablename__ = "workspaces"
    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    owner: Mapped[str] = mapped_column(index=True)
    head: Mapped[int]
    version: Mapped[int] = mapped_column()
    changed_at: Mapped[str]
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the form that SQLAlchemy asks for


class _Revision(_Base):
    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("workspace", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace: Mapped[str] = mapped_column(ForeignKey("workspaces.key", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    sentence: Mapped[str]
    made_at: Mapped[str]
    made_by: Mapped[str]
    content: Mapped[str]


@dataclass(frozen=True, slots=True)
class Revision:
    """One step: what was done, when (UTC, ISO 8601) and by whom; ``current`` marks the one that is shown."""

    number: int
    sentence: str
    made_at: str
    made_by: str
    current: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A workspace as it was read: ``version`` is what a change must be made from."""

    key: str
    name: str
    owner: str
    version: int
    content: Content
    sentence: str
    changed_at: str
    changed_by: str
    can_undo: bool
    can_redo: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A workspace in a list."""

    key: str
    name: str
    changed_at: str
    sentence: str


class Removed(InputError):
    """The owner has no workspace with this key, or has it no more."""

    def head(self, count: int) -> str:
        """The first sentence, with ``origin`` and ``count`` in braces."""
        return self.say_count(
            "This negotiation cannot be used: {origin} has {count} problem.",
            "This negotiation cannot be used: {origin} has {count} problems.",
            count,
        )


class Changed(AccordError):
    """Somebody else changed the workspace since it was read; ``theirs`` is what it holds now."""

    def __init__(self, theirs: Held):
        self.theirs = theirs
        super().__init__(_what_changed(theirs))


def _what_changed(theirs: Held) -> str:
    time, step = theirs.changed_at, theirs.sentence
    if not theirs.changed_by:
        return say("This workspace was changed at {time}: {step}.", time=time, step=step)
    return say(
        "This workspace was changed by {author} at {time}: {step}.", author=theirs.changed_by, time=time, step=step
    )


def default_address() -> str:
    """The address of the database: ``ACCORD_DATABASE``, otherwise a file in the user's data folder."""
    if os.environ.get(ENVIRONMENT):
        return os.environ[ENVIRONMENT]
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'workspaces.sqlite'}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _engine(address: str) -> Engine:
    engine = create_engine(address, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _(connection: Any, _: Any) -> None:
            connection.isolation_level = None  # transactions begin as said below, not at the first write
            for setting in ("busy_timeout=5000", "journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
                connection.execute(f"PRAGMA {setting}")

        @event.listens_for(engine, "begin")
        def _(connection: Connection) -> None:
            # a transaction that reads first and writes later cannot wait for another one that writes
            writing = connection.get_execution_options().get("writing")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


@contextmanager
def _told(what: str) -> Iterator[None]:
    """What the database cannot do, in words: no statements, no contents, no addresses."""
    try:
        yield
    except (StaleDataError, AccordError):
        raise
    except ArgumentError as failure:
        told = say("{what}: the address in {variable} is not one of a database.", what=what, variable=ENVIRONMENT)
        raise StoreUnavailable(told) from failure
    except DBAPIError as failure:
        raise StoreUnavailable(f"{what}: {str(failure.orig).strip()}.") from failure
    except UnicodeError as failure:
        problem = Problem(say("the text"), say("holds characters that cannot be written"), "", say("type it again"))
        raise InputError(say("the workspace"), [problem]) from failure
    except (SQLAlchemyError, OSError, ImportError) as failure:
        raise StoreUnavailable(f"{what}: {failure}.") from failure


class Store:
    """The workspaces of a database. A workspace belongs to its ``owner``; without sign-in that is empty for all.

    Every method raises ``StoreUnavailable`` where the database does not answer, and ``Removed`` for a workspace that is
    not there any more.
    """

    def __init__(self, address: str | None = None):
        """Open the database and make its tables where they are missing."""
        with _told(say("Workspaces cannot be kept")):
            self._engine = _engine(address or default_address())
            writer = self._engine.execution_options(writing=True)
            try:
                _Base.metadata.create_all(writer)
            except DBAPIError:
                _Base.metadata.create_all(writer)  # another server was making them at the same moment
        self._readers = sessionmaker(self._engine)
        self._writers = sessionmaker(writer)

    def dispose(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with _told(say("The workspaces cannot be read")), self._readers() as session:
            yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with _told(say("The change could not be written")), self._writers.begin() as session:
            yield session

    def create(self, name: str, content: Content, owner: str = "", by: str = "", sentence: str = "") -> Held:
        """A new workspace with a key that cannot be guessed; ``sentence`` is the first of its history."""
        key = secrets.token_urlsafe(9)
        with self._writing() as session:
            session.add(
                _Workspace(key=key, name=_named(name), owner=owner, head=0, version=1, changed_at=_now()),
            )
            session.flush()
            session.add(_step(key, 0, sentence or say("begun"), by, content))
            session.flush()
            return _held(session, self._found(session, key, owner))

    def open(self, key: str, owner: str = "") -> Held:
        """A workspace by its key. Raises ``Removed`` where the owner has none with this key."""
        with self._reading() as session:
            return _held(session, self._found(session, key, owner))

    def version(self, held: Held) -> int:
        """The version that the workspace has now. Raises ``Removed``."""
        with self._reading() as session:
            return self._found(session, held.key, held.owner).version

    def _found(self, session: Session, key: str, owner: str, *, to_change: bool = False) -> _Workspace:
        found = session.get(_Workspace, key, with_for_update=to_change)
        if found is None or found.owner != owner:
            wrong, remedy = say("is not a workspace of yours"), say("open one from the start page")
            raise Removed(say("its link"), [Problem(key[:40], wrong, "", remedy)])
        return found

    def recent(self, owner: str = "", most: int = 20) -> list[Listed]:
        """The owner's workspaces, the one changed last first."""
        with self._reading() as session:
            rows = session.execute(
                select(_Workspace, _Revision.sentence)
                .join(_Revision, (_Revision.workspace == _Workspace.key) & (_Revision.number == _Workspace.head))
                .where(_Workspace.owner == owner)
                .order_by(_Workspace.changed_at.desc(), _Workspace.key)
                .limit(most)
            ).all()
        return [Listed(row.key, row.name, row.changed_at, sentence) for row, sentence in rows]

    def save(self, held: Held, content: Content, sentence: str, by: str = "") -> Held:
        """Write a change on top of what was read; steps that were undone are dropped. Raises ``Changed``."""
        return self._moved(held, lambda session, row: _append(session, row, content, sentence, by))

    def undo(self, held: Held) -> Held:
        """One step back, or the same where there is none. Raises ``Changed``."""
        return self._moved(held, lambda session, row: _go(session, row, -1))

    def redo(self, held: Held) -> Held:
        """One step forward again, or the same where there is none. Raises ``Changed``."""
        return self._moved(held, lambda session, row: _go(session, row, 1))

    def go_to(self, held: Held, number: int) -> Held:
        """Show another step of the history. Raises ``Changed``, and ``InputError`` for a step that is not there."""
        return self._moved(held, lambda session, row: _go(session, row, number - row.head))

    def rename(self, held: Held, name: str) -> Held:
        """Another name, on one line and shortened where it is long. Raises ``Changed``."""

        def act(_: Session, row: _Workspace) -> None:
            if row.name != _named(name):
                row.name = _named(name)
                row.changed_at = _now()

        return self._moved(held, act)

    def duplicate(self, held: Held, name: str, by: str = "") -> Held:
        """A copy of what is shown, with a history of its own."""
        return self.create(name, held.content, held.owner, by, say("copied from {name}", name=held.name))

    def remove(self, held: Held) -> None:
        """Remove a workspace with its history. Raises ``Changed``."""
        with self._writing() as session:
            row = self._to_change(session, held)
            session.execute(delete(_Revision).where(_Revision.workspace == row.key))
            session.delete(row)

    def history(self, held: Held) -> list[Revision]:
        """Every step, the newest first."""
        with self._reading() as session:
            head = self._found(session, held.key, held.owner).head
            rows = session.execute(
                select(_Revision.number, _Revision.sentence, _Revision.made_at, _Revision.made_by)
                .where(_Revision.workspace == held.key)
                .order_by(_Revision.number.desc())
            ).all()
        return [Revision(row.number, row.sentence, row.made_at, row.made_by, row.number == head) for row in rows]

    def _moved(self, held: Held, act: Callable[[Session, _Workspace], None]) -> Held:
        """Change a workspace only if it still has the version that was read; returns it as it is then."""
        try:
            with self._writing() as session:
                row = self._to_change(session, held)
                act(session, row)
                session.flush()
                return _held(session, row)
        except StaleDataError as failure:
            raise Changed(self.open(held.key, held.owner)) from failure

    def _to_change(self, session: Session, held: Held) -> _Workspace:
        row = self._found(session, held.key, held.owner, to_change=True)
        if row.version != held.version:
            raise Changed(_held(session, row))
        return row


def _line(text: str, longest: int) -> str:
    """Text as it fits into one line of a list: what cannot be printed is left out."""
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def _named(name: str) -> str:
    return _line(name, _LONGEST_NAME) or say("Untitled")


def _step(key: str, number: int, sentence: str, by: str, content: Content) -> _Revision:
    return _Revision(
        workspace=key,
        number=number,
        sentence=_line(sentence, _LONGEST_SENTENCE),
        made_at=_now(),
        made_by=_line(by, _LONGEST_NAME),
        content=content.to_json(),
    )


def _append(session: Session, row: _Workspace, content: Content, sentence: str, by: str) -> None:
    session.execute(delete(_Revision).where(_Revision.workspace == row.key, _Revision.number > row.head))
    row.head += 1
    row.changed_at = _now()
    session.execute(
        delete(_Revision).where(_Revision.workspace == row.key, _Revision.number <= row.head - MOST_REVISIONS)
    )
    session.add(_step(row.key, row.head, sentence, by, content))


def _go(session: Session, row: _Workspace, steps: int) -> None:
    first, last = _ends(session, row.key)
    wanted = row.head + steps
    if not first <= wanted <= last:
        if abs(steps) == 1:
            return
        problem = Problem(say("step {number}", number=wanted), say("is not in it"))
        raise InputError(say("the history"), [problem])
    if steps:
        row.head = wanted
        row.changed_at = _now()


def _ends(session: Session, key: str) -> tuple[int, int]:
    first, last = session.execute(
        select(func.min(_Revision.number), func.max(_Revision.number)).where(_Revision.workspace == key)
    ).one()
    return first, last


def _read(text: str, name: str) -> Content:
    try:
        return Content.from_json(text)
    except ValidationError as failure:
        remedy = say("it may come from a later version of Accord")
        problem = Problem(say("its content"), say("cannot be read"), "", remedy)
        raise InputError(name, [problem]) from failure


def _held(session: Session, row: _Workspace) -> Held:
    step = session.scalars(select(_Revision).where(_Revision.workspace == row.key, _Revision.number == row.head)).one()
    first, last = _ends(session, row.key)
    return Held(
        row.key,
        row.name,
        row.owner,
        row.version,
        _read(step.content, row.name),
        step.sentence,
        row.changed_at,
        step.made_by,
        row.head > first,
        row.head < last,
    )
