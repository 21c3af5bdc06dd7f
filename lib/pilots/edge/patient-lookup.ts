import { lookup } from "node:dns/promises";

/** Looks names up without letting dead name servers hold up the rest. The system's resolver runs on four threads and cannot be called off:
 *  a look-up that is under way is shared, and names that were slow before get at most two threads. */

type Lookup = (host: string) => Promise<string[]>;

const slowAfterMs = 1_000;
const mostSlow = 2;

export function patientLookup(ask: Lookup = allAddresses): Lookup {
  const underWay = new Map<string, Promise<string[]>>();
  const slow = new Set<string>();
  let slowUnderWay = 0;

  const start = (host: string) => {
    const wasSlow = slow.has(host);
    if (wasSlow) slowUnderWay++;
    let inTime = true;
    const timer = setTimeout(() => {
      inTime = false;
      slow.add(host);
    }, slowAfterMs);
    const asked = ask(host).finally(() => {
      clearTimeout(timer);
      underWay.delete(host);
      if (wasSlow) slowUnderWay--;
      if (inTime) slow.delete(host);
    });
    underWay.set(host, asked);
    return asked;
  };

  return (host) => {
    const shared = underWay.get(host);
    if (shared !== undefined) return shared;
    // Waits for its turn, which comes with a later look: whoever asks has a time-out of its own.
    if (slow.has(host) && slowUnderWay >= mostSlow) return new Promise(() => {});
    return start(host);
  };
}

async function allAddresses(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address }) => address);
}
