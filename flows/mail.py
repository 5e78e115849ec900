"""A Prefect block that sends letters through the operator's own mail server: `prefect block register --module flows.mail`."""

from __future__ import annotations

from prefect.blocks.notifications import AppriseNotificationBlock


class Mail(AppriseNotificationBlock):
    """A letter by SMTP. `url` is an address of Apprise, for example
    `mailtos://user:password@mail.example.org:587?from=night@example.org&to=ops@example.org`."""

    _block_type_name = "Mail"
    _block_type_slug = "mail"
