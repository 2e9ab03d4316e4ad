"""``python -m tests.regression [QUERY]``: everything that a view shows, to compare two versions."""

import json
import sys

from gka_dash.model.selection import read_query
from gka_dash.model.view import make_view
from gka_dash.model.vocabulary import Vocabulary
from gka_dash.settings import Settings
from gka_dash.sources.csv_folder import read_folder
from tests.regression.snapshot import parts

dataset = read_folder(Settings.from_environment().data_dir)
vocabulary = Vocabulary(dataset)
view = make_view(dataset, vocabulary, read_query("".join(sys.argv[1:2]), vocabulary).selection)
print(json.dumps(parts(view), ensure_ascii=False, indent=1, default=str))
