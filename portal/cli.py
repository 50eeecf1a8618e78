"""The same verbs from the shell: `flask --app wsgi …`."""

import secrets

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from portal import clock, demo
from portal.config import Config
from portal.db import reading, transaction
from portal.demo.facts import KEYS
from portal.domain.earning import ledger_checks
from portal.domain.people import accounts, staff
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


def wrap(app: Flask) -> None:
    """Give `app` its commands."""
    app.cli.add_command(demo_commands)
    app.cli.add_command(ledger_commands)
    app.cli.add_command(staff_commands)
    app.cli.add_command(secret)
