/** What differs between two answers. */

export type DifferenceKind =
  | "status"
  | "header"
  | "missing"
  | "extra"
  | "type"
  | "value"
  | "order"
  | "length"
  /** Bodies that are no JSON: text or bytes. */
  | "body";

export type Difference = {
  kind: DifferenceKind;
  /** Normalised: `$.items[*].weight_kg`; `status`; `header:location`; `$` for a whole body. */
  path: string;
  /** Where it stands in this pair: `$.items[3].weight_kg`. */
  at: string;
  /** Raw JSON tokens (so that no digit is lost), each cut at 200 characters; null where there is nothing. */
  legacy: string | null;
  candidate: string | null;
  /** What kind of values they are, so that unlike causes at one path fall into two groups: `number → string`, `null → missing`. */
  shape: string;
};

export type Comparison = {
  /** At most 200 a pair; `more` says how many were left out. */
  differences: Difference[];
  more: number;
  /** How often each rule (by its id) made a difference not count. Ignored is never matched. */
  ignored: Record<string, number>;
};

/** A group: endpoint, path, kind, shape. */
export type GroupKey = { endpoint: string; path: string; kind: DifferenceKind; shape: string };
