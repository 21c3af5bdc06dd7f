/** The code that a screen shows until it is paired: letters that are told apart across a room and spell no words (RFC 8628, 6.1). */

export const codeLetters = "BCDFGHJKLMNPQRSTVWXZ";
export const codeLength = 8;
export const codeSeconds = 600;

/** What somebody typed, as the code it stands for; null when it is none. Small letters, spaces and hyphens are forgiven. */
export function readCode(typed: string): string | null {
  const letters = typed.replace(/[\s\p{Pd}]/gu, "");
  const code = /^[a-z]+$/i.test(letters) ? letters.toUpperCase() : "";
  return code.length === codeLength && [...code].every((letter) => codeLetters.includes(letter)) ? code : null;
}
