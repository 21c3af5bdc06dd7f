// A fault of the database's driver, mended where it is installed: https://github.com/porsager/postgres/issues/1208. A connection that
// closed while something was still to be written to it threw where nobody can catch it, which ended the process; or it kept a timer that
// never fires, and never wrote again. Away with this when a version of `postgres` has it mended.
import path from "node:path";
import { readOr, writeIfAllowed } from "./prepare.mjs";

const files = ["src/connection.js", "cjs/src/connection.js"];

const write = `    const x = socket.write(chunk, fn)
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    return x
`;
const mendedWrite = `    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    const bytes = chunk
    chunk = nextWriteTimer = null
    if (socket === null) {
      const closedError = Errors.connection('CONNECTION_CLOSED', options, socket)
      query && (queryError(query, closedError), query = null)
      while (sent.length)
        queryError(sent.shift(), closedError)
      return false
    }
    return socket.write(bytes, fn)
`;
const close = `    clearImmediate(nextWriteTimer)
    `;
const mendedClose = `    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    `;

/** Answers null, or a sentence: the installed driver is neither as it was nor mended. */
export function mendDriver(root) {
  for (const name of files) {
    const file = path.join(root, "node_modules/postgres", name);
    const text = readOr(file, null);
    if (text === null || text.includes(mendedWrite)) continue;
    const mended = text.replace(write, mendedWrite).replaceAll(close, mendedClose);
    if (!mended.includes(mendedWrite) || mended.split(mendedClose).length !== 3)
      return `${file} is not the database driver that Gantry knows. Install it anew: npm ci`;
    writeIfAllowed(file, mended);
  }
  return null;
}
