import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A program that shows its figures, and may be away for a while. */
export type MetricsPeer = {
  url: string;
  asked: number;
  /** What it answers from now on. */
  answer(response: ServerResponse, request: IncomingMessage): void;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
};

/** It listens at one address of this machine, or at all with 0.0.0.0. */
export async function aMetricsPeer(answer: MetricsPeer["answer"], at = "127.0.0.1"): Promise<MetricsPeer> {
  let port = 0;
  const server = createServer((request, response) => {
    peer.asked += 1;
    peer.answer(response, request);
  });
  const listen = () => new Promise<void>((resolve) => server.listen(port, at, resolve));
  const goAway = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen();
  port = (server.address() as AddressInfo).port;
  const peer: MetricsPeer = { url: `http://127.0.0.1:${port}`, asked: 0, answer, goAway, comeBack: listen };
  return peer;
}
