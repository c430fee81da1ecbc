"""The one catalogue of what an API key may ask for: operation → the scopes it needs, all of them.

Deny by default: an operation that is not here is for people. These are, on purpose, what keys,
users and passwords are made with, what takes all there is of a person or a tenant or cannot be
undone, and what belongs to the platform.
"""

from collections.abc import Mapping

from sigec.accounts.model import KeyScope

_EVERYTHING_TOLD = (KeyScope.READ_STATIONS, KeyScope.READ_SESSIONS, KeyScope.READ_SOURCES)
"""Whoever chooses where events go reads them all."""

_OPERATIONS: Mapping[tuple[KeyScope, ...], tuple[str, ...]] = {
    # What a key sees of these depends on its scopes, see `sigec.live.frames`.
    (): ("follow_events",),
    (KeyScope.READ_SITES,): ("list_sites", "get_site", "list_units", "get_unit"),
    (KeyScope.WRITE_SITES,): (
        "create_site",
        "edit_site",
        "delete_site",
        "create_unit",
        "edit_unit",
        "delete_unit",
    ),
    (KeyScope.READ_RESIDENTS,): (
        "list_people",
        "list_residents",
        "get_completeness",
        "get_person",
        "list_unit_residences",
        "list_vehicles",
        "list_consents",
        "list_visitors",
    ),
    (KeyScope.WRITE_RESIDENTS,): (
        "create_person",
        "create_resident",
        "edit_person",
        "delete_person",
        "create_residence",
        "edit_residence",
        "delete_residence",
        "create_vehicle",
        "edit_vehicle",
        "delete_vehicle",
        "create_consent",
        "create_profile_link",
        "edit_visit",
        "delete_visit",
    ),
    (KeyScope.WRITE_RESIDENTS, KeyScope.WRITE_ID_TOKENS): ("create_visitor",),
    (KeyScope.WRITE_RESIDENTS, KeyScope.WRITE_SITES, KeyScope.WRITE_ID_TOKENS): (
        "read_residents_file",
        "preview_residents",
        "import_residents",
        "get_residents_template",
    ),
    (KeyScope.READ_ID_TOKENS,): ("list_id_tokens", "get_id_token"),
    (KeyScope.READ_ID_TOKENS, KeyScope.READ_SESSIONS): ("list_unknown_id_tokens",),
    (KeyScope.READ_ID_TOKENS, KeyScope.READ_RESIDENTS): ("list_id_token_owners",),
    (KeyScope.WRITE_ID_TOKENS,): ("create_id_token", "edit_id_token", "delete_id_token"),
    (KeyScope.READ_STATIONS,): (
        "list_stations",
        "get_station",
        "list_connectors",
        "get_station_status",
        "get_connection",
        "list_commands",
        "list_variables",
        "list_desires",
        "list_variable_templates",
        "get_variable_template",
        "preview_variable_template",
        "list_incidents",
        "get_incident",
        "list_station_incidents",
        "list_station_deviations",
        "list_deviations",
        "list_authorities",
        "get_revocation_list",
        "list_station_certificates",
    ),
    (KeyScope.READ_STATIONS, KeyScope.READ_ID_TOKENS): (
        "list_messages",
        "list_announcements",
        "list_decisions",
        "list_id_token_decisions",
        "list_station_decisions",
        "try_decision",
    ),
    (KeyScope.READ_SITES, KeyScope.READ_ID_TOKENS): (
        "get_tenant_access_policy",
        "get_site_access_policy",
        "get_station_access_policy",
    ),
    (KeyScope.WRITE_SITES, KeyScope.READ_SITES, KeyScope.READ_ID_TOKENS): (
        "replace_tenant_access_policy",
        "replace_site_access_policy",
        "replace_station_access_policy",
    ),
    (KeyScope.READ_STATIONS, KeyScope.READ_SESSIONS): ("get_board",),
    (KeyScope.READ_STATIONS, KeyScope.READ_SESSIONS, KeyScope.WRITE_STATIONS): ("list_attention",),
    (KeyScope.WRITE_STATIONS,): (
        "create_station",
        "edit_station",
        "delete_station",
        "edit_connector",
        "list_handshakes",
        "adopt_handshake",
        "dismiss_handshake",
        "acknowledge_incident",
        "close_incident",
        "revoke_station_certificate",
    ),
    (KeyScope.COMMAND_STATIONS,): (
        "start_charging",
        "unlock_connector",
        "reset_station",
        "trigger_message",
        "set_availability",
        "clear_cache",
        "ask_local_list_version",
        "send_raw_action",
        "list_actions",
        "get_action_schema",
        "get_variables",
        "set_variable",
        "want_variable",
        "retry_desire",
        "delete_desire",
        "create_variable_template",
        "edit_variable_template",
        "delete_variable_template",
        "apply_variable_template",
        "leave_variable_template",
        "renew_station_certificate",
    ),
    (KeyScope.COMMAND_STATIONS, KeyScope.READ_SESSIONS): ("stop_charging",),
    (KeyScope.READ_SESSIONS,): (
        "total_sessions",
        "export_sessions",
        "export_sessions_to_read",
        "list_sessions",
        "get_session",
        "list_readings",
        "explain_energy",
        "list_timeline",
        "list_corrections",
        "list_event_kinds",
    ),
    (KeyScope.WRITE_SESSIONS, KeyScope.COMMAND_STATIONS, KeyScope.READ_SESSIONS): (
        "close_session",
    ),
    (KeyScope.WRITE_SESSIONS, KeyScope.READ_RESIDENTS): (
        "correct_session_person",
        "give_past_sessions",
    ),
    (KeyScope.READ_TARIFFS,): (
        "list_tariffs",
        "list_templates",
        "get_tariff",
        "preview_tariff",
        "preview_prices",
        "list_holidays",
    ),
    (KeyScope.WRITE_TARIFFS,): (
        "create_tariff",
        "edit_tariff",
        "delete_tariff",
        "add_version",
        "create_holiday",
        "delete_holiday",
    ),
    (KeyScope.READ_STATEMENTS,): (
        "list_statements",
        "list_open_months",
        "list_closed_months",
        "get_month",
        "list_unpaid_months",
    ),
    (KeyScope.READ_STATEMENTS, KeyScope.READ_SESSIONS, KeyScope.READ_RESIDENTS): (
        "list_statement_lines",
        "export_month",
    ),
    (KeyScope.WRITE_STATEMENTS, KeyScope.READ_STATEMENTS): (
        "close_month",
        "mark_statement_paid",
        "undo_statement_payment",
    ),
    (KeyScope.READ_SOURCES,): ("list_sources", "get_source", "list_chargers"),
    (KeyScope.READ_SOURCES, KeyScope.READ_ID_TOKENS): ("list_tags",),
    (KeyScope.WRITE_SOURCES,): (
        "create_source",
        "edit_source",
        "delete_source",
        "sync_source",
        "choose_charger",
        "leave_charger",
        "map_tag",
        "forget_tag",
    ),
    (KeyScope.WRITE_SOURCES, KeyScope.READ_SOURCES): ("try_new_source", "try_source"),
    (KeyScope.READ_WEBHOOKS,): (
        "list_topics",
        "list_webhooks",
        "get_webhook",
        "list_deliveries",
        "get_delivery",
    ),
    (KeyScope.WRITE_WEBHOOKS,): (
        "delete_webhook",
        "rotate_webhook_secret",
        "test_webhook",
        "replay_webhook",
    ),
    (KeyScope.WRITE_WEBHOOKS, *_EVERYTHING_TOLD): ("create_webhook", "edit_webhook"),
    (KeyScope.WRITE_WEBHOOKS, KeyScope.READ_WEBHOOKS): ("resend_delivery",),
    (KeyScope.READ_NOTICES,): (
        "list_notice_settings",
        "list_notice_templates",
        "list_notice_providers",
        "list_notice_channels",
        "get_notice_channel",
        "list_notice_deliveries",
        "get_notice_delivery",
    ),
    (KeyScope.WRITE_NOTICES,): (
        "edit_notice_settings",
        "save_notice_template",
        "reset_notice_template",
        "preview_notice",
        "save_notice_channel",
        "delete_notice_channel",
        "check_notice_channel",
        "resend_notice_delivery",
    ),
    (KeyScope.READ_SETTINGS,): ("list_tenants", "get_tenant", "list_plans"),
    (KeyScope.READ_SETTINGS, KeyScope.READ_RESIDENTS, KeyScope.READ_STATIONS): ("get_usage",),
    (KeyScope.WRITE_SETTINGS,): ("edit_tenant", "put_logo", "delete_logo"),
    (KeyScope.READ_AUDIT,): ("list_audit",),
}

SCOPES: Mapping[str, frozenset[KeyScope]] = {
    operation: frozenset(scopes)
    for scopes, operations in _OPERATIONS.items()
    for operation in operations
}


def operations_of(scope: KeyScope) -> list[str]:
    """Return the operations that need the scope, in the order of their names."""
    return sorted(name for name, needed in SCOPES.items() if scope in needed)
