"""What a user can set, from the environment and the command line."""

import os
from pathlib import Path

from whereas.settings import settings


def test_several_mirrors_stand_in_one_variable_as_folders_do_in_the_path() -> None:
    said = os.pathsep.join(("/media/lists", "/media/events", ""))

    assert settings({"WHEREAS_MIRROR": said}).mirror == (Path("/media/lists"), Path("/media/events"))


def test_no_mirror_is_none_and_the_command_line_outranks_the_environment() -> None:
    assert settings({}).mirror == ()
    assert settings({"WHEREAS_MIRROR": "/media/lists"}, mirror=[Path("/mnt/a"), Path("/mnt/b")]).mirror == (
        Path("/mnt/a"), Path("/mnt/b"),
    )  # fmt: skip
