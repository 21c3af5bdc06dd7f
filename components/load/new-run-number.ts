/** Numbers as people type them into the form. */

export type NumberRead = { ok: true; value: number } | { ok: false; sentence: string };

/** Reads "50", "0.1", "20,000", "20 000", "20'000". Refused with a sentence: signs, letters, and what may be read in two ways
 *  ("1,5", "20.000"). */
export function readNumber(typed: string): NumberRead {
  const text = typed.trim().replace(/\s+/g, " ");
  if (text === "") return wrong("A number is missing.");
  if (/^\d+(\.\d+)?$/.test(text)) return looksGrouped(text) ? wrong(twoWays(text, ".")) : right(text);
  if (isGrouped(text)) return right(text.replace(/[, ']/g, ""));
  if (/^\d+,\d+$/.test(text)) return wrong(twoWays(text, ","));
  return wrong("A number such as 50, 0.1 or 20,000 is expected.");
}

/** As the form shows it: figures that a plan holds, without the noise of binary fractions. */
export function numberText(value: number): string {
  return exactText(clean(value));
}

/** With every digit, so that it is read back as the same number: a rate of 8.888888888888889 plans as many requests again. */
export function exactText(value: number): string {
  const [whole = "", fraction] = String(value).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** 0.1 % is 0.001, not 0.0010000000000000002. */
export function clean(value: number): number {
  return Number(value.toPrecision(12));
}

/** Groups of three behind one and the same sign, a fraction behind a point. */
function isGrouped(text: string): boolean {
  return [",", " ", "'"].some((sign) => new RegExp(`^\\d{1,3}(${sign}\\d{3})+(\\.\\d+)?$`).test(text));
}

/** "20.000" is twenty here and twenty thousand elsewhere; a fraction that ends in 0 is seldom meant as one. */
function looksGrouped(text: string): boolean {
  return /^[1-9]\d{0,2}\.\d\d0$/.test(text);
}

function twoWays(text: string, sign: "." | ","): string {
  const [whole = "", part = ""] = text.split(sign);
  return `${text} may be read in two ways: write ${Number(`${whole}.${part}`)} or ${Number(whole + part)}.`;
}

function right(text: string): NumberRead {
  return { ok: true, value: Number(text) };
}

function wrong(sentence: string): NumberRead {
  return { ok: false, sentence };
}
