"""``practicegraph serve``: build if there is nothing to serve, then answer until told to stop."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

from practicegraph.errors import PracticeGraphError
from practicegraph.processes import give_memory_back
from practicegraph.settings import Settings


@click.command()
@click.option(
    "--directory", type=click.Path(path_type=Path), help="Where releases are; built there if there is none."
)
@click.option("--host", help="Address to bind to.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to bind to; 0 takes a free one.")
@click.option("--workers", type=int, help="Query workers.")
@click.option("--deadline", type=float, help="Seconds a query may run.")
@click.option("--no-sandbox", is_flag=True, help="Run workers without the system's network filter.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def serve(
    directory: Path | None,
    host: str | None,
    port: int | None,
    workers: int | None,
    deadline: float | None,
    no_sandbox: bool,
    quiet: bool,
) -> None:
    """Serve the graph: SPARQL, pages and data. Builds the shipped documents first if there is no release."""
    settings = Settings.from_environment(
        directory=directory, host=host, port=port, workers=workers, deadline=deadline
    )
    listener = bind(settings.host, settings.port)
    with listener:
        run(settings, listener, sandbox=not no_sandbox, quiet=quiet)


def bind(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address; raises :class:`PracticeGraphError` if it is in use."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise PracticeGraphError(
            f"cannot listen there: {_reason(error)}; choose another with --host or --port",
            source=f"{host}:{port}",
        ) from error


def _reason(error: OSError) -> str:
    """Return why a socket cannot be had: what looks up names numbers its errors below 0."""
    return os.strerror(error.errno) if error.errno and error.errno > 0 else str(error.strerror)


def run(settings: Settings, listener: socket.socket, *, sandbox: bool, quiet: bool) -> None:
    """Open or build the release and serve it on ``listener`` until SIGTERM or SIGINT."""
    from practicegraph.engine.cache import CachedEngine
    from practicegraph.engine.embedded import EmbeddedEngine
    from practicegraph.release.open import open_release

    give_memory_back()
    _provide_release(settings, quiet=quiet)
    release = open_release(settings.directory)
    with ThreadPoolExecutor(1) as beside:  # query workers start while the rest is loaded
        starting = beside.submit(EmbeddedEngine, release.snapshot, release.id, settings, sandbox=sandbox)
        from practicegraph.catalogue.catalogue import Catalogue
        from practicegraph.writing.writer import Writer
        from practicegraph_server.app import create_app
        from practicegraph_server.observation import log_to_stderr
        from practicegraph_server.serving import server
        from practicegraph_server.stopping import Stopping

    logging.getLogger("waitress").setLevel(logging.ERROR)
    if not quiet:
        log_to_stderr()
    with starting.result() as engine, Writer(settings, sandbox=sandbox, told=release.id) as writer:
        answering = CachedEngine(engine, settings.result_cache * 3 // 4) if settings.result_cache else engine
        app = create_app(
            settings, answering, release, Catalogue.load(base=release.base), writer, sandbox=sandbox
        )
        serving = server(app, listener, settings)
        stopping = Stopping(serving)
        signal.signal(signal.SIGTERM, stopping.ask)
        signal.signal(signal.SIGINT, stopping.ask)
        if not quiet:
            address, bound = listener.getsockname()[:2]
            click.echo(
                f"PracticeGraph answers at http://{address}:{bound}/ (SPARQL at /sparql); stop with Ctrl+C"
            )
            sys.stdout.flush()
        try:
            stopping.run()
        finally:
            serving.close()


def _provide_release(settings: Settings, *, quiet: bool) -> None:
    """Build the shipped documents, or publish an empty release where nothing else is asked, if there is none."""
    from practicegraph.release.layout import Layout

    if Layout(settings.directory).current_identifier() is not None:
        return
    if settings.plain:
        from practicegraph.writing.writing import empty

        empty(settings)
    else:
        from practicegraph.commands.build import build

        context = click.get_current_context()
        context.invoke(build, directory=settings.directory, base=settings.base, quiet=quiet)
