import assert from "node:assert/strict";
import test from "node:test";
import { isTrivialPin } from "./is-trivial-pin.ts";

const cases: [name: string, pin: string, badge: string, expected: boolean][] = [
  ["all the same", "777777", "0212", true],
  ["a pair again and again", "121212", "0212", true],
  ["two digits in any order", "112122", "0212", true],
  ["a part said again", "123123", "0212", true],
  ["a part said again that counts nowhere", "729729", "0212", true],
  ["counting up", "123456", "0212", true],
  ["counting down", "654321", "0212", true],
  ["counting up past nine", "890123", "0212", true],
  ["counting down past nought", "210987", "0212", true],
  ["pairs counting up", "112233", "0999", true],
  ["pairs counting down", "998877", "0212", true],
  ["pairs counting up past nine", "889900", "0212", true],
  ["pairs that do not count", "118833", "0212", false],
  ["counting up by two", "135791", "0212", false],
  ["the badge of six digits", "482915", "482915", true],
  ["the badge of four digits at the beginning", "021295", "0212", true],
  ["the badge of four digits at the end", "950212", "0212", true],
  ["within a longer badge", "482915", "004829157", true],
  ["a badge with letters", "482915", "B-4829-15", true],
  ["a short badge with noughts before it", "000583", "583", true],
  ["a short badge with noughts after it", "583000", "583", true],
  ["a short badge elsewhere", "958341", "583", false],
  ["a badge without digits", "958341", "MN", false],
  ["a date", "241287", "0212", false],
  ["what nobody would try", "405918", "0212", false],
];

for (const [name, pin, badge, expected] of cases)
  test(`${name}: ${pin}, badge ${badge}`, () => assert.equal(isTrivialPin(pin, badge), expected));

test("of all PINs only a few are refused", () => {
  const refused = Array.from({ length: 1_000_000 }, (_, n) => String(n).padStart(6, "0")).filter((pin) =>
    isTrivialPin(pin, "0212"),
  );
  assert.ok(refused.length > 2_000 && refused.length < 5_000, `${refused.length} of 1,000,000`);
});
