import { type EmbeddedPostgres, startEmbeddedPostgres } from "../embedded-postgres.ts";

/** The embedded database under supervision: ends it by itself, it is started again on the same port, with everything committed. */
export type SupervisedDatabase = { ownerUrl: string; version: string; stop(): Promise<void> };

export async function superviseDatabase(dataFolder: string, says: (line: string) => void): Promise<SupervisedDatabase> {
  let server = await startEmbeddedPostgres(dataFolder, says);
  let stopping = false;
  const { port } = server;

  const watch = (watched: EmbeddedPostgres) => {
    watched.ended.then(async () => {
      if (stopping) return;
      says("ended; starts again");
      await again();
    });
  };
  const again = async (): Promise<void> => {
    try {
      server = await startEmbeddedPostgres(dataFolder, says, port);
      watch(server);
    } catch (error) {
      says(`did not start: ${error instanceof Error ? error.message : error}`);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      if (!stopping) await again();
    }
  };
  watch(server);

  return {
    ownerUrl: server.ownerUrl,
    version: server.version,
    stop: async () => {
      stopping = true;
      await server.stop();
    },
  };
}
