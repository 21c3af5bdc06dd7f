import type { Chance } from "#lib/platform/http/testing/hostile-values.ts";

/** Ways to change a record in the database for somebody who may do anything there and does not have the secret. */

export const tables = ["events", "training_acts", "module_versions", "item_acts"] as const;
export type Table = (typeof tables)[number];
export type Column = { name: string; type: string };
/** A row as JSON gives it; `sequence` of events only. */
export type Row = { table: Table; id: string; sequence: number; content: Readonly<Record<string, unknown>> };

export type Recorded = {
  chain: string;
  /** A pilot that no entry of the log is of. */
  otherPilot: string;
  columns: Readonly<{ [T in Table]: readonly Column[] }>;
  rows: readonly Row[];
};

/** `names`: one of these must be in what the walk says. */
export type Tampering = { says: string; statements: readonly string[]; names: readonly string[] };

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const rowsOf = ({ rows }: Recorded, table: Table) => rows.filter((one) => one.table === table);
const last = ({ rows }: Recorded) => Math.max(...rows.map(({ sequence }) => sequence));
const eventName = (sequence: number) => `event ${sequence} `;
const namesOf = ({ table, id, sequence }: Row): string[] =>
  table === "events" ? [eventName(sequence), `events ${sequence} to`] : [`${table} ${id}`];
const at = ({ id }: Row) => `where id = ${quoted(id)}`;

function pick<T>(chance: Chance, list: readonly T[]): T {
  const one = list[chance.below(list.length)];
  if (one === undefined) throw new Error("There is nothing to choose from.");
  return one;
}

/** Every column of every table, each in a row of its own choosing. */
export function everyColumn(record: Recorded, chance: Chance): Tampering[] {
  return tables.flatMap((table) =>
    record.columns[table].map((column) => changedColumn(pick(chance, rowsOf(record, table)), column, chance)),
  );
}

const kinds = [changed, changed, changed, removed, copied, made, madeEvent, swapped, swapped, repointed, cut, moved];

export function anyTampering(record: Recorded, chance: Chance): Tampering {
  return pick(chance, kinds)(record, chance);
}

function changed(record: Recorded, chance: Chance): Tampering {
  const row = pick(chance, record.rows);
  return changedColumn(row, pick(chance, record.columns[row.table]), chance);
}

function changedColumn(row: Row, { name, type }: Column, chance: Chance): Tampering {
  const value = otherValue(name, type, { before: row.content[name], chance });
  const sequence = name === "sequence" ? [eventName(row.sequence + 1)] : [];
  return {
    says: `${row.table}.${name} of ${row.id} (${row.sequence})`,
    statements: [`update ${row.table} set ${name} = ${value} ${at(row)}`],
    names: [...namesOf(row), ...sequence],
  };
}

type Was = { before: unknown; chance: Chance };

/** As SQL; never what was there. */
function otherValue(name: string, type: string, { before, chance }: Was): string {
  const isNull = before === null || before === undefined;
  if (isNull) return nullValues[type] ?? "'x'";
  if (type === "uuid") return "gen_random_uuid()";
  if (type === "jsonb") return `${quoted(JSON.stringify(otherJson(before, chance)))}::jsonb`;
  if (type === "bytea") return `set_byte(${name}, ${chance.below(32)}, 255 - get_byte(${name}, ${chance.below(1)}))`;
  if (type === "ARRAY") return chance.percent(50) ? `${name} || 'x'::text` : `array['y']`;
  if (type.startsWith("timestamp"))
    return `${name} + interval '${pick(chance, ["1 millisecond", "-1 day", "2 hours"])}'`;
  if (type === "bigint" || type === "integer") return `${name} + ${pick(chance, [1_000, 1_000_000])}`;
  return pick(chance, [`${name} || 'x'`, `'x' || ${name}`, `reverse(${name}) || '.'`]);
}

