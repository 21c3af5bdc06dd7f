import { type Random, seededRandom } from "./random.ts";
import { type Choice, gridWithin, type TemplateCall } from "./template-call.ts";
import { hash32, uniqueTexts, uuidOf } from "./unique.ts";
import { chosenEntry, type Slot, TemplateFault, type UserState } from "./user-state.ts";

/** Where a template's value comes from, as text and as JSON. `plain`: its text needs no escaping in any place it may stand. */
export type Source = { text(user: UserState): string; json(user: UserState): string; plain: boolean };

/** What templates of one scenario draw on. */
export type SourceContext = {
  slots: ReadonlyMap<string, Slot>;
  secrets: Readonly<Record<string, string>>;
  unique: (prefix: string) => string;
  uuid: () => string;
  now: (() => number) | null;
};

/** Everything unique comes from `uniquePrefix`, never from the seed: a repeated run repeats its choices, not its codes. */
export function uniqueSources(uniquePrefix: string): Pick<SourceContext, "unique" | "uuid"> {
  const left = seededRandom(hash32(`${uniquePrefix}/left`));
  const right = seededRandom(hash32(`right/${uniquePrefix}`));
  const word = (random: Random) => (random() * 0x100000000) >>> 0;
  return {
    unique: uniqueTexts(uniquePrefix),
    uuid: () => uuidOf(word(left), word(right), word(left), word(right)),
  };
}

/** Turns a call into closures, once. Throws TemplateFault for a secret, name or clock that is not there. */
export function sourceOf(call: TemplateCall, context: SourceContext): Source {
  switch (call.fn) {
    case "text":
      return constant(call.text);
    case "vu":
      return vuSource(call.range);
    case "number":
      return numberSource(call);
    case "pick":
      return pickSource(call.choices);
    case "unique":
      return uniqueSource(call.prefix, context.unique);
    case "uuid":
      return quotedPlain(context.uuid);
    case "now":
      return nowSource(context.now);
    case "secret":
      return secretSource(call.name, context.secrets);
    case "remembered":
      return rememberedSource(call, context.slots);
  }
}

const PLAIN = /^[A-Za-z0-9._-]*$/;

function constant(text: string): Source {
  const json = JSON.stringify(text);
  return { text: () => text, json: () => json, plain: PLAIN.test(text) };
}

function quotedPlain(text: () => string): Source {
  return { text, json: () => `"${text()}"`, plain: true };
}

function bareNumber(text: (user: UserState) => string): Source {
  return { text, json: text, plain: true };
}

function vuSource(range: { from: number; to: number } | null): Source {
  if (range === null) return bareNumber((user) => String(user.number + 1));
  const span = range.to - range.from + 1;
  return bareNumber((user) => String(range.from + (user.number % span)));
}

function numberSource({ min, max, decimals }: { min: number; max: number; decimals: number }): Source {
  const { lowest, highest } = gridWithin(min, max, decimals);
  const span = highest - lowest + 1;
  const scale = 10 ** decimals;
  if (decimals === 0) return bareNumber((user) => String(lowest + Math.floor(user.random() * span)));
  return bareNumber((user) => ((lowest + Math.floor(user.random() * span)) / scale).toFixed(decimals));
}

function pickSource(choices: readonly Choice[]): Source {
  const texts = choices.map((choice) => choice.text);
  const jsons = choices.map((choice) => (choice.bare ? choice.text : JSON.stringify(choice.text)));
  const draw = weightedDraw(choices.map((choice) => choice.weight));
  return {
    text: (user) => texts[draw(user.random())] ?? "",
    json: (user) => jsons[draw(user.random())] ?? '""',
    plain: texts.every((text) => PLAIN.test(text)),
  };
}

/** Which of several weighted things a chance from [0, 1) falls on. */
export function weightedDraw(weights: readonly number[]): (chance: number) => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return (chance) => {
    let left = chance * total;
    for (let index = 0; index < weights.length - 1; index++) {
      left -= weights[index] ?? 0;
      if (left < 0) return index;
    }
    return weights.length - 1;
  };
}

function uniqueSource(prefix: string, unique: (prefix: string) => string): Source {
  const plain = PLAIN.test(unique(prefix));
  const text = () => unique(prefix);
  return plain ? quotedPlain(text) : { text, json: () => JSON.stringify(text()), plain };
}

function nowSource(now: (() => number) | null): Source {
  if (now === null) throw new TemplateFault("{{now}} is not offered here: there is no clock.");
  const text = () => new Date(now()).toISOString();
  return { text, json: () => `"${text()}"`, plain: false };
}

function secretSource(name: string, secrets: Readonly<Record<string, string>>): Source {
  const value = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  if (value === undefined) throw new TemplateFault(`The secret ${name} is not set for this system.`);
  return constant(value);
}

function rememberedSource(call: { name: string; field: string | null }, slots: ReadonlyMap<string, Slot>): Source {
  const slot = slots.get(call.name);
  const field = slot === undefined ? -1 : fieldIndex(slot, call.field);
  if (slot === undefined || field === -1) {
    throw new TemplateFault(`No step remembers ${call.field === null ? call.name : `${call.name}.${call.field}`}.`);
  }
  const value = (user: UserState) => chosenEntry(user, slot)[field];
  return {
    text: (user) => textOf(value(user)),
    json: (user) => JSON.stringify(value(user)),
    plain: false,
  };
}

function fieldIndex(slot: Slot, field: string | null): number {
  if (field === null) return slot.fields === null ? 0 : -1;
  return slot.fields?.indexOf(field) ?? -1;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
