"""A PostgreSQL server of the tests' own: socket only, thrown away at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

MISSING = (
    "PostgreSQL's server is not installed: 'sudo apt install postgresql', "
    "or put initdb and pg_ctl on the PATH."
)


class PostgresMissing(RuntimeError):
    """No initdb and pg_ctl on this machine."""


@dataclass(frozen=True)
class Postgres:
    """A running server; databases are made from one another in some 50 ms.

    `restart()`: as after an upgrade; every connection is cut.
    """

    folder: Path
    restart: Callable[[], None]

    def url(self, name: str) -> str:
        """SQLAlchemy's address of the database `name`."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def create(self, name: str, template: str = "template0") -> str:
        """Make a database out of `template`, to which nobody may be connected; return its URL."""
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.url(name)

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected."""
        self._run("DROP DATABASE {} WITH (FORCE)", name)

    def shape(self, name: str) -> list[tuple[str]]:
        """The tables of a database, and the migration it says it is at."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname=name) as connection:
            tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
            found = connection.execute(tables).fetchall()
            if ("alembic_version",) in found:
                found += connection.execute("SELECT version_num FROM alembic_version").fetchall()
            return found

    def empty(self, name: str) -> None:
        """Make a database as its migrations left it, whoever is still connected: ten times
        faster than another one. Its triggers rest meanwhile; the revision starts again."""
        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname=name, autocommit=True
        ) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            connection.execute("SET session_replication_role = replica")
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                " AND tablename NOT IN ('alembic_version', 'revision')"
            ).fetchall()
            sequences = connection.execute(
                "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"
            ).fetchall()
            cleaning = [sql.SQL("DELETE FROM {}").format(sql.Identifier(t)) for (t,) in tables]
            cleaning += [
                sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(s)) for (s,) in sequences
            ]
            cleaning.append(sql.SQL("UPDATE revision SET number = 1, bumped_at = '2015-07-03Z'"))
            connection.execute(sql.SQL("; ").join(cleaning))

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Start a server, stop it at the end. Raises PostgresMissing where there is none."""
    programs = _programs()
    account = _account()
    # Not under pytest's own folder: that one is closed to the user postgres.
    folder = Path(tempfile.mkdtemp(prefix="suivi-pg-"))
    if account:
        shutil.chown(folder, account, account)
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [programs / program, "-D", data, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=folder,
            user=account,
            group=account,
            extra_groups=[] if account else None,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}")

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = f"-c listen_addresses='' -k {folder} -c fsync=off -c full_page_writes=off"
        options += " -c synchronous_commit=off -c max_connections=200"
        run("pg_ctl", "-w", "-l", str(folder / "server.log"), "-o", options, "start")
        try:
            yield Postgres(
                folder,
                lambda: run(
                    "pg_ctl", "-w", "-l", str(folder / "server.log"), "-m", "fast", "restart"
                ),
            )
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The newest folder that holds the server's programs."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name.zfill(3)
    )
    for folder in [*map(Path, os.get_exec_path()), *reversed(installed)]:
        # Resolved: the programs look for their share folder beside where they really lie.
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "pg_ctl")):
            return (folder / "initdb").resolve().parent
    raise PostgresMissing(MISSING)


def _account() -> str | None:
    """Whose server it is: the server refuses root; anybody else runs it as themselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"
