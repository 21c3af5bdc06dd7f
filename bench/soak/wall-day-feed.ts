import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { dayDisplay, isViewMade, sampleAt, viewAt } from "./wall-day-view.ts";

/** A server in front of a Gantry: pages and scripts are Gantry's own, what a display asks for is a drawn day, told as fast as it is heard. */

export type DayFeed = {
  url: string;
  /** The page has taken a second of the newest stream: one more may be told. */
  heard(): void;
  /** Nothing more is told until `goOn`. Resolves when the page has taken everything that was. */
  hold(): Promise<void>;
  goOn(): void;
  /** How often a stream was opened. */
  streams(): number;
  close(): Promise<void>;
};

export async function startDayFeed(gantryUrl: string): Promise<DayFeed> {
  const day = { startMs: Math.floor(Date.now() / 1_000) * 1_000, second: 0, isHeld: false };
  let opened = 0;
  let newest: Told | null = null;
  const server = createServer((asked, answer) => {
    if (asked.url === "/api/v1/wall/feed") {
      opened += 1;
      newest = { answer, unheard: 0 };
      void tellDay(day, newest);
    } else if (asked.url === "/api/v1/wall") json(answer, { ...dayDisplay, view: viewAt(day) });
    else if (asked.url === "/api/v1/wall/reports") json(answer, {});
    else pass(gantryUrl, asked, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: () => {
      if (newest !== null) newest.unheard -= 1;
    },
    hold: async () => {
      day.isHeld = true;
      while (newest !== null && newest.unheard > 0) await setTimeout(lookMs);
    },
    goOn: () => {
      day.isHeld = false;
    },
    streams: () => opened,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A stream, and how many of its seconds the page has not taken yet. */
type Told = { answer: ServerResponse; unheard: number };

/** Second by second, and never far ahead: between a server and a page there is room for megabytes, and what waits there is in the page's memory
 *  without being the wall's. */
async function tellDay(day: Day, told: Told): Promise<void> {
  const { answer } = told;
  answer.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  told.unheard += 1;
  answer.write(`${beatIn(day)}${message("wall", viewAt(day))}${message("display", dayDisplay)}`);
  while (!answer.destroyed) {
    if (day.isHeld || told.unheard >= mostUnheard) await setTimeout(lookMs);
    else {
      day.second += 1;
      told.unheard += 1;
      answer.write(toldIn(day));
    }
  }
}

/** A sixth of a second of a page that is hastened 60 times. */
const mostUnheard = 10;
const lookMs = 5;

type Day = { startMs: number; second: number; isHeld: boolean };

const message = (event: string, data: object) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

function beatIn({ startMs, second }: Day): string {
  const now = new Date(startMs + second * 1_000).toISOString();
  return message("beat", { now, sources: { runner: now, keeper: now } });
}

function toldIn(day: Day): string {
  const sample = sampleAt(day);
  const view = isViewMade(day.second) ? message("wall", viewAt(day)) : "";
  return `${beatIn(day)}${sample === null ? "" : message("sample", sample)}${view}`;
}

function json(answer: ServerResponse, body: object): void {
  answer.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
  answer.end(JSON.stringify(body));
}

function pass(gantryUrl: string, asked: IncomingMessage, answer: ServerResponse): void {
  const { method, headers, url } = asked;
  const onward = request(`${gantryUrl}${url}`, { method, headers }, (found) => {
    answer.writeHead(found.statusCode ?? 502, found.headers);
    found.pipe(answer);
  });
  onward.on("error", () => answer.destroy());
  asked.pipe(onward);
}
