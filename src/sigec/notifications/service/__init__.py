"""The use cases of notices."""

from sigec.notifications._store.deliveries import EVERY_DELIVERY, NEWS, DeliveryFilter
from sigec.notifications._store.preferences import Device, Wish
from sigec.notifications.service.carrying import Carried, Desk
from sigec.notifications.service.channels import ChannelService, Checked
from sigec.notifications.service.couriers import NoticeCourier
from sigec.notifications.service.deliveries import DeliveryStory, NoticeDeliveryService
from sigec.notifications.service.inbox import InboxService
from sigec.notifications.service.planning import NoticePlanner
from sigec.notifications.service.preferences import Chosen, PreferenceService, Way
from sigec.notifications.service.settings import NoticeSettingsService, Preview
from sigec.notifications.service.summaries import SUMMARY_KIND, DailySummary
from sigec.notifications.service.watching import TIMER_KIND, WattWatcher

__all__ = [
    "EVERY_DELIVERY",
    "NEWS",
    "SUMMARY_KIND",
    "TIMER_KIND",
    "Carried",
    "ChannelService",
    "Checked",
    "Chosen",
    "DailySummary",
    "DeliveryFilter",
    "DeliveryStory",
    "Desk",
    "Device",
    "InboxService",
    "NoticeCourier",
    "NoticeDeliveryService",
    "NoticePlanner",
    "NoticeSettingsService",
    "PreferenceService",
    "Preview",
    "WattWatcher",
    "Way",
    "Wish",
]
