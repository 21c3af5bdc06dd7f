/** Waiting lines, one an entity: reads of it share, a write has it alone, and all go in the order in which legacy answered them. */

export type EntityUse = { key: string; exclusive: boolean };

/** A turn in the lines of one or several entities. */
export type Ticket = {
  readonly uses: readonly EntityUse[];
  /** Lines in which others are still before it. */
  blocked: number;
  onReady(): void;
};

type Place = { ticket: Ticket; exclusive: boolean };
/** `readers`: how many have it now; `writer`: one has it alone. */
type Line = { readers: number; writer: Ticket | null; waiting: Place[] };

/** Waiting for one entity; what comes on top is refused. */
const mostWaiting = 64;

export class EntityLines {
  readonly #lines = new Map<string, Line>();

  /** A turn, or null when one of the lines is full. `onReady` is called when it comes, perhaps at once. */
  enter(uses: readonly EntityUse[], onReady: () => void): Ticket | null {
    if (uses.some(({ key }) => (this.#lines.get(key)?.waiting.length ?? 0) >= mostWaiting)) return null;
    const ticket: Ticket = { uses: distinct(uses), blocked: 0, onReady };
    for (const use of ticket.uses) this.#stand(use, ticket);
    if (ticket.blocked === 0) onReady();
    return ticket;
  }

  #stand({ key, exclusive }: EntityUse, ticket: Ticket): void {
    let line = this.#lines.get(key);
    if (line === undefined) {
      line = { readers: 0, writer: null, waiting: [] };
      this.#lines.set(key, line);
    }
    if (line.waiting.length === 0 && isFree(line, exclusive)) take(line, { ticket, exclusive });
    else {
      ticket.blocked++;
      line.waiting.push({ ticket, exclusive });
    }
  }

  /** Done, or given up: those behind it move up. */
  leave(ticket: Ticket): void {
    for (const { key, exclusive } of ticket.uses) {
      const line = this.#lines.get(key);
      if (line === undefined) continue;
      const place = line.waiting.findIndex((one) => one.ticket === ticket);
      if (place >= 0) line.waiting.splice(place, 1);
      else if (!exclusive) line.readers--;
      else if (line.writer === ticket) line.writer = null;
      this.#advance(key, line);
    }
  }

  #advance(key: string, line: Line): void {
    for (let [first] = line.waiting; first !== undefined && isFree(line, first.exclusive); [first] = line.waiting) {
      line.waiting.shift();
      take(line, first);
      first.ticket.blocked--;
      if (first.ticket.blocked === 0) first.ticket.onReady();
    }
    if (line.readers === 0 && line.writer === null && line.waiting.length === 0) this.#lines.delete(key);
  }

  get size(): number {
    return this.#lines.size;
  }
}

function isFree({ readers, writer }: Line, exclusive: boolean): boolean {
  return writer === null && (!exclusive || readers === 0);
}

function take(line: Line, { ticket, exclusive }: Place): void {
  if (exclusive) line.writer = ticket;
  else line.readers++;
}

/** An entity named twice is one, and exclusive when it is so once. */
function distinct(uses: readonly EntityUse[]): readonly EntityUse[] {
  if (uses.length < 2) return uses;
  const byKey = new Map<string, boolean>();
  for (const { key, exclusive } of uses) byKey.set(key, exclusive || (byKey.get(key) ?? false));
  return [...byKey].map(([key, exclusive]) => ({ key, exclusive }));
}
