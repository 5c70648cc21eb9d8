"""The empty request with comments that an organisation fills in, on the command line and in the browser."""

TEMPLATE = """\
# A request for a humanitarian or people channel. Strike what you do not need; what is left out is missing, and said so.
# Answers are yes, no or unknown. `whereas channel FILE` routes it; nothing leaves this machine.
key: water-2027                    # lower case, digits, hyphens
title: Clean water for two county hospitals
channels: kp
organisation:
  name: ""
  # un, international, observer, ngo-in-plan, partner, added, ngo, state, cultural or company
  kind: ngo
  country: ""
  contact: ""                      # a person who answers questions
  registered: ""
  plan: ""                         # for ngo-in-plan: the UN plan, appeal or cluster
  acts_for: ""                     # for partner: whose partner, grantee, subsidiary or employee
  exemptions_in_18_months: 0
nature: ""                         # what assistance is given
why_exemption: ""                  # why the Committee's exemption is needed
facts:                             # asked once for the whole request
  basic-needs: unknown             # humanitarian assistance, or basic human needs?
  union-link: unknown              # a person, body, territory, ship, funds or business of the Union?
  emergency: unknown               # urgent emergency aid?
beneficiaries: {who: "", number: "", where: "", criteria: ""}
period: {start: "", end: ""}       # YYYY-MM-DD
items:
  - key: pump
    description: submersible water pump
    specification: ""
    hs: ""                         # the longer the code, the more can be told
    quantity: ""                   # digits
    unit: pieces
    value: ""
    currency: EUR
    origin: ""
    supplier: ""
    end_user: ""                   # as it stands under `parties`
    destination: ""
    direction: to                  # to or from the country
    facts:
      controlled: unknown          # on a control list?
      military-use: unknown        # could it serve armed forces?
      # luxury: unknown            # asked of goods that can be luxury goods
      # listed-party: unknown      # does a listed party profit? Or decide it under `parties`
acts:
  # transfer-funds, pay-there, bank-account, carry-cash, insure-trade, ship, fly, overland, travel-in, invite, employ,
  # serve, teach, cooperate-science, venture, exchange, convene or family
  - key: visit
    kind: travel-in
    words: two engineers for a week
    parties: []
transport:
  mode: ""                         # sea, air, rail or road
  departs_from: ""
  through: []
  arrives_at: ""
  carrier: ""
  vessel: ""
  imo: ""
  shipments: ""
  ships_on: ""                     # the day planned
  # facts: {dprk-vessel: unknown}  # for the sea: a ship of the country, or a listed ship?
payments:
  route: ""                        # from which bank through which bank to whom
  banks: []
  amount: ""
  currency: ""
  # facts: {dprk-bank: unknown, programme-funds: unknown, listed-party: unknown}
safeguards:
  - {measure: "", by: "", when: ""}   # seals, lists of recipients, visits, photographs, reports
parties:
  - name: ""
    role: end user
    schema: Organization           # Person, Organization, Company, Vessel
    country: ""
    birth_date: ""
    listed: unknown                # what a person decided after screening
    why: ""
diversion_log: []                  # - {date: YYYY-MM-DD, what: "what was seen", by: "who"}
"""
