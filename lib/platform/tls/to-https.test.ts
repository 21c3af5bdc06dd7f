import assert from "node:assert/strict";
import test from "node:test";
import { httpsAddress } from "./to-https.ts";

const ours = new Set(["gantry.plant.example", "10.0.0.7", "::1"]);
const isOurs = (hostname: string) => ours.has(hostname.toLowerCase());
const ownUrl = "https://gantry.plant.example:8443";

test("the same address by https: under a name of ours as asked, else under GANTRY_URL, never anywhere else", () => {
  const own = "https://gantry.plant.example:8443";
  const cases: [host: string | undefined, target: string | undefined, address: string][] = [
    ["gantry.plant.example:8443", "/p/wall?x=1", `${own}/p/wall?x=1`],
    ["gantry.plant.example", "/", "https://gantry.plant.example/"],
    ["GANTRY.plant.example:3000", "/a", "https://gantry.plant.example:3000/a"],
    ["10.0.0.7:3000", "/a", "https://10.0.0.7:3000/a"],
    ["[::1]:3000", "/a", "https://[::1]:3000/a"],
    [undefined, undefined, `${own}/`],
    ["elsewhere.example", "/a", `${own}/a`],
    ["elsewhere.example@gantry.plant.example", "/a", `${own}/a`],
    ["gantry.plant.example@elsewhere.example", "/a", `${own}/a`],
    ["gantry.plant.example/.elsewhere.example", "/a", `${own}/a`],
    ["gantry.plant.example:3000@elsewhere.example", "/a", `${own}/a`],
    ["gantry.plant.example:99999", "/a", `${own}/`],
    ["elsewhere.example", "http://elsewhere.example/b", `${own}/`],
    ["elsewhere.example", "//elsewhere.example/b", `${own}//elsewhere.example/b`],
    ["elsewhere.example", "/\\elsewhere.example/b", `${own}//elsewhere.example/b`],
    ["elsewhere.example", "@elsewhere.example/b", `${own}/`],
    ["elsewhere.example", "*", `${own}/`],
    ["elsewhere.example", "/../../b", `${own}/b`],
  ];
  for (const [host, target, address] of cases)
    assert.equal(httpsAddress({ host, target, ownUrl, isOurs }), address, `${host} ${target}`);
});
