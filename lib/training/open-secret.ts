import type { z } from "zod";
import type { Database } from "../platform/database.ts";
import { keyOf } from "../platform/key-ring.ts";
import type { Arrival } from "./core/kiosk-view.ts";
import { openSealed } from "./edge/open-sealed.ts";
import { SealedPassword, SealedPin, SealedReason } from "./input/kiosk.ts";

/** What was sealed in each kind of arrival. */
export type SecretOf = {
  signed: z.output<typeof SealedPin>;
  "pin-set": z.output<typeof SealedPin>;
  declined: z.output<typeof SealedReason>;
  "trainer-signed": z.output<typeof SealedPassword>;
};

const schemas: { [Kind in keyof SecretOf]: z.ZodType<SecretOf[Kind]> } = {
  signed: SealedPin,
  "pin-set": SealedPin,
  declined: SealedReason,
  "trainer-signed": SealedPassword,
};

/** Null: sealed for a key that is not there, changed on its way, or not what its kind has in it. */
export async function openSecret<Kind extends keyof SecretOf>(
  db: Database,
  arrival: Arrival,
  kind: Kind,
): Promise<SecretOf[Kind] | null> {
  const key = await keyOf(db, { purpose: "sealing", number: arrival.sealed.key });
  const text = key === null ? null : openSealed(key, arrival.sealed, arrival);
  return text === null ? null : parsed(schemas[kind], text);
}

function parsed<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
