"""What stands in for a file with problems, and when a change is seen."""

from soundcheck.studio.flow_view import flow_view
from soundcheck.studio.overview import overview
from soundcheck.studio.workspace import Workspace


def change(path, before, after):
    path.write_text(path.read_text().replace(before, after))


def test_a_change_is_seen_once(workspace, flows):
    assert not workspace.refresh()
    change(flows / "lyrics.yml", "missing lyrics", "lyrics that are late")

    assert workspace.refresh()
    assert workspace.snapshot.number == 2
    assert workspace.snapshot.bundle.flows["lyrics"].name == "lyrics that are late"
    assert not workspace.refresh()


def test_a_broken_file_keeps_its_last_good_version_and_the_others_go_on(workspace, flows):
    change(flows / "lyrics.yml", "then: solved", "then: solvd")
    change(flows / "web_player.yml", "Reload the page.", "Close the tab.")
    workspace.refresh()

    snapshot, file = workspace.snapshot, str(flows / "lyrics.yml")
    assert snapshot.kept == {file}
    assert "solved" in snapshot.bundle.flows["lyrics"].steps
    assert snapshot.bundle.responses["utter_web"].variants[0].text == "Close the tab."
    assert [problem.code for problem in snapshot.problems_in(file)] == ["F003", "F004"]
    assert "solvd" in snapshot.sources[file]
    assert "solvd" not in snapshot.read_from[file]


def test_a_file_that_is_no_yaml_keeps_its_flows(workspace, flows):
    (flows / "lyrics.yml").write_text("flows: [")
    workspace.refresh()
    (flows / "web_player.yml").write_text("flows: [")
    workspace.refresh()

    assert {"lyrics", "web_player"} <= set(workspace.snapshot.bundle.flows)
    assert len(workspace.snapshot.kept) == 2


def test_a_mended_file_stands_for_itself_again(workspace, flows):
    change(flows / "lyrics.yml", "then: solved", "then: solvd")
    workspace.refresh()
    change(flows / "lyrics.yml", "then: solvd", "then: solved")
    workspace.refresh()

    assert not workspace.snapshot.problems
    assert not workspace.snapshot.kept


def test_a_file_that_trips_the_reader_is_told_and_the_next_save_is_read(workspace, flows, monkeypatch):
    def trip(*_):
        raise ValueError

    with monkeypatch.context() as patched:
        patched.setattr("soundcheck.studio.workspace.read_bundle", trip)
        change(flows / "lyrics.yml", "missing lyrics", "late lyrics")
        assert workspace.refresh()
    assert workspace.snapshot.kept == {str(flows / "lyrics.yml")}
    assert [problem.code for problem in workspace.snapshot.problems] == ["F000"]

    change(flows / "lyrics.yml", "late lyrics", "lyrics")
    workspace.refresh()
    assert not workspace.snapshot.problems
    assert workspace.snapshot.bundle.flows["lyrics"].name == "lyrics"


def test_a_removed_file_is_gone(workspace, flows):
    (flows / "web_player.yml").unlink()
    workspace.refresh()

    assert "web_player" not in workspace.snapshot.bundle.flows


def test_a_file_that_was_never_good_is_listed_by_its_name(flows, tmp_path):
    (flows / "new.yml").write_text("flows: [")
    shown = overview(Workspace(flows, tmp_path / "tests").snapshot)

    assert shown["files"] == [{"file": str(flows / "new.yml"), "problems": 1}]
    assert shown["problems"] == 1


def test_the_list_names_flows_by_topic(workspace):
    flows = overview(workspace.snapshot)["flows"]

    assert [(flow["name"], flow["topic"], flow["problems"]) for flow in flows] == [
        ("Missing lyrics", "Lyrics", 0),
        ("The web player", "The web player", 0),
    ]


def test_a_step_has_its_lines_and_texts(workspace):
    view = flow_view(workspace.snapshot, workspace.snapshot.bundle.flows["lyrics"])

    step = view["steps"]["ask_update_helped"]
    assert step["yaml"][0].strip() == "- id: ask_update_helped"
    assert step["yaml"][-1].strip() == "- else: hand_over"
    assert step["says"][0]["buttons"] == ["Yes, I do", "No"]
    assert view["source"][step["line"] - 1] == step["yaml"][0]


def test_the_picture_has_no_colours_of_its_own_and_says_what_it_draws(workspace):
    view = flow_view(workspace.snapshot, workspace.snapshot.bundle.flows["lyrics"])

    assert "<style" not in view["svg"]
    assert view["svg"].count('<g class="') == len(view["boxes"])
    assert view["svg"].count('class="way"') == len(view["arrows"])
