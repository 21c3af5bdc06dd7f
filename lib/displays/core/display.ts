/** A display on a wall: which boards it shows, and what it says of itself. Times are ms since 1970. */

export const boards = ["poll", "vitals", "rollback", "next"] as const;
export type Board = (typeof boards)[number];

export const wallLanguages = ["en", "de"] as const;
export type WallLanguage = (typeof wallLanguages)[number];

/** What a lead chose for it. */
export type DisplaySettings = {
  number: number;
  name: string;
  place: string;
  /** At least one, each once, in the order of `boards`. */
  boards: readonly Board[];
  language: WallLanguage;
  /** A tone at NO-GO and STALE. */
  sound: boolean;
};

/** What a display is told of itself, besides the view that all walls of its pilot show. */
export type OwnDisplay = {
  settings: DisplaySettings;
  reloadAskedAt: number | null;
  showNameUntil: number | null;
  serverVersion: string;
};

/** What a screen shows at this moment, by its own word. */
export const wallPhases = ["connecting", "live", "stale"] as const;
export type WallPhase = (typeof wallPhases)[number];

/** What a screen tells of itself, every 5 s and when it changes. */
export type DisplayReport = {
  board: Board;
  phase: WallPhase;
  /** When STALE: since when it has heard nothing, by its own clock set to the server's. */
  staleSince: number | null;
  /** The decision it shows, or the last one it knew. */
  overall: string;
  width: number;
  height: number;
  /** Of the build that its page runs. */
  version: string;
  /** When its page was loaded. */
  upSince: number;
  /** Used JavaScript heap in bytes; null where the browser does not tell. */
  heapBytes: number | null;
};

/** A display as the console gets it. */
export type DisplayView = DisplaySettings & {
  id: string;
  version: number;
  pairedAt: number;
  pairedBy: string;
  revoked: { at: number; by: string } | null;
  lastSeenAt: number | null;
  lastAddress: string | null;
  report: DisplayReport | null;
  /** Its page is of an older build than the server. */
  isOld: boolean;
};

export type DisplaysView = { now: number; serverVersion: string; displays: readonly DisplayView[] };

/** Silent for longer than this, a display is not live, whatever it last said. */
export const displaySilentMs = 12_000;
