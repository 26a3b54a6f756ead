"""The tables of state.db, as the steps that led to them."""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x436C4368
"""Marks the file as ours ("ClCh") for file(1) and for us."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE checks (
            id INTEGER PRIMARY KEY,
            url TEXT NOT NULL,
            checked TEXT NOT NULL,
            status TEXT NOT NULL,
            http INTEGER,
            outcome TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX checks_by_url ON checks (url, checked)",
    ),
    (
        """CREATE TABLE texts (
            digest TEXT NOT NULL,
            reader TEXT NOT NULL,
            text BLOB NOT NULL,
            bytes INTEGER NOT NULL,
            used INTEGER NOT NULL,
            PRIMARY KEY (digest, reader)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX texts_by_use ON texts (used)",
    ),
    ("CREATE TABLE audits (ran TEXT PRIMARY KEY, tally TEXT NOT NULL) STRICT, WITHOUT ROWID",),
    (
        """CREATE TABLE answers (
            registry TEXT NOT NULL,
            asked TEXT NOT NULL,
            at TEXT NOT NULL,
            said TEXT NOT NULL,
            records TEXT NOT NULL,
            PRIMARY KEY (registry, asked)
        ) STRICT, WITHOUT ROWID""",
    ),
)
"""Statements that lead from version n to n + 1. Never change one that was released: add one."""

VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """The schema version of a database; 0 for a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Whether this is another program's database, into which our tables must not go."""
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if mark:
        return mark != APPLICATION_ID
    names = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return bool(names) and "checks" not in names


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database to VERSION, each step a transaction. Another run may do the same at the same moment."""
    while version_of(connection) < VERSION:
        connection.execute("BEGIN IMMEDIATE")
        try:
            now = version_of(connection)
            if now < VERSION:
                for statement in MIGRATIONS[now]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {now + 1}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
