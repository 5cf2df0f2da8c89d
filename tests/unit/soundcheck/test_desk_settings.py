"""What `soundcheck serve` fills in, and what it refuses."""

import json
import socket
import stat

import pytest

from soundcheck import desk, ports, serve, settings


def environment(tmp_path, **given):
    return {"SOUNDCHECK_DATA_DIR": str(tmp_path / "data"), **given}


def test_every_setting_of_the_contract_is_filled_in(tmp_path):
    config = settings.load(environment(tmp_path))

    assert config["GATEWAY_PORT"] == "8080"
    assert config["RASA_URL"] == "http://127.0.0.1:5005"
    assert config["ACCOUNT_URL"] == "http://127.0.0.1:8090"
    assert config["DATABASE_URL"] == f"sqlite+aiosqlite:///{tmp_path / 'data' / 'soundcheck.db'}"
    assert config["WIDGET_HOSTS"] == "http://127.0.0.1:8090,http://localhost:8090"


def test_addresses_follow_from_the_ports(tmp_path):
    config = settings.load(environment(tmp_path, SOUNDCHECK_RASA_PORT="6005", SOUNDCHECK_GATEWAY_PORT="9090"))

    assert config["RASA_URL"] == "http://127.0.0.1:6005"
    assert config["PUBLIC_URL"] == "http://127.0.0.1:9090"


def test_what_is_set_is_kept(tmp_path):
    config = settings.load(environment(tmp_path, SOUNDCHECK_CHANNEL_SECRET="mine"))

    assert config["CHANNEL_SECRET"] == "mine"


def test_secrets_are_the_same_at_the_next_start_and_readable_by_their_owner_only(tmp_path):
    first = settings.load(environment(tmp_path))
    second = settings.load(environment(tmp_path))

    path = tmp_path / "data" / "secrets.json"
    assert {name: first.environment[name] for name in settings.SECRETS} == json.loads(path.read_text())
    assert first == second
    assert len({first.environment[name] for name in settings.SECRETS}) == len(settings.SECRETS)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_desk_on_every_address_is_visited_on_loopback(tmp_path):
    config = settings.load(environment(tmp_path, SOUNDCHECK_HOST="0.0.0.0"))

    assert config["PUBLIC_URL"] == "http://127.0.0.1:8080"
    assert config["HOST"] == "0.0.0.0"


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
def test_a_port_that_is_none_is_named(tmp_path, port):
    with pytest.raises(settings.SettingProblem, match="SOUNDCHECK_DEMO_PORT"):
        settings.load(environment(tmp_path, SOUNDCHECK_DEMO_PORT=port))


def test_a_taken_port_names_the_setting_to_change(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        config = settings.load(environment(tmp_path, SOUNDCHECK_ACTIONS_PORT=str(taken)))

        found = [problem for problem in ports.problems(config) if str(taken) in problem]

    assert found == [
        f"The actions cannot listen on 127.0.0.1:{taken} (address already in use): set SOUNDCHECK_ACTIONS_PORT."
    ]


def test_one_port_for_two_parts_is_refused(tmp_path):
    config = settings.load(environment(tmp_path, SOUNDCHECK_RASA_PORT="7000", SOUNDCHECK_DEMO_PORT="7000"))

    assert any("7000 is given to several parts" in problem for problem in ports.problems(config))


OWN = {
    "SOUNDCHECK_ACCOUNT_URL": "https://accounts.tonada.example",
    "SOUNDCHECK_WIDGET_HOSTS": "https://play.tonada.example",
    "SOUNDCHECK_PUBLIC_URL": "https://support.tonada.example",
}


def test_an_app_of_ones_own_has_no_demo_beside_it(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        config = settings.load(environment(tmp_path, **OWN, SOUNDCHECK_DEMO_PORT=str(other.getsockname()[1])))

        assert not any("demo" in problem for problem in ports.problems(config, demo=False))
        assert any("demo" in problem for problem in ports.problems(config))

    assert {part.name for stage in desk.stages(config, demo=False) for part in stage} == {"actions", "rasa", "gateway"}


@pytest.mark.parametrize("left_out", OWN)
def test_what_the_demo_would_bring_has_to_be_said(tmp_path, monkeypatch, capsys, left_out):
    monkeypatch.setenv("SOUNDCHECK_DATA_DIR", str(tmp_path / "data"))
    for name in OWN:
        monkeypatch.delenv(name, raising=False)
    for name in OWN.keys() - {left_out}:
        monkeypatch.setenv(name, OWN[name])

    assert serve.serve(demo=False) == 1

    said = capsys.readouterr().out
    assert f"Without the demo, {left_out} has to be set" in " ".join(said.split())
    assert not any(name in said for name in OWN.keys() - {left_out})
