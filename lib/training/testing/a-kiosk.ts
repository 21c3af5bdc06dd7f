import { randomUUID } from "node:crypto";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Ctx } from "#lib/platform/ctx.ts";
import type { Arrival, ArrivalAnswer, ArrivalHead, KioskView, Sealed } from "../core/kiosk-view.ts";
import type { Operator } from "../core/module.ts";
import { markSession } from "../mark-session.ts";
import { anOpenSession, everythingAlone, type Where } from "./a-session.ts";
import { anOperator, aTrainer, aTraining, type Training } from "./a-training.ts";

type Door = (request: Request, context?: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Seal = (sealing: KioskView["sealing"], head: ArrivalHead, secret: Secret) => Promise<Sealed>;

/** Doors and the browser's code are floors above: a test comes to them by their files. */
const root = path.resolve(import.meta.dirname, "../../..");
const from = (file: string) => import(pathToFileURL(path.join(root, file)).href);
const GET: Door = (await from("app/api/v1/kiosk/route.ts")).GET;
const ARRIVE: Door = (await from("app/api/v1/kiosk/arrivals/route.ts")).POST;
const OPEN: Door = (await from("app/api/v1/pilots/[pilot]/training/sessions/[session]/kiosks/route.ts")).POST;
const seal: Seal = (await from("lib/training/browser/seal.ts")).seal;

/** A session with operators who can sign, and tablets that do as a tablet does: they ask, seal, and send through the real doors. */

type Trainer = Awaited<ReturnType<typeof aTrainer>>;
export type KioskPlant = { training: Training; trainer: Trainer; where: Where; operators: Operator[] };

export async function aKioskPlant(ctx: Ctx, many: number): Promise<KioskPlant> {
  const training = await aTraining(ctx);
  const trainer = await aTrainer(ctx);
  const operators: Operator[] = [];
  for (let n = 0; n < many; n++) operators.push(await anOperator(ctx, training.pilotId));
  const where = await anOpenSession(trainer, training, operators);
  const marks = operators.flatMap((operator) => everythingAlone(training, operator));
  for (let from = 0; from < marks.length; from += 200)
    await markSession(trainer, { ...where, marks: marks.slice(from, from + 200) });
  return { training, trainer, where, operators };
}

export type Tablet = {
  cookie: string;
  view(): Promise<KioskView>;
  send(...arrivals: Arrival[]): Promise<ArrivalAnswer[]>;
};

/** The trainer hands it round; each time with a sign-in of its own, which ends by that. */
export async function aTablet({ where }: Pick<KioskPlant, "where">, cookie: string): Promise<Tablet> {
  const answer = await handTablet(where, cookie);
  if (answer.status !== 201) throw new Error(await answer.text());
  return tabletWith(cookieOf(answer, "gantry-kiosk"));
}

export function handTablet({ pilot, session }: Where, cookie: string): Promise<Response> {
  const request = new Request("http://gantry.test/kiosks", {
    method: "POST",
    headers: { host: "gantry.test", cookie },
  });
  return OPEN(request, { params: Promise.resolve({ pilot, session: String(session) }) });
}

/** As a browser would send it back. */
export function cookieOf(answer: Response, name: string): string {
  const set = answer.headers.getSetCookie().find((one) => one.startsWith(`${name}=`));
  return set?.split(";")[0] ?? "";
}

export function tabletWith(cookie: string): Tablet {
  const headers = { host: "gantry.test", "content-type": "application/json", cookie };
  return {
    cookie,
    view: async () => (await GET(new Request("http://gantry.test/kiosk", { headers }))).json(),
    send: async (...arrivals) => {
      const body = JSON.stringify({ arrivals });
      const answer = await ARRIVE(new Request("http://gantry.test/arrivals", { method: "POST", headers, body }));
      const said = await answer.json();
      if (answer.status !== 200) throw new Error(JSON.stringify(said));
      return said.answers;
    },
  };
}

type Rest = Partial<Pick<Arrival, "language" | "wasOffline">>;
type Secret = { pin?: string; password?: string; reason?: string };

export async function sealed(view: KioskView, head: ArrivalHead, secret: Secret, rest: Rest = {}): Promise<Arrival> {
  const said = { language: "en" as const, sealedAt: Date.now(), wasOffline: false, ...rest };
  return { ...head, ...said, sealed: await seal(view.sealing, head, secret) };
}

export function pinSet(view: KioskView, operatorId: string, pin: string): Promise<Arrival> {
  return sealed(view, { kind: "pin-set", id: randomUUID(), operatorId }, { pin });
}

/** Signs what the view shows them. */
export function signed(view: KioskView, operatorId: string, pin: string, rest: Rest = {}): Promise<Arrival> {
  const language = rest.language ?? "en";
  const sha256 = view.operators.find(({ id }) => id === operatorId)?.shown[language]?.sha256 ?? "0".repeat(64);
  return sealed(view, { kind: "signed", id: randomUUID(), operatorId, sha256 }, { pin }, rest);
}

export function trainerSigned(view: KioskView, password: string, rest: Rest = {}): Promise<Arrival> {
  const signs = view.trainer.toSign.map(({ operatorId, shown }) => ({ operatorId, sha256: shown.en?.sha256 ?? "" }));
  return sealed(view, { kind: "trainer-signed", id: randomUUID(), signs }, { password }, rest);
}
