"""Tell a broker of topics the events of each tenant, under the tenant's own name."""

from collections.abc import Collection, Sequence

from sigec.brokers.model import BrokerMessage, HomeTopics, TopicMessage
from sigec.brokers.ports import TopicBroker
from sigec.db import Database
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import EventId, TenantId
from sigec.tenants.service import find_tenant


class TopicEvents:
    """Makes a broker of topics one of events."""

    def __init__(self, database: Database, port: TopicBroker, topics: HomeTopics) -> None:
        self._database = database
        self._port = port
        self._topics = topics

    async def publish(self, messages: Sequence[BrokerMessage]) -> Collection[EventId]:
        """Publish all, and return them once they are confirmed; those of tenants that are gone too.

        :raises BrokerUnavailable: when one was not.
        """
        names = await self._names({message.tenant_id for message in messages})
        await self._port.publish(
            [
                TopicMessage(
                    topic=self._topics.event(names[message.tenant_id], message.name),
                    payload=message.body,
                    is_kept=False,
                )
                for message in messages
                if message.tenant_id in names
            ]
        )
        return [message.id for message in messages]

    async def _names(self, tenant_ids: Collection[TenantId]) -> dict[TenantId, str]:
        async with self._database.read(PLATFORM) as connection:
            found = [await find_tenant(connection, each) for each in tenant_ids]
        return {tenant.id: tenant.slug for tenant in found if tenant is not None}
