/** Fields as plants' interfaces have them, each with what two systems answer there. `isNoise`: a knowing person would let it go by. */

export type Random = { next(): number; whole(below: number): number; pick<T>(list: readonly T[]): T };

/** Mulberry32: the same seed, the same traffic. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return { next, whole, pick: (list) => list[whole(list.length)] as (typeof list)[number] };
}

/** One exchange: its time, the thing it is about (the same thing may be asked again), and its number. */
export type Moment = { at: number; thing: number; n: number };

export type Field = {
  names: readonly string[];
  isNoise: boolean;
  /** Makes the field for one interface: then gives legacy's, the new system's and the twin's value of a moment. */
  make: (random: Random) => (moment: Moment) => readonly [legacy: unknown, candidate: unknown, twin: unknown];
};

type Values = readonly [unknown, unknown, unknown];

const hex = (random: Random, length: number) => Array.from({ length }, () => random.whole(16).toString(16)).join("");
const uuid = (random: Random) =>
  `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-a${hex(random, 3)}-${hex(random, 12)}`;
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";
const token = (random: Random, length: number) => Array.from({ length }, () => random.pick([...letters])).join("");

/** The same thing has the same value each time it is asked for, in each system its own. */
function byThing(make: (random: Random) => unknown) {
  return (random: Random) => {
    const known = new Map<number, Values>();
    return ({ thing }: Moment): Values => {
      const values = known.get(thing) ?? [make(random), make(random), make(random)];
      known.set(thing, values);
      return values;
    };
  };
}

const fresh = (make: (random: Random) => unknown) => (random: Random) => (): Values => [
  make(random),
  make(random),
  make(random),
];

const ways: ((ms: number) => unknown)[] = [
  (ms) => new Date(ms).toISOString(),
  (ms) => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z"),
  (ms) => new Date(ms + 7_200_000).toISOString().replace("Z", "+02:00"),
  (ms) =>
    new Date(ms)
      .toISOString()
      .replace("T", " ")
      .replace(/\.\d+Z$/, ""),
  (ms) => Math.floor(ms),
  (ms) => Math.floor(ms / 1000),
];

const now =
  (leadMs: number) =>
  (random: Random): ((moment: Moment) => Values) => {
    const write = random.pick(ways);
    const skew = random.whole(800) - 400;
    return ({ at }) => [
      write(at + leadMs + random.whole(40)),
      write(at + leadMs + skew + random.whole(60)),
      write(at + leadMs + random.whole(60)),
    ];
  };

/** When a thing was made: in the new system a moment after legacy made it. */
const made = (random: Random): ((moment: Moment) => Values) => {
  const write = random.pick(ways);
  const delays = new Map<number, [number, number]>();
  return ({ thing }) => {
    const delay = delays.get(thing) ?? [5 + random.whole(400), 5 + random.whole(400)];
    delays.set(thing, delay);
    const at = 1_714_000_000_000 + thing * 977_131;
    return [write(at), write(at + delay[0]), write(at + delay[1])];
  };
};

const climbing =
  (format: (value: number) => unknown) =>
  (random: Random): ((moment: Moment) => Values) => {
    const starts = [random.whole(90_000), random.whole(9000), random.whole(90_000)];
    const steps = [1 + random.whole(3), 1 + random.whole(3), 1 + random.whole(3)];
    return ({ n }) => {
      const value = (side: number) =>
        format((starts[side] ?? 0) + n * (steps[side] ?? 1) + random.whole(steps[side] ?? 1));
      return [value(0), value(1), value(2)];
    };
  };

/** Numbers that a table gives out, in the order things were made. */
const rowId =
  (format: (id: number) => unknown) =>
  (random: Random): ((moment: Moment) => Values) => {
    const starts = [1000 + random.whole(50_000), 1 + random.whole(900), 1000 + random.whole(50_000)];
    const order = new Map<number, number>();
    return ({ thing }) => {
      if (!order.has(thing)) order.set(thing, order.size);
      const value = (side: number) => format((starts[side] ?? 0) + (side === 0 ? thing : (order.get(thing) ?? 0)));
      return [value(0), value(1), value(2)];
    };
  };

const durations = (random: Random) => (): Values => [2 + random.whole(80), 1 + random.whole(40), 2 + random.whole(80)];

/** Which machine answered: nothing in the values says that they are names of machines. */
const servers = (random: Random) => (): Values => [
  `wms-old-${1 + random.whole(2)}`,
  `wms-${hex(random, 4)}`,
  `wms-old-${1 + random.whole(2)}`,
];

export const noiseFields: readonly Field[] = [
  { names: ["request_id", "requestId", "trace_id", "correlationId", "x_request"], isNoise: true, make: fresh(uuid) },
  { names: ["id", "uuid", "guid", "resource_id", "documentId"], isNoise: true, make: byThing(uuid) },
  { names: ["id", "lot_id", "orderId", "movement_id", "pallet_id"], isNoise: true, make: rowId((id) => id) },
  { names: ["id", "task_id", "bookingId"], isNoise: true, make: rowId((id) => String(100_000 + id)) },
  {
    names: ["ref", "booking_ref", "ticketId"],
    isNoise: true,
    make: rowId((id) => `REQ-${String(id).padStart(6, "0")}`),
  },
  { names: ["self", "href", "url"], isNoise: true, make: rowId((id) => `/api/v1/lots/${id}`) },
  {
    names: ["session", "csrf_token", "next_cursor", "nonce"],
    isNoise: true,
    make: fresh((random) => token(random, 32)),
  },
  { names: ["etag", "span", "event_key"], isNoise: true, make: fresh((random) => hex(random, 32)) },
  {
    names: ["transaction", "message_id", "eventId"],
    isNoise: true,
    make: fresh((random) => `txn_${token(random, 24)}`),
  },
  { names: ["served_at", "timestamp", "generatedAt", "server_time", "now"], isNoise: true, make: now(0) },
  { names: ["expires_at", "validUntil", "expires"], isNoise: true, make: now(3_600_000) },
  { names: ["created_at", "createdAt", "recorded_at", "posted"], isNoise: true, make: made },
  {
    names: ["took_ms", "elapsed", "duration_ms", "processingTimeMs"],
    isNoise: true,
    make: (random) => durations(random),
  },
  { names: ["sequence", "seq", "revision", "offset", "request_no"], isNoise: true, make: climbing((value) => value) },
  { names: ["uptime", "uptime_seconds"], isNoise: true, make: climbing((value) => Math.floor(value / 2)) },
  {
    names: ["receipt_no", "journal_number"],
    isNoise: true,
    make: climbing((value) => `RC-${String(value).padStart(8, "0")}`),
  },
  { names: ["served_by", "node", "instance"], isNoise: true, make: servers },
];
