"""The tables of the register, on SQLite or PostgreSQL. What signs somebody in is kept as a digest only."""

import sqlalchemy as sa

META = sa.MetaData()


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False, default="") for name in names]


account = sa.Table(
    "web_account",
    META,
    sa.Column("name", sa.Text, primary_key=True),
    # `secret` is an argon2id hash; `subject` the issuer and subject of somebody who signs in elsewhere.
    *_text("role", "tlp", "audiences", "secret", "subject", "made"),
    sa.Column("disabled", sa.Boolean, nullable=False, default=False),
)
session = sa.Table(
    "web_session",
    META,
    sa.Column("token", sa.Text, primary_key=True),  # a digest: what the table holds signs nobody in
    *_text("id", "account", "began", "seen", "until"),
    sa.Index("web_session_account", "account"),
)
# Links that work once: the first start, invitations, a new password.
once = sa.Table(
    "web_once",
    META,
    sa.Column("token", sa.Text, primary_key=True),  # a digest, as above
    *_text("kind", "account", "until", "used"),
)
token = sa.Table(
    "web_token",
    META,
    sa.Column("token", sa.Text, primary_key=True),  # a digest, as above
    *_text("id", "account", "label", "role", "made", "until", "seen"),
    sa.Index("web_token_account", "account"),
)
# Failed attempts to sign in, by a digest of the name that was tried or of the address that tried.
attempt = sa.Table(
    "web_attempt",
    META,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    *_text("last", "until"),
)
audit = sa.Table(
    "web_audit",
    META,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    *_text("at", "who", "action", "object", "route", "result", "address", "previous", "digest"),
    sa.Index("web_audit_who", "who"),
    sa.Index("web_audit_action", "action"),
)
# What the register keeps about itself, such as the salt of addresses.
kept = sa.Table("web_kept", META, sa.Column("key", sa.Text, primary_key=True), *_text("value"))
