/** Everything that can be switched to go wrong in the practice plant: one list, read by the plant, by the doors and by the page. */

export type FaultName = keyof typeof kinds;
export type DifferenceName = {
  [Name in FaultName]: (typeof kinds)[Name] extends { group: "difference" } ? Name : never;
}[FaultName];

/** A number that a fault takes. `least` and `most` are allowed themselves; a share (0 to 1) is shown in per cent. */
export type Figure = {
  key: string;
  label: string;
  unit: "times" | "ms" | "s" | "KiB" | "share" | "a second";
  least: number;
  most: number;
  /** Null: usually left out. */
  usual: number | null;
};

export type FaultKind = {
  /** `fault`: something breaks. `difference`: the new system answers otherwise than legacy, and nothing breaks. */
  group: "fault" | "difference";
  title: string;
  /** One plain sentence. */
  does: string;
  /** At least one of them is given, where there are any. */
  figures: readonly Figure[];
  /** May be switched for one endpoint only. */
  byRoute: boolean;
  /** Only the new system has it: legacy is what it is compared with. */
  newOnly: boolean;
};

/** The plant's endpoints, by the name that a fault calls them. */
export const faultRoutes = {
  login: "POST /api/login",
  lots: "POST /api/v1/lots",
  "qc-decisions": "POST /api/v1/qc-decisions",
  traceability: "GET /api/v1/traceability/{lot_code}",
  health: "GET /health",
} as const;
export type FaultRoute = keyof typeof faultRoutes;

/** As much as one system holds while it leaks; two of them are 256 MiB. */
export const mostLeakedMiB = 128;
/** What a slow start begins with. */
export const slowStartFactor = 20;

const ratio: Figure = { key: "ratio", label: "Share of answers", unit: "share", least: 0, most: 1, usual: 0.1 };

const breaks = (title: string, does: string, figures: readonly Figure[]) =>
  ({ group: "fault", title, does, figures, byRoute: true, newOnly: false }) as const;
const differs = (title: string, does: string) =>
  ({ group: "difference", title, does, figures: [], byRoute: false, newOnly: true }) as const;

const kinds = {
  slow: breaks("Slow", "Every answer takes so many times as long, and so many milliseconds more.", [
    { key: "factor", label: "Times as long", unit: "times", least: 0, most: 1000, usual: 10 },
    { key: "addMs", label: "More", unit: "ms", least: 0, most: 120_000, usual: null },
  ]),
  stall: breaks("Stall", "Nothing is answered for so long; then all that waited is answered at once.", [
    { key: "forMs", label: "For", unit: "ms", least: 0, most: 120_000, usual: 5_000 },
  ]),
  errorRatio: breaks("Errors", "This share of answers is a 503.", [ratio]),
  wrongStatus: breaks("Wrong status", "This share of right answers carries another success status.", [ratio]),
  wrongBody: breaks("Wrong body", "This share of right answers comes without the expected fields.", [ratio]),
  reset: breaks("Cut connections", "This share of connections is cut instead of answered.", [
    { ...ratio, label: "Share of connections" },
  ]),
  leak: breaks(
    "Leak",
    `Each request leaves memory behind, at most ${mostLeakedMiB} MiB in all; the more there is, the slower everything. Switched off, it is free again.`,
    [{ key: "kibPerRequest", label: "A request leaves", unit: "KiB", least: 1, most: 1024, usual: 64 }],
  ),
  limited: breaks("Limited", "The system carries so many requests a second; what comes beyond that waits in line.", [
    { key: "perSecond", label: "Carries", unit: "a second", least: 1, most: 5_000, usual: 100 },
  ]),
  slowStart: breaks(
    "Slow start",
    `As just started: answers take ${slowStartFactor} times as long at first, and less and less until so many seconds are over.`,
    [{ key: "seconds", label: "Over", unit: "s", least: 1, most: 600, usual: 60 }],
  ),
  newVersion: {
    ...breaks(
      "New version",
      "Its health tells another version, as if somebody had deployed; nothing else changes.",
      [],
    ),
    byRoute: false,
  },
  weightRounded: differs("Weight rounded", "A new lot's weight_kg comes back in whole kilograms."),
  statusTwoHundred: differs("200 for 201", "A new lot is answered with status 200 instead of 201."),
  nullMissing: differs("Null left out", "A new lot without a temperature has no temperature_c instead of null."),
  fieldRenamed: differs("Field renamed", "A QC decision is called result instead of decision."),
  timeZone: differs("Time zone lost", "A QC decision's decided_at is an hour ahead, and says no zone."),
  numberAsText: differs("Number as text", 'A QC decision\'s gate_id is "3" instead of 3.'),
  nullAsZero: differs("Null as zero", "In traceability, a lot without a temperature has 0 instead of null."),
  fieldAdded: differs("Field added", "In traceability, a lot has a site_code that legacy does not know."),
  orderReversed: differs("Order reversed", "In traceability, the newest decision comes first instead of last."),
  wrongTotal: differs("Wrong total", "In traceability, decision_count leaves out the newest decision."),
  slowEndpoint: differs("Slow endpoint", "Traceability alone takes 300 ms more."),
  letterCase: differs("Capital letter", 'Log-in answers token_type "Bearer" instead of "bearer".'),
} satisfies Record<string, FaultKind>;

export const faultNames = Object.keys(kinds).filter(isFault);

export function isFault(name: string): name is FaultName {
  return Object.hasOwn(kinds, name);
}

export function faultKind(name: FaultName): FaultKind {
  return kinds[name];
}

export type FaultMistake = {
  /** A figure's key, `route`, or nothing: the whole of it. */
  path: string;
  /** Goes on where `path` ends, or stands alone when that is nothing. */
  message: string;
};

/** What is wrong with switching `name` on with these figures, or null. */
export function faultMistake(name: FaultName, value: unknown): FaultMistake | null {
  const { figures, byRoute } = faultKind(name);
  const keys = figures.map(({ key }) => key);
  const takes = keys.length === 0 ? "nothing" : keys.join(", ");
  if (typeof value !== "object" || value === null) return whole(`${name} takes an object with ${takes}`);
  const { route, ...given } = value as Record<string, unknown>;
  if (route !== undefined && !(byRoute && isRoute(route))) return routeMistake(name);
  for (const [key, figure] of Object.entries(given)) {
    const bounds = figures.find((one) => one.key === key);
    if (bounds === undefined) return whole(`${name} has no "${key}"; it takes ${takes}`);
    if (!within(figure, bounds)) return { path: key, message: `is a number from ${bounds.least} to ${bounds.most}` };
  }
  return keys.length > 0 && Object.keys(given).length === 0 ? whole(`${name} needs ${keys.join(" or ")}`) : null;
}

const whole = (message: string): FaultMistake => ({ path: "", message });

function routeMistake(name: FaultName): FaultMistake {
  if (!faultKind(name).byRoute) return whole(`${name} takes no route`);
  return { path: "route", message: `is one of ${Object.keys(faultRoutes).join(", ")}` };
}

function isRoute(route: unknown): route is FaultRoute {
  return typeof route === "string" && Object.hasOwn(faultRoutes, route);
}

function within(figure: unknown, { least, most }: Figure): boolean {
  return typeof figure === "number" && figure >= least && figure <= most;
}
