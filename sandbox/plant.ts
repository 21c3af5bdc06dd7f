import { type PlantSystem, plantSystem } from "./server.ts";

// The practice plant: a legacy warehouse and its replacement, on this machine only. Says on which ports it listens, and leaves when asked
// (SIGTERM) or when whoever started it is gone (disconnect).

for (const signal of ["SIGTERM", "SIGINT", "disconnect"]) process.on(signal, () => process.exit(0));
// Whoever started it may have gone before it was so far as to listen for that.
if (process.connected === false) process.exit(0);

/** Connections that may wait to be taken: users come by the thousand, also while it is busy. */
const mostWaiting = 4_096;
const legacyPort = await listen(plantSystem("legacy"), Number(process.env["GANTRY_PLANT_LEGACY_PORT"] ?? 0));
const newPort = await listen(plantSystem("new"), Number(process.env["GANTRY_PLANT_NEW_PORT"] ?? 0));
console.log(`legacy on 127.0.0.1:${legacyPort}, new on 127.0.0.1:${newPort}`);
process.send?.({ legacyPort, newPort });

function listen({ server }: PlantSystem, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1", backlog: mostWaiting }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
