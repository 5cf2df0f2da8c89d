"""What every command does alike."""

import pytest

from soundcheck import __main__ as command


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (PermissionError(13, "Permission denied", "/reports/nlu.json"), "/reports/nlu.json: Permission denied"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (TimeoutError("nobody answered"), "nobody answered"),
    ],
)
def test_what_the_machine_refuses_is_one_line(monkeypatch, refused: OSError, said: str) -> None:
    def fail() -> None:
        raise refused

    monkeypatch.setattr(command, "app", fail)

    with pytest.raises(SystemExit) as ended:
        command.main()

    assert ended.value.code == said
