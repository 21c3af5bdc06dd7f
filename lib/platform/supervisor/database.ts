import { type EmbeddedPostgres, startEmbeddedPostgres } from "../embedded-postgres.ts";

/** The embedded database under supervision: when it ends by itself, it is started again on the same port, with everything committed. */
export type SupervisedDatabase = { ownerUrl: string; stop(): Promise<void> };

export async function superviseDatabase(dataFolder: string, says: (line: string) => void): Promise<SupervisedDatabase> {
  let server = await startEmbeddedPostgres({ dataFolder, says });
  let starting: Promise<EmbeddedPostgres> = Promise.resolve(server);
  let stopping = false;
  const { port, ownerUrl } = server;

  const keep = async (): Promise<void> => {
    for (;;) {
      await server.ended;
      if (stopping) return;
      says("WARNING: the database ended; it starts again");
      starting = startedAgain();
      server = await starting;
    }
  };
  const startedAgain = async (): Promise<EmbeddedPostgres> => {
    for (;;) {
      try {
        return await startEmbeddedPostgres({ dataFolder, says, port });
      } catch (error) {
        if (stopping) return server;
        says(`WARNING: ${error instanceof Error ? error.message : error}`);
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  };
  keep();

  return {
    ownerUrl,
    stop: async () => {
      stopping = true;
      // One that is just coming back must not outlive this.
      await (await starting).stop();
    },
  };
}
