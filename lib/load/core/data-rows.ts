import type { DataSet } from "./scenario.ts";
import { type Entry, type Slot, TemplateFault, type UserState } from "./user-state.ts";

/** The rows of a data set: `columns` are the fields that templates name, each row has a text for each. */
export type DataRows = { columns: readonly string[]; rows: readonly (readonly string[])[] };

/** What is wrong with a file of data, by line from 1. */
export type FileMistake = { line: number; sentence: string };

type Options = {
  data?: Readonly<Record<string, DataRows>>;
  /** This thread, of how many: rows taken in turn are shared out among them. */
  thread?: { index: number; threads: number };
};

/** A slot for each data set, the first ones of a scenario. Throws TemplateFault where one has no rows. */
export function dataSlots(sets: readonly DataSet[], { data = {}, thread = { index: 0, threads: 1 } }: Options): Slot[] {
  return sets.map(({ name, use, file }, index) => {
    const found = data[name];
    if (found === undefined || found.rows.length === 0) throw new TemplateFault(`The file ${file} has no rows.`);
    return { index, name, size: found.rows.length, fields: found.columns, row: rowBy[use](found.rows, thread) };
  });
}

type Rows = readonly Entry[];
type Row = (user: UserState) => Entry;

const rowBy: Record<DataSet["use"], (rows: Rows, thread: { index: number; threads: number }) => Row> = {
  "by user": (rows) => (user) => rowAt(rows, user.number),
  "at random": (rows) => (user) => rowAt(rows, Math.floor(user.random() * rows.length)),
  "in turn": (rows, { index, threads }) => {
    let next = index;
    return () => {
      const row = rowAt(rows, next);
      next += threads;
      return row;
    };
  },
};

const rowAt = (rows: Rows, at: number): Entry => rows[at % rows.length] ?? [];
