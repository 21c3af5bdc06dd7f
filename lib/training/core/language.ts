/** Languages that operators read and sign in. The console is English. */

export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };

/** A text as a trainer wrote it; a language that was left out falls back to another. */
export type Texts = Readonly<Partial<Record<Language, string>>>;

/** The text in a language, else in the first that was written. Empty when none was. */
export function textIn(texts: Texts, language: Language): string {
  const own = texts[language];
  if (own) return own;
  for (const other of languages) {
    const text = texts[other];
    if (text) return text;
  }
  return "";
}
