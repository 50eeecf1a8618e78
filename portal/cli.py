"""The same verbs from the shell: `flask --app wsgi …`."""

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from portal import clock, demo
from portal.config import Config
from portal.db import reading, transaction
from portal.demo.facts import KEYS
from portal.domain.earning import closing, ledger_checks, previews, terms
from portal.domain.people import accounts, staff
from portal.domain.programs import day_of, the_program
from portal.domain.refusal import Refused
from portal.models.person import Role

staff_commands = AppGroup("staff", help="The people who run the program.")


@staff_commands.command("add")
@click.argument("email")
@click.option("--name", prompt=True, help="The name, as others will read it.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="admin", show_default=True)
@click.password_option(help="At least 12 characters.")
def add(email: str, name: str, role: str, password: str) -> None:
    """Give EMAIL an account with a role; makes the first admin."""
    try:
        transaction(
            lambda: staff.add(email, name=name, role=Role(role), password=password, by=None, at=clock.now())
        )
    except Refused as why:
        raise click.ClickException(str(why)) from None
    click.echo(f"{accounts.normal(email)} is {role} now.")


@click.command("secret")
def secret() -> None:
    """Print a fresh value for PORTAL_SECRET_KEY."""
    click.echo(secrets.token_urlsafe(48))


demo_commands = AppGroup("demo", help="Invented programs to look at; never in production.")


@demo_commands.command("load")
@click.option("--program", type=click.Choice(KEYS), default="brand", show_default=True)
def load(program: str) -> None:
    """Fill a new database with a demo program."""
    config: Config = current_app.extensions["portal"]
    try:
        transaction(lambda: demo.load(program, config=config, at=clock.now()))
    except Refused as why:
        raise click.ClickException(str(why)) from None
    click.echo(f"The demo program “{program}” is loaded.")


@demo_commands.command("accounts")
def accounts_of_the_demo() -> None:
    """Print how to sign in to the demo."""
    for who in demo.ACCOUNTS:
        click.echo(f"{who}@demo.example  {demo.PASSWORD}")


ledger_commands = AppGroup("ledger", help="Points, credits and rewards.")


@ledger_commands.command("check")
def check() -> None:
    """Prove that every sum is the sum of its entries, and every entry has its cause; exits 1 if not."""
    with reading():
        proof = transaction(ledger_checks.prove)
    click.echo("Counted " + ", ".join(f"{count} {name}" for name, count in proof.counted.items()) + ".")
    if proof.wrong:
        raise click.ClickException(proof.wrong)
    click.echo("clean")


quarter_commands = AppGroup("quarter", help="The close of a quarter: what fades, and who keeps a place.")


@quarter_commands.command("close")
@click.argument("quarter")
@click.option("--at", "moment", help="As if it were that moment where the program is: 2027-01-01T00:05.")
@click.option("--dry-run", is_flag=True, help="Say what it would do, and write nothing.")
def close(quarter: str, moment: str | None, dry_run: bool) -> None:
    """Close QUARTER (2026Q4), once; or say that it was closed already."""
    try:
        if dry_run:
            with reading():
                click.echo(_foreseen(quarter))
        else:
            click.echo(transaction(lambda: _closed(quarter, at=_moment(moment))))
    except Refused as why:
        raise click.ClickException(str(why)) from None


def _foreseen(quarter: str) -> str:
    known = terms.of(quarter)
    seen = previews.of(known)
    lines = (
        f"{quarter}, with {known.rate} % fading and a place kept at {known.threshold}:",
        f"  {seen.renewed} keep their place, of {seen.up} up for renewal",
        f"  {seen.at_risk} at risk for the first time",
        f"  {seen.proposed} would be proposed as lapsed",
        f"  {seen.not_up} not up: {seen.provisional} still provisional, {seen.on_leave} on leave",
        "Nothing was written.",
    )
    return "\n".join(lines)


def _closed(quarter: str, *, at: datetime) -> str:
    known = closing.of(quarter)
    if known is not None:
        return f"{quarter} was closed already, on {day_of(known.at)}; nothing was added."
    made = closing.close(quarter, by=None, at=at)
    counts = ", ".join(f"{count} {outcome}" for outcome, count in closing.outcomes(made).items())
    return f"{quarter} is closed: {counts or 'nobody was there'}."


def _moment(text: str | None) -> datetime:
    """Return the moment that is meant; one without a zone is where the program is."""
    if text is None:
        return clock.now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("a moment reads like 2027-01-01T00:05", param_hint="--at") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(the_program().time_zone))


def wrap(app: Flask) -> None:
    """Give `app` its commands."""
    app.cli.add_command(demo_commands)
    app.cli.add_command(ledger_commands)
    app.cli.add_command(quarter_commands)
    app.cli.add_command(staff_commands)
    app.cli.add_command(secret)
