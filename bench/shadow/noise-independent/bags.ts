/** Five endpoints of baggage handling: a scan, a bag, a flight's summary, a belt, the reconciliation. */
import {
  add,
  days,
  flipped,
  hours,
  instead,
  lower,
  missing,
  mistyped,
  nothing,
  renamed,
  rounded,
  stale,
  times,
} from "./changes.ts";
import { disordered, type Endpoint, list, own, same, swapped, unordered, wrong } from "./field.ts";
import * as v from "./values.ts";

const tag = v.text((n) => `0220${String(100000 + n * 7).padStart(6, "0")}`);
const flight = v.pick(40, "LH123", "BA881", "AF1018", "KL604");

const scan: Endpoint = {
  system: "bags",
  method: "POST",
  target: () => "/bhs/scans",
  pairs: 1000,
  entities: 0,
  headers: {
    date: own(v.httpDate),
    traceparent: own((m) => `00-${v.hex(32)(m)}-${v.hex(16)(m)}-01`),
    "x-b3-spanid": own(v.hex(16)),
  },
  body: {
    scanId: own(v.ulid),
    tag: same(tag),
    receivedAt: own(v.epochMs),
    seq: own(v.counter(7100, 1)),
    trace: { traceId: own(v.hex(32)), spanId: own(v.hex(16)) },
    sorter: own(v.host("plc-gw-", "sorter-gw-", 3)),
    chute: wrong(v.number(1, 60, 41), 0.04, add(1)),
    flightDate: wrong(v.day(42), 0.05, days(1)),
    reason: wrong(v.pick(43, "OK", "NO_BSM", "LATE"), 1, renamed({ OK: "0", NO_BSM: "12", LATE: "31" })),
    security: wrong(v.pick(44, true, false), 0.01, flipped),
  },
};

const bag: Endpoint = {
  system: "bags",
  method: "GET",
  target: (m) => `/bhs/bags/${tag(m)}`,
  pairs: 800,
  entities: 320,
  headers: {
    date: own(v.httpDate),
    etag: own((m) => `W/"${v.thingHex(20)(m)}"`),
    "x-backend": own(v.bySide("bhs-a", "bags-blue", "bhs-b")),
  },
  body: {
    bagUuid: own(v.thingUuid(12)),
    tag: same(tag),
    weightKg: wrong(v.number(3, 31, 45, 1), 0.5, rounded(0)),
    lastLocation: wrong(v.number(100, 900, 46), 0.05, stale(9)),
    lastSeenAt: wrong(v.earlierIso(30, 47), 1, hours(1)),
    servedAt: own(v.epochFraction),
    passenger: {
      surname: wrong(v.pick(48, "GARCIA", "OKAFOR", "NGUYEN"), 0.2, lower),
      pnr: same(v.text((n) => `P${(n * 48271).toString(36).toUpperCase()}`)),
    },
    events: list(({ entity }) => 1 + (entity % 4), {
      eventId: own(v.thingUuid(13)),
      type: same(v.pick(49, "LOADED", "SORTED")),
      location: same(v.number(100, 900, 50)),
    }),
  },
};

const [checked, loaded] = swapped(v.number(100, 200, 51), v.number(0, 99, 52), 1);

const summary: Endpoint = {
  system: "bags",
  method: "GET",
  target: ({ entity }) => `/bhs/flights/${entity}/summary`,
  pairs: 400,
  entities: 50,
  headers: {
    date: own(v.httpDate),
    age: own(v.between(0, 30)),
    expires: own((m) => new Date(v.clockMs(m) + 30000).toUTCString()),
  },
  body: {
    flight: same(flight),
    generatedAt: own(v.isoNoZone),
    generatedBy: own(v.bySide("BHSPRD01", "bhs-5d9f7c", "BHSPRD02")),
    counts: { checked, loaded, total: wrong(v.number(200, 299, 53), 0.1, add(3)), missing: same(v.number(0, 4, 54)) },
    stand: wrong(v.pick(55, "B12", "C04", null), 0.3, missing),
    belts: unordered(() => 3, same(v.number(1, 40, 56))),
    checksum: own(v.hex(40)),
  },
};

const belt: Endpoint = {
  system: "bags",
  method: "GET",
  target: ({ entity }) => `/bhs/belts/${entity}`,
  pairs: 600,
  entities: 18,
  headers: {
    date: own(v.httpDate),
    "x-response-time": own((m) => `${v.took(9)(m)}ms`),
    "keep-alive": own((m) => `timeout=5, max=${v.between(3, 100)(m)}`),
  },
  body: {
    beltId: same(({ entity }) => entity),
    running: wrong(v.pick(57, true, false), 0.02, flipped),
    speed: wrong(v.number(0.5, 2.5, 58, 2), 1, times(3.6)),
    heartbeat: own(v.epochSeconds),
    pid: own(v.bySide(4120, 17, 8871)),
    queueDepth: own(v.between(0, 25)),
    lastJamBag: wrong(tag, 0.03, mistyped),
    firmware: same(() => "3.4.1"),
    session: own(v.hex(32)),
  },
};

const reconciliation: Endpoint = {
  system: "bags",
  method: "POST",
  target: ({ entity }) => `/bhs/reconciliation/${entity % 40}`,
  pairs: 300,
  entities: 0,
  headers: {
    date: own(v.httpDate),
    "x-transaction-id": own(v.uuid1),
    "content-length": own(v.bySide("812", "790", "812")),
  },
  body: {
    reportId: own(v.uuid7),
    runNumber: own(v.rowNumber(90100)),
    flight: same(flight),
    printedAt: own((m) => new Date(v.clockMs(m)).toUTCString()),
    result: wrong(
      v.pick(59, "All bags aboard", "Bags missing", "Passenger offloaded"),
      0.06,
      instead("All bags aboard", "Bags missing"),
    ),
    offload: disordered(() => 5, same(tag), 0.2),
    remark: wrong(v.pick(60, "none", "late"), 0.1, nothing),
    loadSheetVersion: wrong(v.number(1, 6, 61), 0.05, stale(1)),
    signature: own(v.token(86)),
  },
};

export const bags: Endpoint[] = [scan, bag, summary, belt, reconciliation];
