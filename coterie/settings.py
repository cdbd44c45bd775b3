"""Django's settings, read from the environment once. Part of the roof: it decides nothing."""

import os
from datetime import timedelta
from urllib.parse import parse_qsl, unquote, urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from coterie.kit.environment import Environment
from coterie.platform.mail.carrier import carrier_of

django_stubs_ext.monkeypatch()

ENVIRONMENT = Environment.read(os.environ)
DATA = ENVIRONMENT.data
SECRET_KEY = ENVIRONMENT.secret_key
BASE_URL = ENVIRONMENT.base_url
SECURE = BASE_URL.startswith("https://")
DEBUG = False
ALLOWED_HOSTS = ["*"] if not SECURE else [urlsplit(BASE_URL).hostname or "*"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "coterie.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_tasks",
    "coterie.platform.events",
    "coterie.platform.jobs",
    "coterie.platform.files",
    "coterie.platform.limits",
    "coterie.platform.once",
    "coterie.platform.ledger",
    "coterie.accounts",
    "coterie.communities",
    "coterie.members",
    "coterie.groups",
    "coterie.talk",
    "coterie.rewards",
    "coterie.joining",
    "coterie.rituals",
    "coterie.market",
    "coterie.growth",
    "coterie.partners",
    "coterie.reach",
    "coterie.review",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "coterie.web.policy.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "coterie.web.guests.GuestPages",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "coterie.web.middleware.DomainErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "coterie.urls"
WSGI_APPLICATION = "coterie.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coterie.web.context.page",
            ],
            "builtins": ["coterie.web.templatetags.coterie", "django.templatetags.i18n"],
        },
    },
]


def database(url: str) -> dict[str, object]:
    """Return Django's settings for a `postgres://` address, or for the SQLite file of this install."""
    if not url:
        return {
            "ENGINE": "coterie.kit.db.sqlite",
            "NAME": DATA / "coterie.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                    "PRAGMA wal_autocheckpoint=16384; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
                    "PRAGMA mmap_size=268435456;"
                ),
            },
            "TEST": {"NAME": DATA / "test.sqlite3"},
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": parts.port or "",
        "OPTIONS": {"pool": {"min_size": 2, "max_size": 24, "timeout": 10}},
    }


DATABASES = {"default": database(ENVIRONMENT.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "coterie.web.sign_in.people_backend.PeopleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# Mail goes into the outbox with the change that wants it; a job hands it to the carrier.
MAIL_CARRIER = carrier_of(ENVIRONMENT.mail_url, host=urlsplit(BASE_URL).hostname or "localhost")
EMAIL_BACKEND = "coterie.platform.mail.outbox.OutboxBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_CARRIER.sender

# Signing in
ACCOUNT_ADAPTER = "coterie.web.sign_in.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/m/key,20/d/key"}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_FORMS = {
    "login": "coterie.web.sign_in.entrance_form.PasswordForm",
    "reauthenticate": "coterie.web.sign_in.entrance_form.AskPasswordForm",
    "add_email": "coterie.web.sign_in.entrance_form.AddEmailForm",
    "confirm_email_verification_code": "coterie.web.sign_in.entrance_form.ConfirmEmailForm",
    "set_password": "coterie.web.sign_in.entrance_form.FirstPasswordForm",
    "change_password": "coterie.web.sign_in.entrance_form.NextPasswordForm",
    "reset_password": "coterie.web.sign_in.entrance_form.ForgottenPasswordForm",
    "confirm_password_reset_code": "coterie.web.sign_in.entrance_form.ForgottenPasswordCodeForm",
    "reset_password_from_key": "coterie.web.sign_in.entrance_form.ReplacePasswordForm",
}
MFA_ADAPTER = "coterie.web.sign_in.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Coterie"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "coterie.web.sign_in.entrance_form.SecondFactorForm",
    "reauthenticate": "coterie.web.sign_in.entrance_form.AskSecondFactorForm",
    "activate_totp": "coterie.web.sign_in.entrance_form.AddAppForm",
    "add_webauthn": "coterie.web.sign_in.entrance_form.AddPasskeyForm",
    "edit_webauthn": "coterie.web.sign_in.entrance_form.RenamePasskeyForm",
}
AXES_HANDLER = "coterie.web.sign_in.lock_out.PasswordAttempts"
AXES_USERNAME_CALLABLE = "coterie.web.sign_in.lock_out.account_mark"
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "sign_in/locked_out.html"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "email", "next"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

SESSION_ENGINE = "coterie.web.sign_in.session_store"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [os.path.join(os.path.dirname(__file__), "locale")]  # noqa: PTH118, PTH120 - Django wants a string
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ROOT = None
WHITENOISE_IMMUTABLE_FILE_TEST = r"/static/build/.+-[0-9A-Z]{8}\."

TASKS = {"default": {"BACKEND": "coterie.platform.jobs.backend.DurableBackend", "QUEUES": []}}
SILENCED_SYSTEM_CHECKS: list[str] = []
