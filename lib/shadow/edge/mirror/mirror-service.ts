import path from "node:path";
import type { MirrorConfig } from "../../input/mirror-config.ts";
import { refuseLong, refuseSecond, startAdmin } from "./admin.ts";
import { keepConfig, parseConfig, readConfigFile, readKeptConfig } from "./kept-config.ts";
import { idsFileOf, readKeptIds } from "./kept-ids.ts";
import { startMirror } from "./mirror.ts";
import { linkRecorder } from "./recorder-link.ts";

/** The mirror as a service: starts from what its own folder holds, without database or web, and is told new things while it runs. */

export type ServiceOptions = {
  /** Its own: configuration, admin socket, spool. */
  folder: string;
  /** A configuration to begin with, or to begin with anew; null: the one kept. */
  configFile: string | null;
  /** Starts the recorder, given its folder, the pilot, the source's name and its kind. */
  recorderCommand(args: readonly string[]): { file: string; args: readonly string[] };
  onLine(line: string): void;
};

export type MirrorService = {
  address: { host: string; port: number };
  /** Where `GET /figures`, `GET /config` and `PUT /config` are answered. */
  adminSocket: string;
  /** No new connections; those that are open end when they are idle, and all after `ms`; then the recorder puts everything away. */
  stop(ms: number): Promise<void>;
};

const recorderEndMs = 5_000;

/** What its recorder does with what it gets. */
function kindOf({ balancer, practice }: MirrorConfig): string {
  if (balancer !== null) return "balancer";
  return practice ? "simulated" : "mirrored";
}

/** Throws a sentence when there is no configuration, or none that can be used. */
export async function startMirrorService(options: ServiceOptions): Promise<MirrorService> {
  const { folder, configFile, onLine } = options;
  const first = configFile === null ? readKeptConfig(folder) : readConfigFile(configFile);
  if (first === null)
    throw new Error(`No configuration is kept in ${folder} yet. Start the mirror once with a file that holds it.`);
  const adminSocket = path.join(folder, "admin.sock");
  refuseLong(adminSocket);
  await refuseSecond(adminSocket);
  let config = first;
  const kind = kindOf(config);
  const link = linkRecorder({
    command: options.recorderCommand([folder, config.pilot, config.name, kind]),
    onLine,
  });
  link.settle(config);
  const mirror = await startMirror({
    config,
    ids: readKeptIds(idsFileOf(folder, config.pilot)),
    record: (exchange) => link.record(exchange),
    onWatcherBroken: (error) => onLine(`a connection goes on unwatched: ${String(error)}`),
  }).catch(async (error: unknown) => {
    await link.close(recorderEndMs);
    throw error;
  });
  keepConfig(folder, config);
  const apply = async (given: unknown) => {
    const next = parseConfig(given, "that was sent");
    if (next.pilot !== config.pilot || next.name !== config.name || next.practice !== config.practice)
      throw new Error("A mirror stays with its pilot and its name: start another one for another.");
    await mirror.apply(next);
    link.settle(next);
    config = next;
    keepConfig(folder, next);
  };
  const admin = await startAdmin(adminSocket, {
    figures: () => ({ ...mirror.figures(), listens: mirror.address(), recording: link.figures() }),
    config: () => ({ ...config, listen: { ...config.listen, port: mirror.address().port } }),
    apply,
  });
  return {
    address: mirror.address(),
    adminSocket,
    stop: async (ms) => {
      await mirror.drain(ms);
      await Promise.all([link.close(recorderEndMs), admin.close()]);
    },
  };
}
