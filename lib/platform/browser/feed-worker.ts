import type { ToBroker } from "./feed-protocol.ts";
import { startBroker } from "./start-broker.ts";

/** The shared worker: one broker for all tabs of a browser. It ends with the last of them. */

const { broker } = startBroker();

// By its name: TypeScript knows this place as a window's, which tells nothing of tabs that connect.
self.addEventListener("connect", (event) => {
  const [port] = event instanceof MessageEvent ? event.ports : [];
  if (port === undefined) return;
  const tab = { post: (message: unknown) => port.postMessage(message), forgotten: () => {} };
  port.onmessage = ({ data }: MessageEvent<ToBroker>) => broker.hear(tab, data);
  // Told by newer browsers only; elsewhere a tab says that it leaves, or is forgotten when it is silent.
  port.addEventListener("close", () => broker.hear(tab, { kind: "leave" }));
});