const nullValues: Readonly<{ [type: string]: string }> = {
  uuid: "gen_random_uuid()",
  jsonb: `'{"x": 1}'::jsonb`,
  integer: "7",
  bigint: "7",
};

/** One leaf of it is another. */
function otherJson(value: unknown, chance: Chance): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || chance.percent(20)) return [...value, "x"];
    const place = chance.below(value.length);
    return value.map((one, index) => (index === place ? otherJson(one, chance) : one));
  }
  if (typeof value === "object" && value !== null) {
    const names = Object.keys(value);
    if (names.length === 0 || chance.percent(10)) return { ...value, x: 1 };
    const name = pick(chance, names);
    return { ...value, [name]: otherJson((value as { [name: string]: unknown })[name], chance) };
  }
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return value === null ? "x" : `${value}x`;
}

function removed(record: Recorded, chance: Chance): Tampering {
  const row = pick(chance, record.rows);
  return {
    says: `removed ${row.table} ${row.id}`,
    statements: [`delete from ${row.table} ${at(row)}`],
    names: namesOf(row),
  };
}

/** The same row twice: under its own id, or under another; an event also in another place of the chain. */
function copied(record: Recorded, chance: Chance): Tampering {
  const row = pick(chance, record.rows);
  const id = chance.percent(40) ? row.id : uuidOf(chance);
  const sequence = row.table === "events" ? pick(chance, [row.sequence, last(record) + 1, 0, -4]) : 0;
  const given: { [name: string]: string } = {
    id: quoted(id),
    sequence: String(sequence),
    n: String(100_000 + chance.below(1_000)),
  };
  const names = record.columns[row.table].map(({ name }) => name);
  const values = names.map((name) => given[name] ?? name);
  const inserted = `insert into ${row.table} (${names.join(", ")}) select ${values.join(", ")} from ${row.table} ${at(row)}`;
  const found = row.table === "events" ? [eventName(sequence), `event ${sequence}`] : [`${row.table} ${id}`];
  return { says: `copied ${row.table} ${row.id} as ${id} ${sequence}`, statements: [inserted], names: found };
}

function uuidOf(chance: Chance): string {
  const hex = (length: number) => Array.from({ length }, () => chance.below(16).toString(16)).join("");
  return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
}

/** An act that nobody said: in the pilot, or under one that the log knows nothing of. */
function made(record: Recorded, chance: Chance): Tampering {
  const like = pick(chance, rowsOf(record, "training_acts"));
  const id = uuidOf(chance);
  const pilot = chance.percent(70) ? record.chain : record.otherPilot;
  const act = pick(chance, [
    { do: "attended", is: "present", minutes: null },
    like.content["act"],
    { do: "noted", text: "fine" },
  ]);
  const statement = `insert into training_acts (n, id, pilot_id, session_id, operator_id, act, by_id, by, at)
    select ${200_000 + chance.below(1_000)}, ${quoted(id)}, ${quoted(pilot)}, session_id, operator_id,
      ${quoted(JSON.stringify(act))}::jsonb, by_id, by, at from training_acts ${at(like)}`;
  return { says: `made up training_acts ${id} of ${pilot}`, statements: [statement], names: [`training_acts ${id}`] };
}

/** An entry that nobody made, at the end, with the head moved on to it. */
function madeEvent(record: Recorded, chance: Chance): Tampering {
  const like = pick(chance, rowsOf(record, "events"));
  const next = last(record) + 1;
  const id = uuidOf(chance);
  const given: { [name: string]: string } = {
    ...{
      id: quoted(id),
      sequence: String(next),
      previous_hash: "(select hash from chain_heads h where h.chain = e.chain)",
    },
    hash: "sha256(e.hash)",
  };
  const names = record.columns.events.map(({ name }) => name);
  const values = names.map((name) => given[name] ?? `e.${name}`);
  return {
    says: `made up event ${next}`,
    statements: [
      `insert into events (${names.join(", ")}) select ${values.join(", ")} from events e where e.id = ${quoted(like.id)}`,
      `update chain_heads set sequence = ${next}, hash = (select hash from events where id = ${quoted(id)}) where chain = ${quoted(record.chain)}`,
    ],
    names: [eventName(next)],
  };
}

