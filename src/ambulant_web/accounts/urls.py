# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Login, password and two-step login: the parts of allauth that are in use."""

from allauth.account import views as account
from django.urls import include, path

urlpatterns = [
    path("logg-inn/", account.login, name="account_login"),
    path("logg-ut/", account.logout, name="account_logout"),
    path("passord/", account.password_change, name="account_change_password"),
    path("bekreft/", account.reauthenticate, name="account_reauthenticate"),
    path("totrinn/", include("allauth.mfa.urls")),
]
