import type { Attended } from "./acts.ts";
import type { Language } from "./language.ts";

/** What a signature means, in the words that are printed above the button and stored with it (21 CFR 11.50). */

export type Meant = {
  as: "operator" | "trainer";
  language: Language;
  attended: Attended;
  operator: string;
  /** Of the operator alone: what the module's version lets them say. */
  statement: string;
};

type Sentences = Readonly<{
  operator(meant: Meant): string;
  trainer(meant: Meant): string;
}>;

const english: Sentences = {
  operator: ({ attended }) =>
    `${attended.is === "late" ? `I came ${englishLate(attended.minutes)} and was there for the rest of the session.` : "I was here for the whole session."} What is written above is true. I can do this work in the new system on my own. My PIN counts as my handwritten signature.`,
  trainer: ({ operator, attended }) =>
    `I saw ${operator} do every step above alone${attended.is === "late" ? `, having come ${englishLate(attended.minutes)}` : ""}. What is written above is true. My password counts as my handwritten signature.`,
};

const german: Sentences = {
  operator: ({ attended }) =>
    `${attended.is === "late" ? `Ich kam ${germanLate(attended.minutes)} und war für den Rest der Schulung da.` : "Ich war die ganze Schulung über da."} Was oben steht, ist wahr. Ich kann diese Arbeit im neuen System allein. Meine PIN zählt wie meine handschriftliche Unterschrift.`,
  trainer: ({ operator, attended }) =>
    `Ich habe gesehen, wie ${operator} jeden Schritt oben allein gemacht hat${attended.is === "late" ? `, nachdem ${operator} ${germanLate(attended.minutes)} gekommen war` : ""}. Was oben steht, ist wahr. Mein Passwort zählt wie meine handschriftliche Unterschrift.`,
};

/** Nothing is said of minutes that nobody wrote down. */
function englishLate(minutes: number | null): string {
  if (minutes === null) return "late";
  return minutes === 1 ? "1 minute late" : `${minutes} minutes late`;
}

function germanLate(minutes: number | null): string {
  if (minutes === null) return "zu spät";
  return minutes === 1 ? "1 Minute zu spät" : `${minutes} Minuten zu spät`;
}

const byLanguage: Readonly<Record<Language, Sentences>> = { en: english, de: german };

/** The whole meaning as one text. */
export function meaningOf(meant: Meant): string {
  return byLanguage[meant.language][meant.as](meant);
}
