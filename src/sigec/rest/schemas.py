"""What the schemas of every resource share."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    ValidationInfo,
    field_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from sigec.kit.money import Money
from sigec.kit.pages import Page

Item = TypeVar("Item", bound=BaseModel)
Value = TypeVar("Value")


def example(**fields: Any) -> ConfigDict:
    """Show ``fields`` in the OpenAPI document; tests send them too, so they must be acceptable."""
    return ConfigDict(json_schema_extra={"examples": [fields]})


class _NeverNull:
    """Hides the null of a field that may be left out and takes no null."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        described = handler(schema)
        choices = described.pop("anyOf", None)
        if choices is None:
            return described
        [choice] = [each for each in choices if each != {"type": "null"}]
        return {**described, **choice}


Omittable = Annotated[Value | None, _NeverNull()]
"""A field of a `Patch` that may be left out: ``name: Omittable[Name] = None``."""


class Body(BaseModel):
    """What a caller sends: unknown fields are refused, so that a typing error is not lost."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _refuse_nul(cls, value: Any) -> Any:
        if isinstance(value, str) and "\0" in value:
            raise PydanticCustomError("string_nul", "a text holds no NUL character")
        return value


class Patch(Body):
    """What to change: fields that are left out stay, and only ``nullable`` ones take null."""

    nullable: ClassVar[frozenset[str]] = frozenset()

    @field_validator("*", mode="before")
    @classmethod
    def _refuse_null(cls, value: Any, field: ValidationInfo) -> Any:
        if value is None and field.field_name not in cls.nullable:
            raise PydanticCustomError("missing", "null is not a value of this field")
        return value

    def changes(self) -> dict[str, Any]:
        """Return the fields that were sent."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class View(BaseModel):
    """What a caller gets, read from a value of the domain by attribute names."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class PageView(View, Generic[Item]):
    """A page of a list. Give each resource its own: ``class SitePage(PageView[SiteView])``."""

    items: list[Item]
    next_cursor: str | None = Field(
        default=None, description="Pass as `cursor` to go on; null at the end of the list."
    )

    @classmethod
    def of(cls, page: Page[Any]) -> Self:
        """Show a page of domain values."""
        return cls.model_validate(page)


PriceGroup = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100,
        description="A name of your own; a tariff may have prices for it.",
        examples=["visitantes"],
    ),
]

Amount = Annotated[Decimal, PlainSerializer(str, return_type=str)]


class MoneyView(View):
    """An amount of money; the amount is a decimal text, never a float."""

    amount: Amount = Field(examples=["12.34"])
    currency: str = Field(examples=["BRL"])

    @classmethod
    def of(cls, money: Money) -> Self:
        """Show an amount in the currency's own digits."""
        return cls(amount=money.rounded.amount, currency=money.currency)
