"""Settings, from the environment or from `settings.env` in the data folder. docs/settings.md tells each."""

from pathlib import Path

from csp.constants import NONE, SELF
from dotenv import load_dotenv
from environs import Env

from kith.config import addresses

env = Env()
DATA = Path(env.str("KITH_DATA", "data")).resolve()
if (DATA / "settings.env").is_file():
    addresses.every_line(DATA / "settings.env")
    load_dotenv(DATA / "settings.env", interpolate=False)  # a dollar in a passphrase is a dollar

DEMO = env.bool("KITH_DEMO", False)
DEBUG = env.bool("KITH_DEBUG", False)
# A default secret is for the demo and for tests on this machine; `kith serve` refuses to start with it.
NO_SECRET = "not-a-secret-only-for-the-demo-and-for-tests"  # noqa: S105
SECRET_KEY = env.str("KITH_SECRET", NO_SECRET)
SECRET_KEY_FALLBACKS: list[str] = env.list(
    "KITH_OLD_SECRETS", []
)  # sessions and printed codes made under these stay good
URL = env.str("KITH_URL", "http://localhost:8000")
if not URL.startswith(("https://", "http://")):
    raise ValueError("KITH_URL has to begin with https:// or http://")
SECURE = URL.startswith("https://")
ALLOWED_HOSTS = env.list("KITH_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [URL] if SECURE else []
PROXIES = env.int("KITH_PROXIES", 0)  # how many proxies of ours stand in front and write X-Forwarded-For
REDIS = env.str("KITH_REDIS", "")  # set it when several processes run
HOST_NAME = env.str("KITH_NAME", "Kith")  # what this community calls the place

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_tasks_db",
    "kith.site",
    "kith.interop",
    "kith.insights",
    "kith.journey",
    "kith.care",
    "kith.circle",
    "kith.stories",
    "kith.library",
    "kith.goals",
    "kith.companions",
    "kith.finding",
    "kith.meetings",
    "kith.groups",
    "kith.notices",
    "kith.people",
    "kith.kit",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # its answers vary in length by chance, and tokens are masked: see BREACH
    "kith.kit.edge.headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kith.kit.edge.kind_errors",
    "kith.kit.edge.nobody",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "kith.people.zones.in_their_zone",
]
ROOT_URLCONF = "kith.config.urls"
WSGI_APPLICATION = "kith.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kith.kit.edge.page_context",
                "kith.notices.sign.context",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "kith.kit.tags"],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The database: empty means one file in the data folder, else postgres://name:passphrase@host:port/database.
DATABASE = env.str("KITH_DATABASE", "")
if DATABASE:
    DATABASES = {"default": addresses.database(DATABASE)}
else:
    # IMMEDIATE: who will write takes the lock first, so two writers wait instead of failing. FULL: an answered command
    # survives the power going out. See docs/decisions/.
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "kith.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 2,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                " PRAGMA foreign_keys=ON; PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY;",
            },
            "TEST": {"NAME": DATA / "test.sqlite3"},
        }
    }

# People sign in with a name and a passphrase; an e-mail address is optional and never the key.
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["kith.people.asking_who.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proved, and used, by kith/people/mailboxes.py
ACCOUNT_ADAPTER = "kith.people.adapter.Adapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_FORMS = {"login": "kith.people.allauth_forms.SignIn", "reauthenticate": "kith.people.allauth_forms.SureAgain"}
PASSWORD_RESET_TIMEOUT = 60 * 60 * 2
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
# allauth counts tries so that a stranger could lock someone out; Kith counts its own (kith/people/limits.py).
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": None}
USERSESSIONS_TRACK_ACTIVITY = False  # else it writes at each request
# allauth's recovery codes need another factor first; Kith's printed codes (kith/people/codes.py) stand for both.
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_ADAPTER = "kith.people.adapter.FactorAdapter"
MFA_FORMS = {
    "authenticate": "kith.people.allauth_forms.Factor",
    "authenticate_webauthn": "kith.people.allauth_forms.UsePasskey",
    "reauthenticate": "kith.people.allauth_forms.FactorAgain",
    "reauthenticate_webauthn": "kith.people.allauth_forms.UsePasskeyAgain",
    "activate_totp": "kith.people.allauth_forms.AddApp",
    "add_webauthn": "kith.people.allauth_forms.AddPasskey",
}
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO
MFA_TOTP_ISSUER = HOST_NAME

SESSION_ENGINE = "kith.people.asking_who"
SESSION_COOKIE_NAME = "kith_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
CSRF_COOKIE_NAME = "kith_csrf"
CSRF_COOKIE_HTTPONLY = False  # the circle's script sends it back
CSRF_FAILURE_VIEW = "kith.kit.edge.forgery"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would make plain form posts fail: browsers then send Origin: null
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
    }
}
# These answer whatever is broken, and to whoever asks: they look nobody up.
KNOWS_NOBODY = {"/help/", "/leave-quickly/", "/blank/"}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 4
PICTURES = DATA / "pictures"
FILE_UPLOAD_HANDLERS = ["kith.kit.unnamed.Unnamed"]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kith.kit.statics.Hashed"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Mail is optional: smtp+tls://name:passphrase@host:port. Without it everything still works; nothing is sent.
MAIL = env.str("KITH_MAIL", "")
MAIL_FROM = env.str("KITH_MAIL_FROM", "kith@localhost")
DEFAULT_FROM_EMAIL = MAIL_FROM
if MAIL:
    EMAIL_TIMEOUT = 10
    globals().update(addresses.mail(MAIL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

# Work outside requests: rows in the same database, walked by `kith work`, which `kith serve` runs as its child.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Nothing anyone wrote or is called goes into a log: only what failed and where.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "kith": {"level": "INFO"},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # its warnings carry addresses, and an address can hold an invitation
        "uvicorn": {"level": "ERROR"},
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}
