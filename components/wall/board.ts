import type { WallView } from "#lib/displays/core/wall-view.ts";
import type { WallTexts } from "./messages/messages.ts";

/** What every board is given. It fills the space between head and foot, 1920 × 856 of the wall's units (`var(--u)`, a 1080th of the height).
 *  `now`: the server's ms, by the wall's own clock. `stale`: nothing is live; the wall lays band and veil over the board, which takes its
 *  state colours away and says "was" before its states. */
export type BoardProps = { view: WallView; now: number; stale: boolean; texts: WallTexts };
