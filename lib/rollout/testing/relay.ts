import net from "node:net";
import path from "node:path";

/** Stands between a driver and HAProxy's socket, and passes on what it likes. */

export type Meddling = "half" | "lie" | "silent" | { afterFirstWrite: () => Promise<void> };

export type Relay = { socket: string; stop(): Promise<void> };

export async function aRelay(folder: string, behind: string, how: Meddling): Promise<Relay> {
  const socket = path.join(folder, "relay.sock");
  const open = new Set<net.Socket>();
  let writes = 0;
  const server = net.createServer((client) => {
    open.add(client);
    client.on("error", () => {}).on("close", () => open.delete(client));
    if (how === "silent") return;
    client.once("data", async (line) => {
      const commands = String(line).trim().split(";");
      if (isWrite(commands) && writes++ === 1 && typeof how === "object") await how.afterFirstWrite();
      pass(client, { commands, behind, how });
    });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const stop = async () => {
    for (const one of open) one.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { socket, stop };
}

const isWrite = (commands: readonly string[]): boolean => commands.some((one) => one.startsWith("set "));

type Passed = { commands: string[]; behind: string; how: Meddling };

function pass(client: net.Socket, { commands, behind, how }: Passed): void {
  const isWhole = !isWrite(commands) || typeof how === "object";
  const taken = isWhole ? commands : how === "half" ? commands.slice(0, 1) : [];
  const said = (how === "half" ? "No such server.\n\n" : "\n").repeat(commands.length - taken.length);
  if (taken.length === 0) return void client.end(said);
  const real = net.connect(behind, () => real.write(`${taken.join(";")}\n`));
  real.on("data", (part) => client.write(part)).once("close", () => client.end(said));
}
