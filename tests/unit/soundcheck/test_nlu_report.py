from pathlib import Path

import pytest
import typer

from soundcheck.bench.nlu_report import _labelled


def test_files_without_a_labelled_line_are_refused_by_name_of_the_set(tmp_path: Path) -> None:
    posts = tmp_path / "posts.txt"
    posts.write_text("nobody labelled this\n", encoding="utf-8")

    for files in ([posts], None):
        with pytest.raises(typer.BadParameter, match="labelled in final9"):
            _labelled(files, "final9")
