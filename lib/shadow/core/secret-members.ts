import { stepsOfPath } from "./normalise-path.ts";

/** Secrets inside JSON, replaced in the text itself: reading and writing it anew would lose digits and order. */

/** What is always secret, wherever it stands. */
const alwaysSecret = [
  ...["password", "passwd", "passphrase", "secret", "client_secret", "clientsecret", "token", "access_token"],
  ...["accesstoken", "refresh_token", "refreshtoken", "id_token", "idtoken", "api_key", "apikey", "pin", "otp"],
  ...["session_token", "sessiontoken", "csrf_token", "private_key", "authorization", "credential", "credentials"],
];

export type Secrets = {
  /** Of a member, a form's field or a parameter, wherever it stands. */
  isSecretName(name: string): boolean;
  /** Paths from the root, as steps. */
  paths: readonly (readonly string[])[];
  /** Whether a text can hold any of them: most bodies hold none, and are not read further. */
  mayHold: RegExp;
};

/** `$.login.pin` is one place, `$.users[*].badge` one in each member, `$..badge` any member of this name. Paths that are none are left out. */
export function compileSecrets(paths: readonly string[]): Secrets {
  const anywhere = paths.flatMap((path) => /^\$\.\.([^.[\]*]+)$/.exec(path)?.[1]?.toLowerCase() ?? []);
  const names = new Set([...alwaysSecret, ...anywhere]);
  const exact = paths.flatMap((path) => {
    const steps = path.startsWith("$..") ? null : stepsOfPath(path);
    return steps === null || steps[0] !== "$" || steps.length < 2 ? [] : [steps.slice(1)];
  });
  const last = exact.map((steps) => steps.findLast((step) => step !== "[*]" && step !== "*") ?? "");
  const words = [...names, ...last].filter((word) => word !== "").map((word) => word.replace(/[^\w]/g, "\\$&"));
  const mayHold = exact.some((steps) => steps.every((step) => step === "[*]" || step === "*")) ? "" : words.join("|");
  return {
    isSecretName: (name) => names.has(name.toLowerCase()),
    paths: exact,
    // A name may be written with escapes.
    mayHold: new RegExp(mayHold === "" ? "" : `"(?:${mayHold})"|\\\\u00`, "i"),
  };
}

const token = /"(?:[^"\\]|\\.)*"?|[{}[\]:,]|[^\s{}[\]:,"]+/gs;
type Level = { name: string | null; isArray: boolean };

/** The text with `"[secret]"` for each secret value; null stays null. What is no JSON is read as far as it looks like it. */
export function secretMembersOf(text: string, secrets: Secrets, found: (value: string) => void): string {
  if (!secrets.mayHold.test(text)) return text;
  const scan = new Scan(text, secrets, found);
  for (const { 0: word, index } of text.matchAll(token)) scan.take(word, index);
  return scan.end();
}

/** Walks the words of a JSON text and writes it out again without the secret values. */
class Scan {
  readonly #text: string;
  readonly #secrets: Secrets;
  readonly #found: (value: string) => void;
  readonly #levels: Level[] = [];
  /** A secret object or list that is being skipped. */
  #hidden: { from: number; depth: number } | null = null;
  #waiting: string | null = null;
  #out = "";
  #copied = 0;

  constructor(text: string, secrets: Secrets, found: (value: string) => void) {
    this.#text = text;
    this.#secrets = secrets;
    this.#found = found;
  }

  take(word: string, index: number): void {
    if (word === "," || word === ":") this.#sign(word);
    else if (word === "}" || word === "]") this.#close(index);
    else if (word === "{" || word === "[") this.#open(word, index);
    else if (word.startsWith('"') && this.#expectsName()) this.#waiting = textOf(word);
    else this.#value(word, index);
  }

  end(): string {
    if (this.#hidden !== null) this.#hide(this.#hidden.from, this.#text.length);
    return this.#copied === 0 ? this.#text : this.#out + this.#text.slice(this.#copied);
  }

  #sign(word: string): void {
    const level = this.#levels.at(-1);
    if (level === undefined || level.isArray) return;
    if (word === ",") level.name = null;
    else level.name ??= this.#waiting;
  }

  #expectsName(): boolean {
    const level = this.#levels.at(-1);
    return level !== undefined && !level.isArray && level.name === null;
  }

  #open(word: string, index: number): void {
    if (this.#hidden === null && isSecret(this.#levels, this.#secrets))
      this.#hidden = { from: index, depth: this.#levels.length };
    this.#levels.push({ name: null, isArray: word === "[" });
  }

  #close(index: number): void {
    this.#levels.pop();
    if (this.#hidden === null || this.#levels.length > this.#hidden.depth) return;
    this.#hide(this.#hidden.from, index + 1);
    this.#hidden = null;
  }

  #value(word: string, index: number): void {
    if (word === "null" || !(this.#hidden !== null || isSecret(this.#levels, this.#secrets))) return;
    this.#found(textOf(word));
    if (this.#hidden === null) this.#hide(index, index + word.length);
  }

  #hide(from: number, to: number): void {
    this.#out += `${this.#text.slice(this.#copied, from)}"[secret]"`;
    this.#copied = to;
  }
}

function textOf(word: string): string {
  if (!word.startsWith('"')) return word;
  if (!word.includes("\\")) return word.slice(1, word.endsWith('"') ? -1 : undefined);
  try {
    return String(JSON.parse(word));
  } catch {
    return word.slice(1);
  }
}

function isSecret(levels: readonly Level[], { isSecretName, paths }: Secrets): boolean {
  const last = levels.at(-1);
  if (last === undefined) return false;
  if (!last.isArray && last.name !== null && isSecretName(last.name)) return true;
  return paths.some(
    (steps) =>
      steps.length === levels.length &&
      levels.every(({ isArray, name }, place) => {
        const step = steps[place];
        return step === "*" || (isArray ? step === "[*]" : step === name);
      }),
  );
}
