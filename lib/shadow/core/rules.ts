/** How a pilot's pairs are compared: endpoints and rules, versioned together. A version once used is never changed. */

/** An endpoint: a method and a path whose changing parts have names, `GET /lots/{id}`. Found from traffic; a person may correct it. */
export type Endpoint = {
  /** `GET /lots/{id}`: method and template are its name. */
  name: string;
  method: string;
  /** `/lots/{id}`, without query. */
  template: string;
  /** Where an answer says which thing was made, so that the new system's name for it can be learnt: `$.id` makes a `lot`. */
  makes: { type: string; path: string }[];
  /** Which placeholders of the template, query names and body paths hold an id of which type: `{id}` a `lot`, `?lot` a `lot`, `$.lot_id` a `lot`. */
  uses: { type: string; place: string }[];
  /** A template as traffic shows it, of which it was said only where its ids stand: words beside its placeholders stay endpoints of their own.
   *  Without it a person drew the line, and all that the template covers is this endpoint. */
  from?: "traffic";
};

/** What a rule does to the values at its path. */
export type RuleEffect =
  | { do: "ignore" }
  /** Numbers within `absolute` or `relative` (0..1) of each other are equal. */
  | { do: "tolerate"; absolute: number; relative: number }
  /** Points in time within `toleranceMs`; null: any two points in time in the same format. */
  | { do: "time"; toleranceMs: number | null }
  | { do: "ignore-case" }
  | { do: "ignore-space" }
  /** Members of the array at the path are paired by this member's value, not by position. */
  | { do: "pair-by"; key: string }
  /** The array at the path is a set: order says nothing. */
  | { do: "any-order" }
  /** Members the legacy system does not have are allowed here. */
  | { do: "allow-extra" }
  /** Null and missing mean the same here. */
  | { do: "null-is-missing" };

export type Rule = {
  id: string;
  /** An endpoint's name, or `*`. */
  endpoint: string;
  /** Normalised path, `*` for one step, `**` for any depth at its end: `$.items[*].at`, `$.meta.**`, `header:etag`, `status`. */
  path: string;
  effect: RuleEffect;
  why: string;
  by: string;
  /** Epoch ms; a rule counts for exchanges from its acceptance on where it would split a group. */
  since: number;
};

export type RuleSet = {
  version: number;
  endpoints: Endpoint[];
  rules: Rule[];
  /** Fields whose differences need a second person for any acceptance: normalised paths with their endpoint (or `*`). */
  critical: { endpoint: string; path: string }[];
  /** Headers that are compared, lower case. */
  comparedHeaders: string[];
};
