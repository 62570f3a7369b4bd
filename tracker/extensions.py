"""The libraries, bound to the application by `create_app`."""

from argon2 import PasswordHasher
from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from tracker.db import Base
from tracker.domain.revision import bump_on_commit

db = SQLAlchemy(metadata=Base.metadata)
bump_on_commit(db.session.session_factory)
migrate = Migrate(render_as_batch=True)
babel = Babel()
login = LoginManager()
csrf = CSRFProtect()
hasher = PasswordHasher()
