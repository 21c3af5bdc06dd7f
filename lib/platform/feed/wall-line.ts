import type { FeedClient } from "./client.ts";
import { type FeedMessage, feedMessage } from "./message.ts";
import { Paced } from "./paced.ts";

/** At most one view in so long, however much changes. */
const everyMs = 250;

type LineOptions = {
  view(): Promise<object | null>;
  /** What failed is tried again with `retry()`. */
  failed(error: unknown): void;
};

/** The displays of one pilot. What they show is made once for all of them, one at a time; the last change is always in the last one made. */
export class WallLine {
  readonly #view: () => Promise<object | null>;
  readonly #displays = new Set<FeedClient>();
  readonly #making: Paced;
  #message: FeedMessage | null = null;
  #content: string | null = null;

  constructor({ view, failed }: LineOptions) {
    this.#view = view;
    this.#making = new Paced({ everyMs, failed, work: () => this.#make() });
  }

  /** Sends what the others show; the first one waits until it is made, for nobody followed what changed before. */
  join(display: FeedClient): void {
    if (display.gone) return;
    this.#displays.add(display);
    if (this.#message === null) this.changed();
    else display.send(this.#message);
  }

  left(client: FeedClient): void {
    if (!this.#displays.delete(client) || this.#displays.size > 0) return;
    this.#message = null;
    this.#content = null;
    this.#making.cancel();
  }

  /** What the displays show may have changed. */
  changed(): void {
    if (this.#displays.size > 0) this.#making.want();
  }

  /** Makes what could not be made. */
  retry(): void {
    if (this.#displays.size > 0) this.#making.retry();
  }

  async #make(): Promise<void> {
    const view = await this.#view();
    if (view === null || this.#displays.size === 0) return;
    const content = JSON.stringify({ ...view, at: undefined });
    if (content === this.#content) return;
    this.#content = content;
    this.#message = feedMessage({ event: "wall", data: view, replaces: "wall" });
    for (const display of this.#displays) display.send(this.#message);
  }
}
