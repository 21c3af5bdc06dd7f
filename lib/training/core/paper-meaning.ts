import type { Language } from "./language.ts";

/** What a signature by hand on the attendance sheet means: as on a tablet, for pen and paper. */
const sentences: Readonly<Record<Language, { operator: string; trainer: string }>> = {
  en: {
    operator:
      "By signing beside my name I say: I was here for the whole session, or as it is written beside my name. What is written there is true. I can do this work in the new system on my own.",
    trainer:
      "By signing I say: I saw those who are marked with A do every step alone. What is written on this sheet is true.",
  },
  de: {
    operator:
      "Mit meiner Unterschrift neben meinem Namen sage ich: Ich war die ganze Schulung über da, oder so, wie es neben meinem Namen steht. Was dort steht, ist wahr. Ich kann diese Arbeit im neuen System allein.",
    trainer:
      "Mit meiner Unterschrift sage ich: Ich habe gesehen, wie alle mit A Bezeichneten jeden Schritt allein gekonnt haben. Was auf diesem Blatt steht, ist wahr.",
  },
};

export function paperMeaning(as: "operator" | "trainer", language: Language): string {
  return sentences[language][as];
}
