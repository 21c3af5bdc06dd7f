import http from "node:http";

/** Asks a running mirror at the socket in its folder. */

export type Told = { status: number; json: unknown };

const patienceMs = 5_000;

/** Rejects when no mirror answers there. `body` is sent as JSON. */
export function askMirror(socketPath: string, asked: string, body?: unknown): Promise<Told> {
  const [method = "GET", path = "/"] = asked.split(" ");
  return new Promise((resolve, reject) => {
    const given = { socketPath, method, path, agent: false, timeout: patienceMs };
    const request = http.request(given, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.on("error", reject);
      answer.on("end", () => {
        try {
          resolve({ status: answer.statusCode ?? 0, json: JSON.parse(text) });
        } catch (error) {
          reject(error);
        }
      });
    });
    request.on("timeout", () => request.destroy(new Error("The mirror does not answer.")));
    request.on("error", reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
