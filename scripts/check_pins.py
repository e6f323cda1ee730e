"""Exit 0 if this Python has every package of a requirements file in the pinned version."""

import importlib.metadata
import re
import sys
from pathlib import Path


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


pins = dict(
    line.split("==")
    for line in Path(sys.argv[1]).read_text("utf-8").split()
    if "==" in line
)
present = {
    normal(d.metadata["Name"]): d.version for d in importlib.metadata.distributions()
}
sys.exit(any(present.get(normal(name)) != pin for name, pin in pins.items()))
