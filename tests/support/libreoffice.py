"""LibreOffice without its windows: a file opened and saved in another format."""

import shutil
import subprocess
from pathlib import Path

MISSING = (
    "LibreOffice is not here: 'sudo apt install libreoffice-calc-nogui' lets the round trip run."
)


def soffice() -> str | None:
    """The program; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(program: str, source: Path, extension: str, profile: Path) -> Path:
    """`source` opened, and saved beside itself as `extension`. `profile`: a folder of its own."""
    out = source.parent / extension
    subprocess.run(
        [
            program,
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--norestore",
            "--convert-to",
            extension,
            "--outdir",
            str(out),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return out / source.with_suffix(f".{extension}").name
