import type { Random } from "./random.ts";

/** A name under which answers are remembered: the newest `size` of them, each with one value, or one for every field. */
export type Slot = { index: number; name: string; size: number; fields: readonly string[] | null };

/** What one answer left behind: a value for each field of its slot, one value where it has none. */
export type Entry = readonly unknown[];

/** `chosen`: the entry that all templates of the present request use; null until one asks. */
export type Memory = { entries: Entry[]; oldest: number; chosen: Entry | null };

/** A virtual user: its number from 0, its own chance, and what it remembers, by slot. */
export type UserState = { readonly number: number; readonly random: Random; readonly memory: readonly Memory[] };

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

/** The entry of the present request: drawn at random once, then the same for every template in it. */
export function chosenEntry(user: UserState, slot: Slot): Entry {
  const memory = user.memory[slot.index];
  const chosen = memory?.chosen ?? memory?.entries[Math.floor(user.random() * memory.entries.length)];
  if (memory === undefined || chosen === undefined)
    throw new TemplateFault(`Nothing is remembered as ${slot.name} yet.`);
  memory.chosen = chosen;
  return chosen;
}
