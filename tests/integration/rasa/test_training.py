"""What a model is made of, and when it is made anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rasa.core.policies.policy import Policy
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.utils.endpoints import read_endpoint_config

from bot.components import train
from bot.components.classify import Classifier
from bot.components.flow_policy import FlowPolicy
from bot.components.importer import BrokenFlows, FlowsImporter
from bot.components.model_archive import newest_model
from tests.integration.rasa.conftest import Bot

pytestmark = pytest.mark.rasa


@pytest.fixture
def copy(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own to change."""
    shutil.copytree(project, tmp_path / "copy", ignore=shutil.ignore_patterns("models", "var", ".rasa"))
    monkeypatch.chdir(tmp_path / "copy")
    return tmp_path / "copy"


def test_the_model_has_a_dialogue_part(bot: Bot) -> None:
    """P8: without a story Rasa trains language understanding only, and never answers."""
    assert bot.agent.processor is not None
    assert bot.agent.processor.model_metadata.core_target


def test_configuration_names_our_importer(copy: Path) -> None:
    """Rasa only logs an importer that it cannot find, and goes on with its own."""
    importer = TrainingDataImporter.load_from_config("config.yml", "domain.yml", "data")

    assert "lyrics" in importer.get_domain().intents
    assert importer.get_domain().session_config.session_expiration_time == 0


def test_flow_slots_are_left_to_the_engine(copy: Path) -> None:
    """P9: every slot is of type any and filled by nobody but the engine."""
    domain = FlowsImporter("config.yml", "domain.yml").get_domain()
    slots = {slot.name: slot for slot in domain.slots}

    assert {"platform", "restarted", "dialogue_stack", "flow_say", "flow_call_result"} <= set(slots)
    assert all(slots[name].mappings == [{"type": "custom"}] for name in ("platform", "dialogue_stack"))
    assert not any(slots[name].influence_conversation for name in ("platform", "dialogue_stack"))


def test_a_broken_flow_stops_the_training_and_is_told(copy: Path) -> None:
    """P8: Rasa itself would go on with an empty domain."""
    flows = copy / "data" / "flows" / "small.yml"
    flows.write_text(flows.read_text(encoding="utf-8").replace("nlu_trigger", "nlu_triger", 1), encoding="utf-8")

    with pytest.raises(BrokenFlows, match=r"small\.yml.*nlu_triger"):
        FlowsImporter("config.yml", "domain.yml").get_domain()


@pytest.mark.parametrize("config", [{}, {"output": "x"}, {"priority": 10}])
def test_the_policys_fingerprint_does_not_read_its_configuration(copy: Path, config: dict[str, object]) -> None:
    """P11: Rasa also calls it with the node's output in place of the configuration."""
    assert FlowPolicy.fingerprint_addon(config)


def test_the_policys_fingerprint_changes_with_a_flow(copy: Path) -> None:
    before = FlowPolicy.fingerprint_addon({})
    flows = copy / "data" / "flows" / "small.yml"
    flows.write_text(flows.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")

    assert FlowPolicy.fingerprint_addon({}) != before


def test_a_model_is_trained_once(model: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)

    assert train.is_current()
    assert newest_model() is not None


def test_another_example_makes_the_model_old(model: Path, copy: Path) -> None:
    (copy / "models").mkdir()
    shutil.copy(model, copy / "models" / model.name)
    assert train.is_current()

    examples = copy / "data" / "nlu" / "small.yml"
    examples.write_text(examples.read_text(encoding="utf-8") + "      - howdy\n", encoding="utf-8")

    assert not train.is_current()


def test_the_policy_is_rasas_only_one(bot: Bot) -> None:
    """P15: a second policy would sometimes win."""
    assert bot.agent.processor is not None
    schema = bot.agent.processor.model_metadata.predict_schema
    policies = [node.uses for node in schema.nodes.values() if issubclass(node.uses, Policy)]

    assert policies == [FlowPolicy]


def test_the_endpoints_name_our_parts(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOUNDCHECK_ACTIONS_URL", "http://127.0.0.1:5055")
    action = read_endpoint_config("endpoints.yml", "action_endpoint")

    assert action is not None
    assert action.url == "http://127.0.0.1:5055/webhook"
    assert action.kwargs["enable_selective_domain"] is True


async def test_understanding_without_rasa_is_the_same_as_with_it(bot: Bot, model: Path) -> None:
    said = "songs stop in the middle on my iphone 13"

    without = Classifier(model).classify([said])[0]
    within = await bot.agent.parse_message(said)

    assert without.ranking[0][0] == within["intent"]["name"]
    assert without.ranking[0][1] == pytest.approx(within["intent"]["confidence"], abs=1e-3)
    assert without.entities == {entity["entity"]: entity["value"] for entity in within["entities"]}
