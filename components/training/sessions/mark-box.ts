import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { KeptMark, MarkBox } from "./kept-marks.ts";

/** Marks in this browser's own database, one row each, so that two tabs never write over one another's. */

type Shape = DBSchema & { marks: { key: string; value: KeptMark; indexes: { board: string } } };

export function browserBox(): MarkBox {
  let opened: Promise<IDBPDatabase<Shape>> | null = null;
  const open = () => {
    opened ??= openDB<Shape>("gantry-training-marks", 1, {
      upgrade: (db) => void db.createObjectStore("marks", { keyPath: "id" }).createIndex("board", "board"),
    });
    return opened;
  };
  return {
    all: async (board) => (await open()).getAllFromIndex("marks", "board", board),
    put: async (mark) => {
      // On the disk before it counts as kept: a tablet's battery may be empty the next moment.
      const change = (await open()).transaction("marks", "readwrite", { durability: "strict" });
      await Promise.all([change.store.put(mark), change.done]);
    },
    remove: async (ids) => {
      const change = (await open()).transaction("marks", "readwrite");
      await Promise.all([...ids.map((id) => change.store.delete(id)), change.done]);
    },
  };
}
