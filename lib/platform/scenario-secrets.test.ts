import assert from "node:assert/strict";
import test from "node:test";
import { secretNamesFor, secretNamesVariable, secretsFor, secretValuesVariable } from "./scenario-secrets.ts";

const secrets = {
  PLANT: { value: "one", systems: ["warehouse", "twin"] },
  OTHER: { value: "two", systems: ["office"] },
};

test("a system gets the secrets bound to it, and no others", () => {
  Object.assign(process.env, secretValuesVariable(secrets), secretNamesVariable(secrets));
  assert.deepEqual(secretsFor("warehouse"), { PLANT: "one" });
  assert.deepEqual(secretsFor("office"), { OTHER: "two" });
  assert.deepEqual(secretsFor("elsewhere"), {});
  assert.deepEqual(secretNamesFor("twin"), ["PLANT"]);
});

test("who is told the names is not told the values", () => {
  assert.doesNotMatch(JSON.stringify(secretNamesVariable(secrets)), /one|two/);
});
