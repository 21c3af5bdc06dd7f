import type { Field, Moment, Random } from "./noise-fields.ts";

/** Faults as replacements of old systems have them. Not one of them may be proposed as noise; nor what is simply equal. */

type Change = (legacy: number, random: Random) => unknown;

const weightOf = ({ thing }: Moment) => 100 + ((thing * 7919) % 90_000) / 100;

/** A figure of the thing, and what the new system makes of it; the twin is like legacy. */
const figure = (change: Change) => (random: Random) => (moment: Moment) => {
  const legacy = weightOf(moment);
  return [legacy, change(legacy, random), legacy] as const;
};

const wordOf = ({ thing }: Moment) => ["Roggen", "Weizen", "Hafer", "Gerste", "Dinkel", "Mais"][thing % 6] ?? "";
const word = (change: (legacy: string, moment: Moment) => unknown) => () => (moment: Moment) => {
  const legacy = wordOf(moment);
  return [legacy, change(legacy, moment), legacy] as const;
};

const iso = (ms: number) => new Date(ms).toISOString();
const momentOf = ({ thing }: Moment) => 1_714_000_000_000 + thing * 977_131;
const time =
  (write: (ms: number) => unknown, change: (ms: number, moment: Moment) => unknown) => () => (moment: Moment) => {
    const legacy = momentOf(moment);
    return [write(legacy), change(legacy, moment), write(legacy)] as const;
  };
const stamp =
  (change: (at: number) => unknown) =>
  () =>
  ({ at }: Moment) =>
    [iso(at + 12), change(at), iso(at + 31)] as const;

const whole =
  (of: (moment: Moment) => number, change: (value: number, moment: Moment) => unknown) => () => (moment: Moment) => {
    const legacy = of(moment);
    return [legacy, change(legacy, moment), legacy] as const;
  };

const pad = (value: number, width: number) => String(value).padStart(width, "0");
const fixedUuid = "7d444840-9dc0-41d1-b245-5ffdce74fad2";
const uuidOf = (n: number) => `${pad(n, 8)}-9dc0-41d1-b245-${pad((n * 7919) % 1e12, 12)}`;

