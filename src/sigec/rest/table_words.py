"""What the columns of tables are called, and how their cells say states."""

from collections.abc import Iterable, Mapping

from sigec.rest.texts import Language

_HEADS: Mapping[Language, Mapping[str, str]] = {
    "pt-BR": {
        "site": "Local",
        "station": "Carregador",
        "connector": "Conector",
        "person": "Pessoa",
        "unit": "Unidade",
        "id_token": "Cartão",
        "started_at": "Início",
        "ended_at": "Fim",
        "energy_kwh": "Energia (kWh)",
        "cost": "Valor",
        "currency": "Moeda",
        "rating": "Preço",
        "status": "Estado",
        "sessions": "Recargas",
        "state": "Situação",
        "due_date": "Vencimento",
        "paid_date": "Pago em",
        "method": "Forma",
        "note": "Observação",
        "kind": "Tipo",
        "id": "Recarga",
    },
    "en": {
        "site": "Site",
        "station": "Station",
        "connector": "Connector",
        "person": "Person",
        "unit": "Unit",
        "id_token": "Card",
        "started_at": "Started",
        "ended_at": "Ended",
        "energy_kwh": "Energy (kWh)",
        "cost": "Cost",
        "currency": "Currency",
        "rating": "Price",
        "status": "State",
        "sessions": "Sessions",
        "state": "Payment",
        "due_date": "Due",
        "paid_date": "Paid on",
        "method": "Method",
        "note": "Note",
        "kind": "Kind",
        "id": "Session",
    },
}
_STATES: Mapping[Language, Mapping[str, str]] = {
    "pt-BR": {
        "pending": "provisório",
        "final": "final",
        "preparing": "preparando",
        "charging": "carregando",
        "suspended_ev": "pausada pelo carro",
        "suspended_evse": "pausada pelo carregador",
        "finishing": "terminando",
        "ended": "encerrada",
        "open": "mês em aberto",
        "closed": "a pagar",
        "overdue": "atrasado",
        "paid": "pago",
        "nothing_due": "nada a pagar",
        "condominium_fee": "taxa do condomínio",
        "pix": "Pix",
        "bank_slip": "boleto",
        "transfer": "transferência",
        "card": "cartão",
        "cash": "dinheiro",
        "other": "outra",
        "no_unit": "sem unidade",
        "line_session": "recarga do mês",
        "line_late": "recarga anterior",
        "line_correction": "correção",
    },
    "en": {
        "pending": "so far",
        "final": "final",
        "preparing": "preparing",
        "charging": "charging",
        "suspended_ev": "paused by the car",
        "suspended_evse": "paused by the station",
        "finishing": "finishing",
        "ended": "ended",
        "open": "month open",
        "closed": "to be paid",
        "overdue": "overdue",
        "paid": "paid",
        "nothing_due": "nothing due",
        "condominium_fee": "condominium fee",
        "pix": "Pix",
        "bank_slip": "bank slip",
        "transfer": "transfer",
        "card": "card",
        "cash": "cash",
        "other": "other",
        "no_unit": "no unit",
        "line_session": "session of the month",
        "line_late": "earlier session",
        "line_correction": "correction",
    },
}


def heads_of(columns: Iterable[str], language: Language) -> list[str]:
    """Return what the columns are called."""
    return [_HEADS[language][column] for column in columns]


def word_for(state: str, language: Language) -> str:
    """Return how a table says a state."""
    return _STATES[language][state]
