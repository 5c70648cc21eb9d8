"""Invented listed parties that the tests of screening share."""

from whereas.screen.card import Card, Listed, Named


def card(
    entity: str, *names: str, kind: str = "person", births: tuple[str, ...] = (), countries: tuple[str, ...] = (),
    numbers: dict[str, str] | None = None, identifiers: tuple[tuple[str, str], ...] = (), genders: tuple[str, ...] = (),
) -> Card:  # fmt: skip
    """A listed party with these names; each name rests on a statement of its own."""
    schema = {"person": "Person", "organisation": "Organization", "vessel": "Vessel", "wallet": "CryptoWallet"}[kind]
    return Card(
        id=entity,
        members=(entity,),
        kind=kind,
        schema=schema,
        caption=names[0] if names else entity,
        names=tuple(Named(text=text, weak=False, said=(f"{entity}-{at}",)) for at, text in enumerate(names)),
        listed=(
            Listed(source="invented", authority="XX", programme="Test", act="Act 1", since="2020-01-01", ends="",
                   reference=entity, said=(f"{entity}-sanction",)),
        ),
        births=births,
        countries=countries,
        numbers=numbers or {},
        identifiers=identifiers,
        genders=genders,
    )  # fmt: skip


PARTIES = (
    card(
        "kim-1",
        "KIM Chol Su",
        "Kim Chul-soo",
        births=("1961-02-03",),
        countries=("kp",),
        numbers={"654321098": "654321098"},
    ),
    card("kim-2", "KIM Chol-su", births=("1975-11-30",), countries=("kp",), genders=("male",)),
    card("pak", "Pak Tong Hyok", "박동혁", births=("1980",)),
    card("ri", "Ri Un", countries=("kp",)),
    card("vasily", "BYKOVATOV, Vasili Aleksandrovich", "Vasily Bykovatov", countries=("ru",)),
    card("karim", "Abd al-Karim Zandouri", births=("1970-05-05",)),
    card("chen", "Chen Lu-chi"),
    card("trading", "Korea Taesonghwa Trading Corporation", "KTTC", kind="organisation"),
    card("bank", "Munhwa Joint Bank Co., Ltd.", kind="organisation"),
    card("plant-2", "Mining Plant No. 2", kind="organisation"),
    card("plant-3", "Mining Plant No. 3", kind="organisation"),
    card("ship-2", "Un Ha 2", kind="vessel", identifiers=(("IMO", "9074729"),)),
    card("ship-3", "Un Ha 3", kind="vessel"),
    card("wallet", kind="wallet", identifiers=(("address", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),)),
)
