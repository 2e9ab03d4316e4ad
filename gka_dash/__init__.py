"""Landkaart Gelijke Kansen: municipalities, agendas and interventions of the Gelijke Kansen Alliantie."""
