/** Five endpoints of billing: a charge, a payment made, invoices, the balance, a customer's portal session. */
import { add, asCents, cut, days, flipped, instead, lower, missing, rounded, times, trailingSpace } from "./changes.ts";
import { type Endpoint, list, own, ownAt, same, swapped, unordered, wrong } from "./field.ts";
import * as v from "./values.ts";

const requestId = own(v.token(14, "req_"));
const customer = v.text((n) => `C-${10000 + (n % 500)}`);

const charge: Endpoint = {
  system: "billing",
  method: "GET",
  target: ({ entity }) => `/v1/charges/${entity}`,
  pairs: 700,
  entities: 240,
  headers: { date: own(v.httpDate), "request-id": requestId, "idempotency-key": own(v.uuid4) },
  body: {
    id: own(v.thingToken(24, "ch_3N")),
    object: same(() => "charge"),
    amount: wrong(v.number(100, 90000, 62), 0.03, add(1)),
    currency: wrong(v.pick(63, "eur", "usd", "gbp"), 0.03, instead("eur", "usd", "gbp")),
    balance_transaction: own(v.thingToken(24, "txn_3N")),
    receipt_url: own((m) => `https://pay.site.local/receipts/${v.token(60)(m)}`),
    paid: same(() => true),
    statement_descriptor: wrong(
      v.text((n) => `SITE SERVICES ORDER ${n}`),
      1,
      cut(22),
    ),
    fee: wrong(v.number(0.3, 30, 64, 3), 1, rounded(2)),
    metadata: { order: same(customer) },
  },
};

const payment: Endpoint = {
  system: "billing",
  method: "POST",
  target: () => "/v1/payment_intents",
  pairs: 500,
  entities: 0,
  headers: {
    date: own(v.httpDate),
    "request-id": requestId,
    "x-stripe-routing-context-priority-tier": same(() => "api"),
  },
  body: {
    id: own(v.thingToken(24, "pi_3N")),
    client_secret: own(v.token(48, "pi_3N_secret_")),
    created: own(v.epochSeconds),
    amount: wrong(v.number(100, 90000, 65), 1, times(0.01)),
    status: wrong(
      v.pick(66, "requires_payment_method", "processing", "succeeded"),
      0.05,
      instead("processing", "succeeded"),
    ),
    latest_charge: own(v.thingToken(24, "ch_3N")),
    payment_method_types: unordered(() => 3, same(v.text((n) => `method_${n % 9}`))),
    capture: wrong(v.pick(67, true, false), 0.02, flipped),
    next_action: wrong(() => null, 1, missing),
  },
};

const [net, gross] = swapped(v.number(100, 500, 68, 2), v.number(600, 900, 69, 2), 0.07);

const invoices: Endpoint = {
  system: "billing",
  method: "GET",
  target: ({ entity }) => `/v1/invoices?customer=C-${entity}&limit=3`,
  pairs: 350,
  entities: 100,
  headers: { date: own(v.httpDate), "x-ratelimit-remaining": own(v.between(12, 99)) },
  body: {
    object: same(() => "list"),
    has_more: same(() => true),
    next_page: own(v.cursor),
    data: list(() => 3, {
      id: own(v.thingToken(24, "in_1N")),
      number: same(v.text((n) => `2026-${1000 + n}`)),
      net,
      gross,
      due_date: wrong(v.day(70), 1, days(1)),
      tax_percent: wrong(v.pick(71, 19, 7, 20), 0.04, add(1)),
      hosted_invoice_url: own(v.signedUrl("invoices.site.local", "i")),
      customer_name: wrong(
        v.text((n) => `Customer ${n % 90} GmbH`),
        0.1,
        trailingSpace,
      ),
    }),
  },
};

const balance: Endpoint = {
  system: "billing",
  method: "GET",
  target: ({ entity }) => `/v1/balance?account=${entity}`,
  pairs: 250,
  entities: 30,
  headers: {
    date: own(v.httpDate),
    "request-id": requestId,
    "x-envoy-upstream-service-time": own((m) => String(v.took(22)(m))),
  },
  body: {
    as_of: own(v.isoSeconds),
    available: wrong(v.number(0, 99000, 72, 2), 0.05, add(-12.5)),
    pending: wrong(
      v.text((n) => (n * 1.37 + 10).toFixed(2)),
      0.9,
      asCents,
    ),
    ledgerSequence: own(v.counter(55501200, 9)),
    currency: wrong(v.pick(73, "EUR", "USD"), 1, lower),
    movements: list(() => 4, { posting: own(v.rowNumber(606000)), amount: same(v.number(1, 800, 74, 2)) }),
  },
};

const portal: Endpoint = {
  system: "billing",
  method: "POST",
  target: () => "/portal/sessions",
  pairs: 200,
  entities: 0,
  headers: {
    date: own(v.httpDate),
    "set-cookie": own((m) => `sid=${v.token(32)(m)}; Path=/; HttpOnly`),
    "x-csrf": own(v.token(43)),
  },
  body: {
    session: own(v.token(58, "bps_")),
    id_token: own(v.jwt),
    csrfToken: own((m) => `${v.token(36)(m)}==`),
    issuedAt: own(v.epochSeconds),
    expiresAt: own(v.laterSeconds(1800)),
    url: own((m) => `https://billing.site.local/p/session/${v.token(70)(m)}`),
    locale: wrong(v.pick(75, "de-DE", "en-GB"), 1, (value: string) => value.replace("-", "_")),
    limit: wrong(v.number(100, 900, 76), 0.1, times(10)),
    etagAge: ownAt(0.3, v.between(1, 9)),
  },
};

export const billing: Endpoint[] = [charge, payment, invoices, balance, portal];
