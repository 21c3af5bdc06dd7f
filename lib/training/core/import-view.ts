import type { Operator } from "./module.ts";
import type { FieldChange } from "./operator-diff.ts";

/** What a file of operators would change, as the preview answers it. */
export type ImportPreview = {
  /** Names this very outcome: whoever imports says which one they saw. */
  preview: string;
  /** Rows of the file, without its first line. */
  rows: number;
  encoding: "UTF-8" | "Windows-1252";
  /** Columns that mean nothing here. */
  ignored: readonly string[];
  added: readonly (Omit<Operator, "id"> & { line: number })[];
  changed: readonly { line: number; id: string; badge: string; name: string; changes: readonly FieldChange[] }[];
  unchanged: number;
  /** Not in the file. `removes`: whether they go; `stays`: the session that keeps them. */
  missing: readonly {
    id: string;
    badge: string;
    name: string;
    shift: string;
    removes: boolean;
    stays: string | null;
  }[];
  /** Left out, and why. */
  bad: readonly { line: number; says: string }[];
};

export type Imported = { added: number; changed: number; removed: number; unchanged: number; leftOut: number };
