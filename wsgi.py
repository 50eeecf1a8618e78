"""What a server serves: `wsgi:app`."""

from portal.app import create_app
from portal.web import logs

logs.start()
app = create_app()
