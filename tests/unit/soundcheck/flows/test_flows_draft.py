"""`soundcheck flows draft-tests`: a test for every way, each passes, and nothing is overwritten."""

from __future__ import annotations

from flow_project import Project


def test_a_draft_goes_every_way_and_passes(project: Project) -> None:
    code, said = project.run("draft-tests", "lyrics", "--folder", project.tests)

    assert code == 0 and "found no conversation" not in said
    assert (project.tests / "lyrics.yml").is_file()
    code, said = project.test("--coverage")
    assert code == 0 and "100 %" in said and "4 passed" in said


def test_what_is_tested_already_is_not_drafted_again(project: Project) -> None:
    project.run("draft-tests", "lyrics", "--folder", project.tests)
    before = (project.tests / "lyrics.yml").read_text()

    _, said = project.run("draft-tests", "lyrics", "--folder", project.tests)

    assert "go every way" in said
    assert (project.tests / "lyrics.yml").read_text() == before


def test_a_draft_is_written_beside_a_file_of_the_writer(project: Project) -> None:
    mine = "test_cases:\n  - test_case: Mine\n    steps:\n      - user: /lyrics\n      - utter: utter_ask_lyrics_kind\n"
    project.write("lyrics.yml", mine)

    project.run("draft-tests", "lyrics", "--folder", project.tests)

    assert (project.tests / "lyrics.yml").read_text() == mine
    assert (project.tests / "lyrics.draft.yml").is_file()
    assert project.test()[0] == 0


def test_a_flow_that_is_not_there_is_told_with_the_nearest(project: Project) -> None:
    code, said = project.run("draft-tests", "lyric", "--folder", project.tests)

    assert code == 1 and "did you mean lyrics?" in said


def test_a_flow_that_listens_for_words_is_begun_with_them(project: Project) -> None:
    path = project.flows / "lyrics.yml"
    branch = '          - if: slots.problem matches "(?i)limit"\n            then: solved\n'
    text = path.read_text().replace("        next:\n", f"        next:\n{branch}", 1)
    path.write_text(text)

    project.run("draft-tests", "lyrics", "--folder", project.tests)

    drafted = (project.tests / "lyrics.yml").read_text()
    assert "limit" in drafted.lower().split("user:", 1)[1]
    code, said = project.test("--coverage")
    assert code == 0 and "5 passed" in said and "100 %" in said
