"""Publications, their tables and provenance, and drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Written out here and not taken from the code: what a migration did may never change afterwards.
_UNCHANGING = ("publications", "publication_tables", "publication_provenance")
_MESSAGE = "a publication never changes"


def upgrade() -> None:
    """Make the tables, and let the database refuse changes in what was published."""
    op.create_table(
        "publications",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("undone", sa.Integer(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_publications"),
        sa.ForeignKeyConstraint(["base"], ["publications.number"], name="fk_publications_base"),
        sa.ForeignKeyConstraint(["undone"], ["publications.number"], name="fk_publications_undone"),
    )
    for name, content in (("publication_tables", "rows"), ("publication_provenance", "places")):
        op.create_table(
            name,
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column("table_name", sa.String(60), nullable=False),
            sa.Column(content, sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("number", "table_name", name=f"pk_{name}"),
            sa.ForeignKeyConstraint(["number"], ["publications.number"], name=f"fk_{name}_number"),
        )
    op.create_table(
        "drafts",
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("tables", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_drafts"),
    )
    op.create_index("ix_drafts_expires_at", "drafts", ["expires_at"])
    _refuse_changes()


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION gka_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$"
        )
        action = "FOR EACH ROW EXECUTE FUNCTION gka_refuse_change()"
    else:
        action = f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    for name in _UNCHANGING:
        op.execute(f"CREATE TRIGGER {name}_unchanging BEFORE UPDATE ON {name} {action}")
