import http from "node:http";

/** What Node's own client makes of an answer: its status and body, or the code of what it found wrong. */
export type NodeAnswer = { status: number; body: string } | { error: string };

const giveUpMs = 300;

/** Sends one request on a connection of its own. An answer that is not whole in 300 ms counts as an error. */
export function nodeAnswer(port: number, method: string): Promise<NodeAnswer> {
  return new Promise((resolve) => {
    // The same bytes go out as ours: kept open unless the peer says otherwise.
    const options = { host: "127.0.0.1", port, method, agent: false, headers: { connection: "keep-alive" } } as const;
    const request = http.request({ ...options, maxHeaderSize: 128 * 1024 });
    const timer = setTimeout(() => request.destroy(new Error("time-out")), giveUpMs);
    const settle = (answer: NodeAnswer) => {
      clearTimeout(timer);
      resolve(answer);
      request.destroy();
    };
    request.on("error", (error: NodeJS.ErrnoException) => settle({ error: error.code ?? error.message }));
    request.on("upgrade", (_answer, socket) => {
      socket.destroy();
      settle({ error: "upgrade" });
    });
    request.on("response", (answer) => {
      // After a 100 Node gives a 101 out as a plain answer: a change of protocol that nobody asked for all the same.
      if (answer.statusCode === 101) return settle({ error: "upgrade" });
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", (error: NodeJS.ErrnoException) => settle({ error: error.code ?? error.message }));
      answer.on("end", () => settle({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }));
    });
    request.end();
  });
}