export const realFields: readonly Field[] = [
  { names: ["weight_kg", "weight", "netWeight"], isNoise: false, make: figure((kg) => Math.round(kg * 1000)) },
  { names: ["quantity", "qty", "amount"], isNoise: false, make: figure((value) => Math.round(value)) },
  { names: ["temperature", "temp_c"], isNoise: false, make: figure((value) => value.toFixed(1)) },
  { names: ["price", "unit_price"], isNoise: false, make: figure((value) => Math.round(value * 119) / 100) },
  {
    names: ["total", "stock_total"],
    isNoise: false,
    make: figure((value, random) => (random.next() < 0.2 ? value - 1 : value)),
  },
  { names: ["share", "moisture"], isNoise: false, make: figure((value) => String(value).replace(".", ",")) },
  { names: ["name", "product", "article"], isNoise: false, make: word((text) => `${text}   `) },
  { names: ["grade", "state"], isNoise: false, make: word((text) => text.toUpperCase()) },
  { names: ["supplier", "origin"], isNoise: false, make: word((text, { thing }) => (thing % 3 === 0 ? "" : text)) },
  {
    names: ["remark", "gate_result"],
    isNoise: false,
    make: word((text, { thing }) => (thing % 4 === 0 ? "HOLD" : text)),
  },
  {
    names: ["status_code", "kind_id", "grade_id"],
    isNoise: false,
    make: whole(
      ({ thing }) => thing % 5,
      (value) => value + 1,
    ),
  },
  {
    names: ["warehouse_id", "gateId"],
    isNoise: false,
    make: whole(
      ({ thing }) => 1 + (thing % 4),
      () => 1,
    ),
  },
  {
    names: ["parent_id", "pallet_id"],
    isNoise: false,
    make: whole(
      ({ thing }) => 500 + (thing % 90),
      (value, { thing }) => (thing % 7 === 0 ? value + 1 : value),
    ),
  },
  {
    names: ["device_id", "scaleId"],
    isNoise: false,
    make: whole(
      ({ thing }) => 2000 + (thing % 60),
      (value) => value + 1,
    ),
  },
  {
    names: ["article_id", "customer_id"],
    isNoise: false,
    make: whole(
      ({ thing }) => 500 + (thing % 90),
      () => null,
    ),
  },
  {
    names: ["tenant_id", "site_uuid"],
    isNoise: false,
    make: () => () => [fixedUuid, fixedUuid.replace("7d", "8e"), fixedUuid],
  },
  {
    names: ["owner_uuid", "operator_id"],
    isNoise: false,
    make:
      () =>
      ({ thing }) => [uuidOf(thing), fixedUuid, uuidOf(thing)],
  },
  {
    names: ["external_id", "ean_id"],
    isNoise: false,
    make:
      () =>
      ({ thing }) => [pad(400_000 + thing, 13), String(400_000 + thing), pad(400_000 + thing, 13)],
  },
  {
    names: ["lot_code", "lotNumber"],
    isNoise: false,
    make:
      () =>
      ({ thing }) => [`LOT-2024-${pad(thing, 4)}`, `LOT-2024-${pad(thing + 1, 4)}`, `LOT-2024-${pad(thing, 4)}`],
  },
  { names: ["best_before", "harvested_at"], isNoise: false, make: time(iso, (ms) => iso(ms + 7_200_000)) },
  { names: ["weighed_at", "sampled_at"], isNoise: false, make: time(iso, (ms) => iso(Math.floor(ms / 1000) * 1000)) },
  { names: ["received_at", "arrivedAt"], isNoise: false, make: time(iso, (ms) => iso(ms).replace(/\.\d+Z$/, "Z")) },
  {
    names: ["released_at", "closedAt"],
    isNoise: false,
    make: time(iso, (ms) => iso(Math.floor(ms / 60_000) * 60_000)),
  },
  {
    names: ["production_date", "due"],
    isNoise: false,
    make: time(
      (ms) => iso(ms).slice(0, 10),
      (ms) => iso(ms + 86_400_000).slice(0, 10),
    ),
  },
  {
    names: ["checked_at", "since"],
    isNoise: false,
    make: time(
      (ms) => Math.floor(ms / 1000),
      (ms) => ms,
    ),
  },
  { names: ["started_at", "shift_start"], isNoise: false, make: time(iso, (ms) => iso(ms + 3000)) },
  { names: ["server_time", "generated_at"], isNoise: false, make: stamp((at) => iso(at + 7_200_000)) },
  { names: ["last_seen", "updated_at"], isNoise: false, make: stamp((at) => iso(Math.floor(at / 60_000) * 60_000)) },
  {
    names: ["expires_at", "valid_until"],
    isNoise: false,
    make:
      () =>
      ({ at }) => [iso(at + 3_600_000), iso(at + 36_000_000), iso(at + 3_600_020)],
  },
  {
    names: ["updated", "modified_at"],
    isNoise: false,
    make:
      () =>
      ({ at }) => [iso(at), "1970-01-01T00:00:00.000Z", iso(at + 9)],
  },
  {
    names: ["lots_total", "open_count"],
    isNoise: false,
    make: whole(
      ({ n }) => 4000 + n,
      (value) => value - 2,
    ),
  },
  {
    names: ["cleaning_duration_ms", "soakMs"],
    isNoise: false,
    make: whole(
      ({ thing }) => 60_000 * (1 + (thing % 30)),
      (value) => value / 1000,
    ),
  },
  {
    names: ["checksum", "content_sha256"],
    isNoise: false,
    make:
      () =>
      ({ thing }) => [hash(thing), hash(thing + 1e6), hash(thing)],
  },
  {
    names: ["active", "is_blocked"],
    isNoise: false,
    make:
      () =>
      ({ thing }) => [thing % 2 === 0, thing % 2 !== 0, thing % 2 === 0],
  },
  {
    names: ["path", "image_url"],
    isNoise: false,
    make:
      () =>
      ({ thing }) => [`/images/${thing}.png`, `/img/${thing}.png`, `/images/${thing}.png`],
  },
  { names: ["version", "schema"], isNoise: false, make: () => () => ["2.4.1", "3.0.0", "2.4.1"] },
  {
    names: ["line_no", "position"],
    isNoise: false,
    make: whole(
      ({ thing }) => thing % 12,
      (value) => value + 1,
    ),
  },
];

function hash(n: number): string {
  return Array.from({ length: 8 }, (_, part) => pad(Math.imul(n + part * 131, 2654435761) >>> 0, 10))
    .map((one) => Number(one).toString(16).padStart(8, "0"))
    .join("");
}
