import { startTestServer } from "#lib/platform/testing/database.ts";

// One PostgreSQL for a whole `npm test`: prints its address, and stops when its standard input ends.
const server = await startTestServer();
console.log(server.ownerUrl);
process.stdin.resume();
process.stdin.once("end", () => server.stop().then(() => process.exit(0)));
