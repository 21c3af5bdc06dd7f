import { secretName } from "./example.ts";
import type { Random } from "./random.ts";

/** A name under which answers are remembered: the newest `size` of them, each with one value, or one for every field. Or a data set: its rows,
 *  of which `row` says the next one for a user. */
export type Slot = {
  index: number;
  name: string;
  size: number;
  fields: readonly string[] | null;
  row: ((user: UserState) => Entry) | null;
};

/** What one answer left behind: a value for each field of its slot, one value where it has none. */
export type Entry = readonly unknown[];

/** `chosen`: the entry that all templates of the present request use; null until one asks. */
export type Memory = { entries: Entry[]; oldest: number; chosen: Entry | null };

/** A virtual user: its number from 0, its kind's place in the scenario, its own chance, and what it remembers, by slot. `flow`: the steps it is in
 *  the middle of, as indexes into `stepsOf(scenario)`; empty where it is free to draw. */
export type UserState = {
  readonly number: number;
  readonly kind: number;
  readonly random: Random;
  readonly memory: readonly Memory[];
  flow: readonly number[];
};

/** A template or header that cannot be written as it stands. The message is for people. */
export class TemplateFault extends Error {
  override name = "TemplateFault";
}

/** Keeps an entry; the oldest gives way when there are `size` already. */
export function keepEntry(memory: Memory, size: number, entry: Entry): void {
  if (memory.entries.length < size) {
    memory.entries.push(entry);
    return;
  }
  memory.entries[memory.oldest] = entry;
  memory.oldest = (memory.oldest + 1) % size;
}

/** The entry of the present request: drawn once, then the same for every template in it. */
export function chosenEntry(user: UserState, slot: Slot): Entry {
  const memory = user.memory[slot.index];
  const chosen = memory?.chosen ?? slot.row?.(user) ?? remembered(user, memory);
  if (memory === undefined || chosen === undefined)
    throw new TemplateFault(`Nothing is remembered as ${slot.name} yet.`);
  memory.chosen = chosen;
  return chosen;
}

function remembered(user: UserState, memory: Memory | undefined): Entry | undefined {
  return memory?.entries[Math.floor(user.random() * memory.entries.length)];
}

/** What a user remembers under a name that tells it is secret. */
export function rememberedSecrets(slots: readonly Slot[], { memory }: UserState): string[] {
  return slots.flatMap(({ index, name, fields }) => {
    const entries = memory[index]?.entries ?? [];
    const isSecret = (place: number) => secretName.test(name) || secretName.test(fields?.[place] ?? "");
    return entries.flatMap((entry) => entry.filter((_, place) => isSecret(place)).map(String));
  });
}
