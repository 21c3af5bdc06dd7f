import type { Socket } from "node:net";
import { rawPeer } from "./raw-peer.ts";
import type { Scope } from "./scope.ts";

/** The bytes a peer answers with, in the parts in which they go out; `ends`: it closes the connection after them. */
type Script = { parts: readonly Uint8Array[]; ends: boolean };

/** A peer that plays whatever script it was given last, to every request. */
export type ScriptedPeer = { port: number; open(): number; plays(script: Script): void };

export async function scriptedPeer(t: Scope): Promise<ScriptedPeer> {
  let script: Script = { parts: [], ends: true };
  const { port, open, requests } = await rawPeer(t, ({ socket }) => void play(socket, script));
  return {
    port,
    open,
    plays: (next) => {
      script = next;
      // Nobody looks at what came before; a million of them would be held.
      requests.length = 0;
    },
  };
}

async function play(socket: Socket, { parts, ends }: Script): Promise<void> {
  for (const part of parts) {
    if (socket.destroyed) return;
    socket.write(part);
    // Two turns of the loop: the other side, in this very process, has read the part by then.
    for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate);
  }
  if (ends) socket.end();
}

/** `bytes` in two parts, the second from `at` on. */
export function cutAt(bytes: Uint8Array, at: number): Uint8Array[] {
  return [bytes.subarray(0, at), bytes.subarray(at)].filter((part) => part.length > 0);
}
