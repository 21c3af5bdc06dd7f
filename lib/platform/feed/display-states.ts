import type { FeedClient } from "./client.ts";
import { feedMessage } from "./message.ts";
import { Paced } from "./paced.ts";

/** At most one question in so long, however many come or are changed. */
const everyMs = 250;

type StatesOptions = {
  /** What each of these displays is told of itself; those that may not go on are left out. */
  read(ids: readonly string[]): Promise<ReadonlyMap<string, object>>;
  /** All that are connected now. */
  displays(): readonly FeedClient[];
  /** What failed is tried again with the next look. */
  failed(error: unknown): void;
};

/** What each display is told of itself: one question for all of them, one at a time. */
export class DisplayStates {
  readonly #options: StatesOptions;
  readonly #told = new WeakMap<FeedClient, string>();
  readonly #looking: Paced;

  constructor(options: StatesOptions) {
    this.#options = options;
    this.#looking = new Paced({ everyMs, failed: options.failed, work: () => this.#look() });
  }

  /** Tells each display what it does not know yet, and ends the streams of those that may not go on. */
  look(): void {
    this.#looking.want();
  }

  close(): void {
    this.#looking.cancel();
  }

  async #look(): Promise<void> {
    const displays = this.#options.displays();
    if (displays.length === 0) return;
    const states = await this.#options.read([...new Set(displays.map(({ displayId }) => displayId ?? ""))]);
    for (const display of displays) {
      const state = states.get(display.displayId ?? "");
      if (state === undefined) display.end();
      else this.#tell(display, state);
    }
  }

  #tell(display: FeedClient, state: object): void {
    const content = JSON.stringify(state);
    if (this.#told.get(display) === content) return;
    this.#told.set(display, content);
    display.send(feedMessage({ event: "display", data: state, replaces: "display" }));
  }
}
