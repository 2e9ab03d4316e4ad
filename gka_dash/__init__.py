"""Landkaart Gelijke Kansen: municipalities, agendas and interventions of the Gelijke Kansen Alliantie."""

import os

# openpyxl takes lxml as soon as it finds it (python-pptx brings it along) and then leaves defusedxml aside,
# which guards the workbooks that people hand in. It looks at this once, when it is first imported.
os.environ.setdefault("OPENPYXL_LXML", "False")
