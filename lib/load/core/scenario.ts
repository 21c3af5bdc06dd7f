/** What users do: the parsed form of a scenario text. Plain data, so that it can be stored, sent to a worker and shown. */

/** A JSON value whose strings may hold `{{…}}` templates. */
export type TemplateValue =
  | string
  | number
  | boolean
  | null
  | readonly TemplateValue[]
  | { readonly [key: string]: TemplateValue };

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

export type Body =
  | { kind: "json"; value: TemplateValue }
  | { kind: "form"; fields: Readonly<Record<string, string>> }
  | { kind: "text"; value: string };

/** What must hold at a path such as `$.id` or `$.items[0].code` of a JSON answer. */
export type JsonExpectation =
  | { path: string; check: "present" | "absent" | "not empty" }
  | { path: string; check: "equals"; value: string | number | boolean | null };

/** An answer that breaks any of these is an error. `status` empty: any status below 400 holds. */
export type Expectation = {
  status: readonly number[];
  json: readonly JsonExpectation[];
  contains: string | null;
};

/** A value taken from a JSON answer. `last` null: one value, replaced each time; a number: the newest so many, drawn from at random.
 *  `fields` null: `path` gives the value itself; else each field has a path of its own. */
export type Remember = {
  name: string;
  last: number | null;
  path: string | null;
  fields: Readonly<Record<string, string>> | null;
};

export type Step = {
  name: string;
  /** Of itself or its flow in its users' mix; 0 for a set-up step. */
  weight: number;
  /** The kind of user that sends it; null where all users are alike. */
  users: string | null;
  /** The flow it is a part of. */
  flow: string | null;
  tags: readonly string[];
  /** Not drawn before this user has remembered something under this name. */
  needs: string | null;
  method: Method;
  /** Path and query, may hold templates; always below the system's address. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: Body | null;
  expect: Expectation;
  remember: readonly Remember[];
};

/** What a user draws by weight: one step, or the steps of a flow, sent one after another. Steps are indexes into `stepsOf(scenario)`. */
export type MixEntry = { weight: number; steps: readonly number[] };

/** Users with a log-in, a mix and pauses of their own. `share`: against the other kinds. Set-up steps are indexes into `stepsOf(scenario)`. */
export type UserKind = {
  name: string | null;
  share: number;
  setup: readonly number[];
  /** Sent with every step of the mix; a step's own win. */
  headers: Readonly<Record<string, string>>;
  think: Pause;
  mix: readonly MixEntry[];
};

export type Pause = { minMs: number; maxMs: number };

/** Rows of a CSV file, for `{{name.column}}`. `by user`: user n always has row n; `in turn`: each request the next; `at random`: each request
 *  draws one. */
export type DataSet = {
  name: string;
  file: string;
  use: "by user" | "in turn" | "at random";
};

/** Where the target tells its version: a path of its own, and the place in the JSON answer or the header it stands in. */
export type VersionSource = { path: string; at: { kind: "json"; path: string } | { kind: "header"; name: string } };

export type Timeouts = { connectMs: number; firstByteMs: number; wholeMs: number };

export type Scenario = {
  name: string;
  /** Once for each virtual user of their kind, in order, before its first request. */
  setup: readonly Step[];
  /** Sent with every step of the mix; a step's own win. */
  headers: Readonly<Record<string, string>>;
  /** Pause of a user between an answer and its next request; closed model only. */
  think: Pause;
  timeouts: Timeouts;
  /** New connection for each request instead of keep-alive. */
  coldConnections: boolean;
  /** A user sends back the cookies that answers set; without them each request is a new session to a balancer. */
  keepsCookies: boolean;
  /** Of all kinds of users, those of flows among them. */
  mix: readonly Step[];
  /** Null: all users are alike, and each step of the mix is drawn alone. */
  users: readonly UserKind[] | null;
  data: readonly DataSet[];
  /** Null: it is not asked for. */
  version: VersionSource | null;
};

/** The kinds of users of any scenario. */
export function kindsOf(scenario: Scenario): readonly UserKind[] {
  if (scenario.users !== null) return scenario.users;
  const { setup, mix, headers, think } = scenario;
  const entries = mix.map(({ weight }, index) => ({ weight, steps: [setup.length + index] }));
  return [{ name: null, share: 1, setup: [...setup.keys()], headers, think, mix: entries }];
}

/** All steps of a scenario in the order in which run figures number them: set-up first, then the mix. */
export function stepsOf(scenario: Scenario): readonly Step[] {
  return [...scenario.setup, ...scenario.mix];
}
