"""What a server serves: `wsgi:app`."""

import logging

from portal.app import create_app
from portal.db import library
from portal.web import logs

logs.start()
app = create_app()
with app.app_context():
    logging.getLogger("portal").info("the database is %s", library())
