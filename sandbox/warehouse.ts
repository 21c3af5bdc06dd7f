import { randomUUID } from "node:crypto";

/** One warehouse: lots with unique codes, QC decisions with their rules, traceability. Held in memory, and bounded. */

export const practicePassword = "practice-operator";
/** Lets the practice mirror's copies in, which come without the login of their client. */
export const practiceMirrorLogin = "practice-mirror";
const operators = new Set(Array.from({ length: 10 }, (_, index) => `operator${index + 1}@factory.local`));
const lotTypes = ["RAW", "WIP", "FINISHED"];
const decisions = ["PASS", "HOLD", "FAIL"];
const mostLots = 100_000;
const mostTokens = 50_000;
const mostDecisionsALot = 20;

export type Lot = {
  id: number;
  lot_code: string;
  lot_type: string;
  weight_kg: number;
  temperature_c: number | null;
  created_at: string;
};

type Decision = { id: number; lot_id: number; gate_id: number; decision: string; decided_at: string };

/** An answer of the API: status and JSON body. */
export type Reply = { status: number; body: unknown };

type Body = Readonly<Record<string, unknown>>;

export class Warehouse {
  #lots = new Map<string, Lot>();
  // A walk that goes on where it stood: a new one would step over all that was ever deleted, each time.
  readonly #oldestLot = this.#lots.values();
  #codes = new Map<number, string>();
  #decisions = new Map<number, Decision[]>();
  #tokens = new Set<string>();
  readonly #oldestToken = this.#tokens.values();
  #lastLot: number;
  #lastDecision = 0;

  /** The two systems number their lots apart, as two real ones do. */
  constructor(firstLot: number) {
    this.#lastLot = firstLot - 1;
  }

  get lotCount(): number {
    return this.#lots.size;
  }

  logIn({ email, password }: Body): Reply {
    if (typeof email !== "string" || typeof password !== "string")
      return refusal(422, "email and password are needed, both as text");
    if (!operators.has(email) || password !== practicePassword) return refusal(401, "email or password is wrong");
    const token = randomUUID();
    this.#tokens.add(token);
    if (this.#tokens.size > mostTokens) this.#tokens.delete(this.#oldestToken.next().value ?? "");
    return { status: 200, body: { access_token: token, token_type: "bearer" } };
  }

  knows(authorization: string | undefined): boolean {
    if (authorization?.startsWith("Bearer ") !== true) return false;
    const token = authorization.slice(7);
    return token === practiceMirrorLogin || this.#tokens.has(token);
  }

  registerLot(body: Body): Reply {
    const wrong = wrongInLot(body);
    if (wrong !== null) return refusal(422, wrong);
    const code = String(body["lot_code"]);
    if (this.#lots.has(code)) return refusal(409, `lot_code ${code} exists`);
    const lot: Lot = {
      id: ++this.#lastLot,
      lot_code: code,
      lot_type: String(body["lot_type"]),
      weight_kg: Number(body["weight_kg"]),
      temperature_c: typeof body["temperature_c"] === "number" ? body["temperature_c"] : null,
      created_at: new Date().toISOString(),
    };
    this.#lots.set(code, lot);
    this.#codes.set(lot.id, code);
    if (this.#lots.size > mostLots) this.#forgetOldestLot();
    return { status: 201, body: lot };
  }

  #forgetOldestLot(): void {
    const oldest = this.#oldestLot.next().value;
    if (oldest === undefined) return;
    this.#lots.delete(oldest.lot_code);
    this.#codes.delete(oldest.id);
    this.#decisions.delete(oldest.id);
  }

  decide(body: Body): Reply {
    const wrong = wrongInDecision(body);
    if (wrong !== null) return refusal(422, wrong);
    const lot = this.#lotOf(body);
    if (lot === undefined) return refusal(404, "there is no such lot");
    const decision: Decision = {
      id: ++this.#lastDecision,
      lot_id: lot.id,
      gate_id: Number(body["gate_id"]),
      decision: String(body["decision"]),
      decided_at: new Date().toISOString(),
    };
    const ofLot = this.#decisions.get(lot.id) ?? [];
    this.#decisions.set(lot.id, [...ofLot.slice(-(mostDecisionsALot - 1)), decision]);
    return { status: 201, body: decision };
  }

  #lotOf({ lot_id, lot_code }: Body): Lot | undefined {
    const code = typeof lot_code === "string" ? lot_code : this.#codes.get(Number(lot_id));
    return code === undefined ? undefined : this.#lots.get(code);
  }

  trace(code: string): Reply {
    const lot = this.#lots.get(code);
    if (lot === undefined) return refusal(404, "there is no such lot");
    const decisions = this.#decisions.get(lot.id) ?? [];
    return { status: 200, body: { lot, decisions, decision_count: decisions.length } };
  }
}

export function refusal(status: number, detail: string): Reply {
  return { status, body: { detail } };
}

function wrongInLot({ lot_code, lot_type, weight_kg, temperature_c }: Body): string | null {
  if (typeof lot_code !== "string" || lot_code.length === 0 || lot_code.length > 100)
    return "lot_code is needed: a text of at most 100 characters";
  if (typeof lot_type !== "string" || !lotTypes.includes(lot_type)) return `lot_type is one of ${lotTypes.join(", ")}`;
  if (typeof weight_kg !== "number" || !(weight_kg > 0)) return "weight_kg is a number over 0";
  if (temperature_c !== undefined && temperature_c !== null && typeof temperature_c !== "number")
    return "temperature_c is a number";
  return null;
}

function wrongInDecision({ lot_id, lot_code, gate_id, decision }: Body): string | null {
  if (typeof lot_code !== "string" && !Number.isInteger(lot_id)) return "lot_id or lot_code is needed";
  if (!Number.isInteger(gate_id) || Number(gate_id) < 1 || Number(gate_id) > 7)
    return "gate_id is a whole number from 1 to 7";
  if (typeof decision !== "string" || !decisions.includes(decision))
    return `decision is one of ${decisions.join(", ")}`;
  return null;
}
