import assert from "node:assert/strict";
import test from "node:test";
import { calledIn, whyNotReading } from "./rewritten-tree.ts";

const query = (inside: string, command = 1) =>
  `({QUERY :commandType ${command} :querySource 0 :hasModifyingCTE false :hasForUpdate false ${inside} :rowMarks <> })`;

test("what is called is found by its number, in every kind of node", () => {
  const tree = query(
    "{FUNCEXPR :funcid 2096 :args <>} {OPEXPR :opno 93 :opfuncid 62} {AGGREF :aggfnoid 2803 :aggtype 20} {WINDOWFUNC :winfnoid 3100} {SCALARARRAYOPEXPR :opno 98 :opfuncid 0} {ROWCOMPAREEXPR :opnos (o 97 98)} {FUNCEXPR :funcid 2096}",
  );
  assert.deepEqual(calledIn(tree), { functions: [2096, 62, 2803, 3100], operators: [93, 98, 97] });
  assert.deepEqual(calledIn(query("{VAR :varno 1}")), { functions: [], operators: [] });
});

test("only what reads is let through", () => {
  const cases: [what: string, tree: string, why: RegExp | null][] = [
    ["a query", query(""), null],
    ["with line ends, as older servers write it", query("").replace("{QUERY ", "{QUERY \n   "), null],
    ["nothing was told", "", /does not tell/],
    ["another command", query("", 6), /change something/],
    ["an update", query("", 2), /change something/],
    ["a CTE that deletes", query("{QUERY :commandType 4 }"), /change something/],
    ["a CTE that says so", query("").replace("hasModifyingCTE false", "hasModifyingCTE true"), /change something/],
    ["for update", query("").replace("hasForUpdate false", "hasForUpdate true"), /lock rows/],
    ["row marks", query("").replace(":rowMarks <>", ":rowMarks ({ROWMARKCLAUSE})"), /lock rows/],
    ["a name that looks like one", query("{ALIAS :aliasname x\\ :commandType\\ 6}"), null],
  ];
  for (const [what, tree, why] of cases)
    if (why === null) assert.equal(whyNotReading(tree), null, what);
    else assert.match(whyNotReading(tree) ?? "", why, what);
});
