"""Say which token, or whose, a tag of another cloud is."""

from collections.abc import Sequence

from sigec.drivers.model import IdTokenDraft, IdTokenKind, TokenRef
from sigec.drivers.service.tokens import IdTokenService
from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import PersonId, SourceId
from sigec.kit.pages import PageRequest
from sigec.kit.ports import Clock
from sigec.sources.model import LearnedTag, TagOrigin
from sigec.sources.service import ChargerService


class TagMaps:
    """The use cases of the tags that a cloud knows by its own keys."""

    def __init__(self, clock: Clock, *, chargers: ChargerService, tokens: IdTokenService) -> None:
        self._clock = clock
        self._chargers = chargers
        self._tokens = tokens

    async def list_tags(self, actor: Actor, source_id: SourceId) -> Sequence[LearnedTag]:
        """List what the cloud's tags stand for, learned and mapped ones, by their keys.

        :raises SourceNotFound: when there is none for this actor.
        """
        return await self._chargers.list_tags(actor, source_id)

    async def map_to_token(
        self, actor: Actor, source_id: SourceId, external_key: str, ref: TokenRef
    ) -> LearnedTag:
        """Say which id token a key stands for, registered or not.

        :raises SourceNotFound: when there is none for this actor.
        """
        tag = LearnedTag(
            source_id=source_id,
            external_key=external_key,
            id_token=ref.value.strip(),
            kind=ref.kind.value,
            origin=TagOrigin.MANUAL,
            at=self._clock.now(),
        )
        return await self._chargers.put_tag(actor, tag)

    async def map_to_person(
        self, actor: Actor, source_id: SourceId, external_key: str, person_id: PersonId
    ) -> LearnedTag:
        """Say whose a key is: they get an id token that only the cloud's key leads to.

        Mapped to somebody else later, the token moves to them; the past stays with who had it.

        :raises SourceNotFound: when there is none for this actor.
        :raises PersonNotFound: when the person is none of the actor's.
        """
        actor.require(Permission.WRITE_SOURCES)
        await self._chargers.list_tags(actor, source_id)  # refuses a source that is not theirs
        ref = TokenRef(value=f"{source_id}:{external_key}", kind=IdTokenKind.LOCAL)
        await self._give(actor, ref, person_id)
        return await self.map_to_token(actor, source_id, external_key, ref)

    async def forget(self, actor: Actor, source_id: SourceId, external_key: str) -> None:
        """Forget what a key stands for; past sessions stay as they are.

        :raises SourceNotFound: when there is none for this actor.
        :raises TagUnknown: when nothing is known of the key.
        """
        await self._chargers.delete_tag(actor, source_id, external_key)

    async def _give(self, actor: Actor, ref: TokenRef, person_id: PersonId) -> None:
        found = await self._tokens.list_tokens(
            actor, PageRequest(limit=1), value=ref.value, kind=ref.kind
        )
        if found.items:
            await self._tokens.edit_token(actor, found.items[0].id, {"person_id": person_id})
        else:
            draft = IdTokenDraft(value=ref.value, kind=ref.kind, person_id=person_id)
            await self._tokens.create_token(actor, draft)
