"""A file with several frameworks becomes one of them, on a phone and without JavaScript."""

import pytest

from tests.programs.frameworks.framework_files import SEVERAL


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_framework_import_from_file_to_version(open_page, scripts):
    from tests.factories import AdministratorFactory

    page = open_page(AdministratorFactory(), phone=True, scripts=scripts)
    page.goto("/frameworks/import/")
    page.get_by_label("File").set_input_files(
        {"name": "two.csv", "mimeType": "text/csv", "buffer": SEVERAL}
    )
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("listitem").filter(has_text="Two").get_by_role("button").click()
    page.get_by_role("button", name="Publish this framework").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Two"
    assert page.get_by_text("Published as version 1.").count() == 1
