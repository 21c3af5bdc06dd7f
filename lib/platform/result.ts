/** A refusal is a value: what was asked for and why it was not done. The sentence for it stands in its module's `refusals.ts`. */
export type Refused<Kind extends string = string> = { ok: false; refusal: Kind; details?: RefusalDetails };

/** `fields`: mistakes at places of the input. `says`: words that the refusal's sentence puts in. */
export type RefusalDetails = { fields?: readonly FieldMistake[]; says?: Readonly<Record<string, string>> };

export type FieldMistake = { path: string; message: string; line?: number; column?: number };

export function refuse<Kind extends string>(refusal: Kind, details?: RefusalDetails): Refused<Kind> {
  return details === undefined ? { ok: false, refusal } : { ok: false, refusal, details };
}
