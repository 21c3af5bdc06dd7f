/** Five endpoints of a manufacturing system: orders, starting one, lots, machine states, laboratory results as FHIR has them. */
import {
  cut,
  days,
  flipped,
  hours,
  instead,
  missing,
  mistyped,
  nothing,
  renamed,
  rounded,
  trailingSpace,
  upper,
} from "./changes.ts";
import { disordered, type Endpoint, list, own, ownAt, perSide, same, unordered, wrong } from "./field.ts";
import * as v from "./values.ts";

const lot = v.text((n) => `L${2611000 + n * 3}`);

const order: Endpoint = {
  system: "work orders",
  method: "GET",
  target: ({ entity }) => `/mes/api/work-orders/${3000 + entity}`,
  pairs: 700,
  entities: 120,
  headers: {
    date: own(v.httpDate),
    etag: own((m) => `"${v.thingHex(32)(m)}"`),
    server: own(v.bySide("Microsoft-IIS/8.5", "Kestrel", "Microsoft-IIS/10.0")),
  },
  body: {
    key: own(v.thingUuid(5)),
    orderNo: same(v.text((n) => `WO-${70000 + n}`)),
    state: wrong(
      v.pick(21, "IN_PROGRESS", "RELEASED", "COMPLETED"),
      1,
      renamed({ IN_PROGRESS: "Running", RELEASED: "Ready", COMPLETED: "Closed" }),
    ),
    plannedStart: wrong(v.earlierIso(600, 22), 1, hours(2)),
    quantity: same(v.number(100, 9000, 23)),
    scrapRate: wrong(v.number(0, 5, 24, 4), 1, rounded(2)),
    version: own(({ entity, side }) => perSide(side, 3, 1, 4) + ((entity * (side + 2)) % 9)),
    readAt: own(v.isoNoZone),
    operations: disordered(
      () => 3,
      {
        step: same(({ index }) => (index + 1) * 10),
        name: same(v.pick(33, "Mill", "Drill", "Wash", "Pack")),
      },
      0.1,
    ),
  },
};

const start: Endpoint = {
  system: "work orders",
  method: "POST",
  target: ({ entity }) => `/mes/api/work-orders/${entity % 200}/start`,
  pairs: 350,
  entities: 0,
  headers: {
    date: own(v.httpDate),
    "request-id": own((m) => `|${v.hex(32)(m)}.${v.hex(16)(m)}.`),
    "x-elapsed-ms": own(v.took(60)),
  },
  body: {
    operationId: own(v.uuid4),
    sequence: own(v.counter(992000, 3)),
    startedAt: own(v.epochMs),
    lockToken: own(v.token(40)),
    machine: wrong(v.pick(25, "CNC-01", "CNC-02", "CNC-11"), 0.03, instead("CNC-01", "CNC-02", "CNC-11")),
    accepted: wrong(() => true, 0.02, flipped),
    message: wrong(
      v.text((n) => `Order ${n % 200} started`),
      1,
      (value: string) => `${value}.`,
    ),
    operators: unordered(() => 3, same(v.text((n) => `OP${100 + (n % 70)}`))),
  },
};

const lots: Endpoint = {
  system: "work orders",
  method: "GET",
  target: ({ entity }) => `/mes/api/lots/L${2611000 + entity * 3}`,
  pairs: 900,
  entities: 300,
  headers: { date: own(v.httpDate), "x-cache": ownAt(0.6, v.oneOf("HIT", "MISS", "STALE")), "x-trace": own(v.hex(32)) },
  body: {
    lotId: own(v.rowNumber(51200)),
    lotCode: wrong(lot, 0.02, mistyped),
    description: wrong(
      v.text((n) => `Housing ${n % 40} anodised black`),
      0.25,
      trailingSpace,
    ),
    article: same(v.text((n) => `A${n % 60}`)),
    expires: wrong(v.day(26), 1, days(-1)),
    released: wrong(v.pick(27, true, false), 0.04, flipped),
    holdReason: wrong(() => null, 0.5, missing),
    parents: list(({ entity }) => entity % 3, { code: same(lot), linkId: own(v.thingUuid(6)) }),
    _links: {
      self: own(
        (m) => `http://${v.bySide("mes01:8080", "mes.k8s.local", "mes02:8080")(m)}/lots/${v.rowNumber(51200)(m)}`,
      ),
    },
  },
};

const machines: Endpoint = {
  system: "work orders",
  method: "GET",
  target: ({ entity }) => `/mes/api/machines/${entity}/state`,
  pairs: 1000,
  entities: 24,
  headers: { date: own(v.httpDate), "x-instance": own(v.hex(12)) },
  body: {
    sourceTimestamp: ownAt(0.6, v.isoMicros),
    serverTimestamp: own(v.isoMicros),
    monotonicSequence: own(v.counter(40110000, 17)),
    uptimeSeconds: own(({ atMs, side }) => Math.floor(atMs / 1000) - perSide(side, 1795000000, 1795400000, 1795300000)),
    spindleTemperature: own(({ random }) => Number((41 + random() * 3).toFixed(2))),
    mode: wrong(v.pick(28, "AUTO", "MANUAL", "SETUP"), 0.03, instead("AUTO", "MANUAL", "SETUP")),
    doorClosed: wrong(v.pick(29, true, false), 0.02, flipped),
    partsToday: same(v.number(0, 900, 30)),
    program: wrong(
      v.text((n) => `O${1000 + n}.NC`),
      0.2,
      cut(5),
    ),
    alarms: unordered(() => 4, {
      code: same(({ entity }) => 500 + (entity % 90)),
      text: same(v.text((n) => `Alarm ${n % 90}`)),
    }),
  },
};

const results: Endpoint = {
  system: "work orders",
  method: "GET",
  target: ({ entity }) => `/fhir/Observation?specimen=${entity}`,
  pairs: 450,
  entities: 90,
  headers: { date: own(v.httpDate), "last-modified": own(v.httpDate), "x-request-id": own(v.token(16)) },
  body: {
    resourceType: same(() => "Bundle"),
    id: own(v.uuid4),
    meta: { lastUpdated: own(v.isoMicros), versionId: own(v.bySide("1", "4", "2")) },
    total: same(() => 2),
    entry: list(() => 2, {
      fullUrl: own((m) => `urn:uuid:${v.thingUuid(8)(m)}`),
      resource: {
        id: own(v.thingUuid(9)),
        status: wrong(() => "final", 0.1, renamed({ final: "amended" })),
        effectiveDateTime: wrong(v.earlierIso(300, 31), 0.4, hours(1)),
        valueQuantity: { value: wrong(v.number(1, 40, 32, 3), 1, rounded(1)), unit: wrong(() => "mg/L", 1, upper) },
        note: wrong(() => "", 1, nothing),
      },
    }),
  },
};

export const workOrders: Endpoint[] = [order, start, lots, machines, results];
