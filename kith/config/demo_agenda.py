"""The agenda of the demo's meetings: the guided discussion of formats.toml, with a question from the library."""

import tomllib
from pathlib import Path
from typing import Any

MEETINGS = Path(__file__).parent.parent / "meetings" / "data"


def guided(nth: int) -> tuple[dict[str, Any], str]:
    """(agenda, key of its question); another question for another `nth`."""
    format_ = next(
        one
        for one in tomllib.loads((MEETINGS / "formats.toml").read_text())["format"]
        if one["key"] == "guided-discussion"
    )
    prompts = [
        one for one in tomllib.loads((MEETINGS / "prompts.toml").read_text())["prompt"] if "grief" in one["themes"]
    ]
    prompt = prompts[nth % len(prompts)]
    parts = [_part(one, prompt) for one in format_["parts"]]
    return {
        "format": format_["key"],
        "name": format_["name"],
        "empty_seat": format_.get("empty_seat", False),
        "parts": parts,
    }, prompt["key"]


def _part(written: dict[str, Any], prompt: dict[str, Any]) -> dict[str, Any]:
    blank = {"share": None, "prompt": "", "lighter": "", "script": "", "first_time": "", "asks": False}
    part = {key: written.get(key, blank.get(key)) for key in ("key", "name", "mode", "minutes", *blank)}
    return part | {"prompt": prompt["text"], "lighter": prompt["lighter"]} if part["asks"] else part
