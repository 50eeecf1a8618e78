"""Let work earn: submissions and verdicts, the ledger, the quarter's close, leave, rewards."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("entries", "stock_moves")


def upgrade() -> None:
    op.create_table(
        "rewards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "tangible",
                "access",
                name="rewardkind_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column(
            "milestone",
            sa.Enum(
                "first action",
                "renewed",
                "standing",
                name="milestone_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("standing", sa.Integer(), nullable=True),
        sa.Column("stock", sa.Integer(), nullable=True),
        sa.Column("per_person", sa.Integer(), nullable=True),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("handling", sa.Integer(), nullable=False),
        sa.Column("has_codes", sa.Boolean(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(milestone = 'standing') = (standing is not null)", name=op.f("ck_rewards_standing_reached")
        ),
        sa.CheckConstraint("(cost is null) <> (milestone is null)", name=op.f("ck_rewards_one_way")),
        sa.CheckConstraint("cost is null or cost > 0", name=op.f("ck_rewards_cost_positive")),
        sa.CheckConstraint(
            "per_person is null or per_person > 0", name=op.f("ck_rewards_per_person_positive")
        ),
        sa.CheckConstraint("stock is null or stock >= 0", name=op.f("ck_rewards_stock_not_negative")),
        sa.ForeignKeyConstraint(["picture_id"], ["files.id"], name=op.f("fk_rewards_picture_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rewards")),
    )
    op.create_table(
        "balances",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("standing", sa.Integer(), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("lifetime", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("quarter_points", sa.Integer(), nullable=False),
        sa.Column("ranked", sa.Boolean(), nullable=False),
        sa.CheckConstraint("standing >= 0 and credits >= 0", name=op.f("ck_balances_not_negative")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_balances_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_balances")),
    )
    op.create_index(
        "ix_balances_board",
        "balances",
        ["quarter", "quarter_points", "person_id"],
        unique=False,
        sqlite_where=sa.text("ranked"),
        postgresql_where=sa.text("ranked"),
    )
    op.create_table(
        "quarter_closes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("rate", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_quarter_closes_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarter_closes")),
        sa.UniqueConstraint("quarter", name=op.f("uq_quarter_closes_quarter")),
    )
    op.create_table(
        "leaves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["people.id"], name=op.f("fk_leaves_decided_by_id")),
        sa.ForeignKeyConstraint(["membership_id"], ["memberships.id"], name=op.f("fk_leaves_membership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaves")),
        sa.UniqueConstraint("membership_id", "quarter", name=op.f("uq_leaves_membership_id_quarter")),
    )
    op.create_index(op.f("ix_leaves_quarter"), "leaves", ["quarter"], unique=False)
    op.create_table(
        "redemptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("reward_id", sa.Integer(), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("milestone", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "approved",
                "sent",
                "handed over",
                "received",
                "cancelled",
                name="redemptionstate_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("tracking", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("credits >= 0", name=op.f("ck_redemptions_not_negative")),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_redemptions_membership_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_redemptions_person_id")),
        sa.ForeignKeyConstraint(["reward_id"], ["rewards.id"], name=op.f("fk_redemptions_reward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redemptions")),
        sa.UniqueConstraint("key", name=op.f("uq_redemptions_key")),
    )
    op.create_index(op.f("ix_redemptions_person_id"), "redemptions", ["person_id"], unique=False)
    op.create_index("ix_redemptions_queue", "redemptions", ["state", "asked_at"], unique=False)
    op.create_index(op.f("ix_redemptions_reward_id"), "redemptions", ["reward_id"], unique=False)
    op.create_index(
        "uq_redemptions_granted",
        "redemptions",
        ["person_id", "reward_id", "milestone"],
        unique=True,
        sqlite_where=sa.text("milestone <> ''"),
        postgresql_where=sa.text("milestone <> ''"),
    )
    op.create_table(
        "renewals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("close_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "renewed",
                "at risk",
                "proposed",
                "provisional",
                "on leave",
                name="standing_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["close_id"], ["quarter_closes.id"], name=op.f("fk_renewals_close_id")),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_renewals_membership_id")
        ),
        sa.ForeignKeyConstraint(["resolved_by_id"], ["people.id"], name=op.f("fk_renewals_resolved_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renewals")),
        sa.UniqueConstraint("close_id", "membership_id", name=op.f("uq_renewals_close_id_membership_id")),
    )
    op.create_index(op.f("ix_renewals_membership_id"), "renewals", ["membership_id"], unique=False)
    op.create_index(
        "ix_renewals_open",
        "renewals",
        ["id"],
        unique=False,
        sqlite_where=sa.text("outcome = 'proposed' and resolved_at is null"),
        postgresql_where=sa.text("outcome = 'proposed' and resolved_at is null"),
    )
    op.create_index(
        "ix_renewals_untold",
        "renewals",
        ["id"],
        unique=False,
        sqlite_where=sa.text("told_at is null"),
        postgresql_where=sa.text("told_at is null"),
    )
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("activity_type_id", sa.Integer(), nullable=False),
        sa.Column("brief_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "pending",
                "approved",
                "returned",
                "rejected",
                name="submissionstate_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column("link_key", sa.String(length=2000), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reach", sa.Integer(), nullable=True),
        sa.Column("disclosed", sa.Boolean(), nullable=False),
        sa.Column("licensed", sa.Boolean(), nullable=False),
        sa.Column("base_points", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dispute", sa.Text(), nullable=False),
        sa.CheckConstraint("minutes >= 0 and base_points >= 0", name=op.f("ck_submissions_not_negative")),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_submissions_action_id")),
        sa.ForeignKeyConstraint(
            ["activity_type_id"], ["activity_types.id"], name=op.f("fk_submissions_activity_type_id")
        ),
        sa.ForeignKeyConstraint(["brief_id"], ["briefs.id"], name=op.f("fk_submissions_brief_id")),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_submissions_membership_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_submissions_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
    )
    op.create_index(op.f("ix_submissions_action_id"), "submissions", ["action_id"], unique=False)
    op.create_index(op.f("ix_submissions_link_key"), "submissions", ["link_key"], unique=False)
    op.create_index(op.f("ix_submissions_membership_id"), "submissions", ["membership_id"], unique=False)
    op.create_index("ix_submissions_person_sent", "submissions", ["person_id", "sent_at"], unique=False)
    op.create_index("ix_submissions_queue", "submissions", ["state", "sent_at"], unique=False)
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "ledger",
            sa.Enum(
                "standing",
                "credits",
                name="ledger_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "award",
                "undone",
                "correction",
                "fade",
                "spent",
                "returned",
                name="entrykind_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("redemption_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_entries_says_something")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_entries_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_entries_person_id")),
        sa.ForeignKeyConstraint(["redemption_id"], ["redemptions.id"], name=op.f("fk_entries_redemption_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_entries_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint(
            "person_id", "ledger", "kind", "source", name=op.f("uq_entries_person_id_ledger_kind_source")
        ),
    )
    op.create_index(
        "ix_entries_quarter",
        "entries",
        ["quarter", "person_id"],
        unique=False,
        sqlite_where=sa.text("ledger = 'standing'"),
        postgresql_where=sa.text("ledger = 'standing'"),
    )
    op.create_index(
        "ix_entries_redemption",
        "entries",
        ["redemption_id"],
        unique=False,
        sqlite_where=sa.text("redemption_id is not null"),
        postgresql_where=sa.text("redemption_id is not null"),
    )
    op.create_index(
        "ix_entries_submission",
        "entries",
        ["submission_id"],
        unique=False,
        sqlite_where=sa.text("submission_id is not null"),
        postgresql_where=sa.text("submission_id is not null"),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_evidence_file_id")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_evidence_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("submission_id", "file_id", name=op.f("uq_evidence_submission_id_file_id")),
    )
    op.create_index(op.f("ix_evidence_file_id"), "evidence", ["file_id"], unique=False)
    op.create_table(
        "redemption_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("redemption_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "approved",
                "sent",
                "handed over",
                "received",
                "cancelled",
                name="redemptionstate_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_redemption_steps_by_id")),
        sa.ForeignKeyConstraint(
            ["redemption_id"], ["redemptions.id"], name=op.f("fk_redemption_steps_redemption_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redemption_steps")),
    )
    op.create_index(
        op.f("ix_redemption_steps_redemption_id"), "redemption_steps", ["redemption_id"], unique=False
    )
    op.create_table(
        "reward_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reward_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.String(length=1000), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("redemption_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["redemption_id"], ["redemptions.id"], name=op.f("fk_reward_codes_redemption_id")
        ),
        sa.ForeignKeyConstraint(["reward_id"], ["rewards.id"], name=op.f("fk_reward_codes_reward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_codes")),
        sa.UniqueConstraint("mark", name=op.f("uq_reward_codes_mark")),
        sa.UniqueConstraint("redemption_id", name=op.f("uq_reward_codes_redemption_id")),
    )
    op.create_index(op.f("ix_reward_codes_reward_id"), "reward_codes", ["reward_id"], unique=False)
    op.create_table(
        "stock_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reward_id", sa.Integer(), nullable=False),
        sa.Column("redemption_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_stock_moves_says_something")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_stock_moves_by_id")),
        sa.ForeignKeyConstraint(
            ["redemption_id"], ["redemptions.id"], name=op.f("fk_stock_moves_redemption_id")
        ),
        sa.ForeignKeyConstraint(["reward_id"], ["rewards.id"], name=op.f("fk_stock_moves_reward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_moves")),
    )
    op.create_index(op.f("ix_stock_moves_reward_id"), "stock_moves", ["reward_id"], unique=False)
    op.create_index(
        "uq_stock_moves_back",
        "stock_moves",
        ["redemption_id"],
        unique=True,
        sqlite_where=sa.text("redemption_id is not null and amount > 0"),
        postgresql_where=sa.text("redemption_id is not null and amount > 0"),
    )
    op.create_index(
        "uq_stock_moves_taken",
        "stock_moves",
        ["redemption_id"],
        unique=True,
        sqlite_where=sa.text("redemption_id is not null and amount < 0"),
        postgresql_where=sa.text("redemption_id is not null and amount < 0"),
    )
    op.create_table(
        "verdicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "approved",
                "in part",
                "returned",
                "rejected",
                name="outcome_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "fault",
            sa.Enum(
                "proof",
                "duplicate",
                "late",
                "criteria",
                "disclosure",
                "other",
                name="fault_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("base_points", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column(
            "disclosure",
            sa.Enum(
                "first",
                "visible",
                "label",
                "missing",
                "not needed",
                name="place_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("disclosure_note", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_verdicts_by_id")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_verdicts_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdicts")),
    )
    op.create_index(op.f("ix_verdicts_by_id"), "verdicts", ["by_id"], unique=False)
    op.create_index(op.f("ix_verdicts_submission_id"), "verdicts", ["submission_id"], unique=False)
    op.create_index(
        "ix_verdicts_untold",
        "verdicts",
        ["at"],
        unique=False,
        sqlite_where=sa.text("told_at is null"),
        postgresql_where=sa.text("told_at is null"),
    )
    op.create_index(
        "uq_verdicts_one_award",
        "verdicts",
        ["submission_id"],
        unique=True,
        sqlite_where=sa.text("outcome in ('approved', 'in part') and undone_at is null"),
        postgresql_where=sa.text("outcome in ('approved', 'in part') and undone_at is null"),
    )
    op.add_column("actions", sa.Column("asks_reach", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        "alter table activity_types add column base_points integer not null default 10 "
        "constraint ck_activity_types_base_not_negative check (base_points >= 0)"
    )
    op.add_column("memberships", sa.Column("trusted_at", sa.DateTime(timezone=True)))
    op.add_column("memberships", sa.Column("shown", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("memberships", sa.Column("feed_serial", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(op.f("ix_memberships_shown"), "memberships", ["shown"])
    op.add_column("programs", sa.Column("weekly_minutes", sa.Integer()))
    op.add_column(
        "programs", sa.Column("leaderboard", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(
        "insert into balances (person_id, standing, credits, lifetime, quarter, quarter_points, ranked) "
        "select distinct person_id, 0, 0, 0, '', 0, false from memberships"
    )
    for table in TABLES:
        for deed in ("update", "delete"):
            op.execute(_trigger(table, deed))


def downgrade() -> None:
    server = op.get_bind().dialect.name == "postgresql"
    for table in TABLES:
        for deed in ("update", "delete"):
            op.execute(f"drop trigger {table}_no_{deed}" + (f" on {table}" if server else ""))
    op.drop_column("programs", "leaderboard")
    op.drop_column("programs", "weekly_minutes")
    op.drop_index(op.f("ix_memberships_shown"), table_name="memberships")
    op.drop_column("memberships", "feed_serial")
    op.drop_column("memberships", "shown")
    op.drop_column("memberships", "trusted_at")
    op.drop_column("activity_types", "base_points")
    op.drop_column("actions", "asks_reach")
    op.drop_index(
        "uq_verdicts_one_award",
        table_name="verdicts",
        sqlite_where=sa.text("outcome in ('approved', 'in part') and undone_at is null"),
        postgresql_where=sa.text("outcome in ('approved', 'in part') and undone_at is null"),
    )
    op.drop_index(
        "ix_verdicts_untold",
        table_name="verdicts",
        sqlite_where=sa.text("told_at is null"),
        postgresql_where=sa.text("told_at is null"),
    )
    op.drop_index(op.f("ix_verdicts_submission_id"), table_name="verdicts")
    op.drop_index(op.f("ix_verdicts_by_id"), table_name="verdicts")
    op.drop_table("verdicts")
    op.drop_index(
        "uq_stock_moves_taken",
        table_name="stock_moves",
        sqlite_where=sa.text("redemption_id is not null and amount < 0"),
        postgresql_where=sa.text("redemption_id is not null and amount < 0"),
    )
    op.drop_index(
        "uq_stock_moves_back",
        table_name="stock_moves",
        sqlite_where=sa.text("redemption_id is not null and amount > 0"),
        postgresql_where=sa.text("redemption_id is not null and amount > 0"),
    )
    op.drop_index(op.f("ix_stock_moves_reward_id"), table_name="stock_moves")
    op.drop_table("stock_moves")
    op.drop_index(op.f("ix_reward_codes_reward_id"), table_name="reward_codes")
    op.drop_table("reward_codes")
    op.drop_index(op.f("ix_redemption_steps_redemption_id"), table_name="redemption_steps")
    op.drop_table("redemption_steps")
    op.drop_index(op.f("ix_evidence_file_id"), table_name="evidence")
    op.drop_table("evidence")
    op.drop_index(
        "ix_entries_submission",
        table_name="entries",
        sqlite_where=sa.text("submission_id is not null"),
        postgresql_where=sa.text("submission_id is not null"),
    )
    op.drop_index(
        "ix_entries_redemption",
        table_name="entries",
        sqlite_where=sa.text("redemption_id is not null"),
        postgresql_where=sa.text("redemption_id is not null"),
    )
    op.drop_index("ix_entries_quarter", table_name="entries")
    op.drop_table("entries")
    op.drop_index("ix_submissions_queue", table_name="submissions")
    op.drop_index("ix_submissions_person_sent", table_name="submissions")
    op.drop_index(op.f("ix_submissions_membership_id"), table_name="submissions")
    op.drop_index(op.f("ix_submissions_link_key"), table_name="submissions")
    op.drop_index(op.f("ix_submissions_action_id"), table_name="submissions")
    op.drop_table("submissions")
    op.drop_index(
        "ix_renewals_untold",
        table_name="renewals",
        sqlite_where=sa.text("told_at is null"),
        postgresql_where=sa.text("told_at is null"),
    )
    op.drop_index(
        "ix_renewals_open",
        table_name="renewals",
        sqlite_where=sa.text("outcome = 'proposed' and resolved_at is null"),
        postgresql_where=sa.text("outcome = 'proposed' and resolved_at is null"),
    )
    op.drop_index(op.f("ix_renewals_membership_id"), table_name="renewals")
    op.drop_table("renewals")
    op.drop_index(
        "uq_redemptions_granted",
        table_name="redemptions",
        sqlite_where=sa.text("milestone <> ''"),
        postgresql_where=sa.text("milestone <> ''"),
    )
    op.drop_index(op.f("ix_redemptions_reward_id"), table_name="redemptions")
    op.drop_index("ix_redemptions_queue", table_name="redemptions")
    op.drop_index(op.f("ix_redemptions_person_id"), table_name="redemptions")
    op.drop_table("redemptions")
    op.drop_index(op.f("ix_leaves_quarter"), table_name="leaves")
    op.drop_table("leaves")
    op.drop_table("quarter_closes")
    op.drop_index(
        "ix_balances_board",
        table_name="balances",
        sqlite_where=sa.text("ranked"),
        postgresql_where=sa.text("ranked"),
    )
    op.drop_table("balances")
    op.drop_table("rewards")


def _trigger(table: str, deed: str) -> str:
    if op.get_bind().dialect.name == "postgresql":
        return (
            f"create trigger {table}_no_{deed} before {deed} on {table} "
            "for each row execute function refuse_change()"
        )
    return (
        f"create trigger {table}_no_{deed} before {deed} on {table} "
        f"begin select raise(abort, '{table} is only ever added to'); end"
    )