const contents: Readonly<{ [T in Table]: readonly string[] }> = {
  events: ["sequence", "after", "actor_name", "hash"],
  training_acts: ["act", "operator_id", "session_id"],
  module_versions: ["minutes", "number", "due_for_roles"],
  item_acts: ["act", "item_id"],
};

/** Two rows that change what is in them. */
function swapped(record: Recorded, chance: Chance): Tampering {
  const table = pick(chance, tables);
  const column = pick(chance, contents[table]);
  const rows = rowsOf(record, table);
  const first = pick(chance, rows);
  const others = rows.filter((one) => JSON.stringify(one.content[column]) !== JSON.stringify(first.content[column]));
  const second = pick(chance, others.length === 0 ? rows : others);
  if (others.length === 0) return removed(record, chance);
  const swap = `update ${table} t set ${column} = o.${column} from ${table} o
    where (t.id = ${quoted(first.id)} and o.id = ${quoted(second.id)}) or (t.id = ${quoted(second.id)} and o.id = ${quoted(first.id)})`;
  return {
    says: `swapped ${table}.${column} of ${first.id} and ${second.id}`,
    statements: [swap],
    names: [...namesOf(first), ...namesOf(second)],
  };
}

/** An event says that it stands for another act, or for none, with the digest of that. */
function repointed(record: Recorded, chance: Chance): Tampering {
  const pointing = record.rows.filter(({ table, content }) => table === "events" && content["acts_digest"] !== null);
  const row = pick(chance, pointing);
  const others = pointing.filter((one) => one.id !== row.id);
  const other = pick(chance, others);
  const acts = `(select o.after -> 'acts' from events o where o.id = ${quoted(other.id)})`;
  const digest = `(select o.acts_digest from events o where o.id = ${quoted(other.id)})`;
  const set = chance.percent(30)
    ? "after = after - 'acts', acts_digest = null"
    : `after = jsonb_set(after, '{acts}', ${acts}), acts_digest = ${digest}`;
  return {
    says: `re-pointed event ${row.sequence}`,
    statements: [`update events set ${set} ${at(row)}`],
    names: namesOf(row),
  };
}

/** The tail of the log and all acts that it stands for, together with the head: found by the heads that were seen. */
function cut(record: Recorded, chance: Chance): Tampering {
  const end = last(record);
  const keep = 1 + chance.below(end - 1);
  const tail = record.rows.filter(({ table, sequence }) => table === "events" && sequence > keep);
  const acts = tail.flatMap(({ content }) => {
    const named = (content["after"] as { acts?: { table: Table; id: string }[] } | null)?.acts ?? [];
    return named.map(({ table, id }) => `delete from ${table} where id = ${quoted(id)}`);
  });
  return {
    says: `cut after event ${keep}`,
    statements: [
      ...acts,
      `delete from events where chain = ${quoted(record.chain)} and sequence > ${keep}`,
      `update chain_heads set sequence = ${keep}, hash = (select hash from events where chain = ${quoted(record.chain)} and sequence = ${keep}) where chain = ${quoted(record.chain)}`,
    ],
    names: [`events ${keep + 1} to ${end} were seen`],
  };
}

/** What was said about one operator or in one session is moved to another. */
function moved(record: Recorded, chance: Chance): Tampering {
  const acts = record.rows.filter(({ table, content }) => table === "training_acts" && content["operator_id"] !== null);
  const row = pick(chance, acts);
  const column = pick(chance, ["operator_id", "session_id"]);
  const others = acts.filter(({ content }) => content[column] !== row.content[column]);
  const other = pick(chance, others);
  const statement = `update training_acts set ${column} = ${quoted(String(other.content[column]))} ${at(row)}`;
  return { says: `moved ${row.id} to another ${column}`, statements: [statement], names: namesOf(row) };
}
