/** Whether a PIN of six digits is one of those that a stranger would try first: fewer than three different digits (111111, 121212), a part
 *  said again (123123), pairs or single digits that count up or down by one (112233, 654321, 890123), and the badge's own digits. Dates are
 *  not refused: nobody at the tablet knows the birthday, they would take away a tenth of all PINs, and five tries lock. */
export function isTrivialPin(pin: string, badge: string): boolean {
  const digits = [...pin].map(Number);
  if (new Set(digits).size < 3 || pin === pin.slice(0, 3).repeat(2)) return true;
  return isRun(digits) || isRunOfPairs(pin) || isOfBadge(pin, badge);
}

/** 9 is followed by 0. */
function isRun(digits: readonly number[]): boolean {
  const steps = new Set(digits.slice(1).map((digit, before) => (digit - (digits[before] ?? 0) + 10) % 10));
  return steps.size === 1 && (steps.has(1) || steps.has(9));
}

function isRunOfPairs(pin: string): boolean {
  const pairs = pin.match(/(\d)\1/g) ?? [];
  return pairs.length === 3 && isRun(pairs.map((pair) => Number(pair[0])));
}

const shortestBadge = 4;

/** Four digits and more of a badge may not stand in the PIN; a shorter one not filled up with noughts. */
function isOfBadge(pin: string, badge: string): boolean {
  const digits = badge.replace(/\D/g, "");
  if (digits.length >= shortestBadge && (pin.includes(digits) || digits.includes(pin))) return true;
  return digits !== "" && (pin === digits.padStart(pin.length, "0") || pin === digits.padEnd(pin.length, "0"));
}
