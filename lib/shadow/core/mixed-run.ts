/** Codes that a program made: `LOT-a10e505f93470-c`, `dQw4w9WgXcQ`, `batch-20240501-final`. In them letters and figures take turns, or many
 *  figures follow one another; in words (`v1beta1`, `sha256`, `2fa`) they hardly do. */

const joint = /[-_.~:]/;
const longest = 128;
/** Hexadecimal in one case, figures and letters: `9f86d081`. */
const hexRun = /^(?=.*\d.*\d)(?=.*[a-fA-F])(?:[0-9a-f]{8,}|[0-9A-F]{8,})$/;
const manyFigures = /^[A-Za-z]{0,10}\d{5,}[A-Za-z]{0,2}$/;
const versionWord = /^v\d+(?:alpha|beta|rc)\d*$/i;

/** Whether a name has a part that reads like a code and not like a word. Beside a joint a little less is enough. */
export function hasMixedRun(text: string): boolean {
  if (text.length > longest || !/\d/.test(text)) return false;
  const parts = text.split(joint);
  return parts.some((part) => isRun(part, parts.length > 1 ? 2 : 3));
}

function isRun(part: string, fewestTurns: number): boolean {
  if (part.length < 6 || !/^[A-Za-z0-9]+$/.test(part) || versionWord.test(part)) return false;
  if (hexRun.test(part) || manyFigures.test(part)) return true;
  const [figures, turns] = [part.replace(/\D/g, "").length, turnsOf(part)];
  if (turns >= 4 && figures >= (part.length < 8 ? 3 : 2)) return true;
  return part.length >= 8 && figures >= 3 && turns >= fewestTurns;
}

/** How often letters and figures change. */
function turnsOf(part: string): number {
  return (part.match(/(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\d)/g) ?? []).length;
}
