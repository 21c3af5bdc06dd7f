import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { changingPartOf } from "./changing-part.ts";
import { closePlaces, foundEndpoint, foundEndpoints, learnTemplate, noTemplates } from "./endpoint-templates.ts";

const found = (...requests: string[]) => {
  const templates = noTemplates();
  for (const request of requests) {
    const [method = "GET", target = "/"] = request.split(" ");
    learnTemplate(templates, method, target);
  }
  return templates;
};
/** As after a restart: from the names that are stored. */
const templatesOf = (endpoints: ReturnType<typeof foundEndpoints>) => found(...endpoints.map(({ name }) => name));
const names = (...requests: string[]) => foundEndpoints(found(...requests)).map((one) => one.name);

const parts: [segment: string, part: ReturnType<typeof changingPartOf>][] = [
  ["17", "integer"],
  ["550e8400-e29b-41d4-a716-446655440000", "uuid"],
  ["2024-05-01", "date"],
  ["2024-05", "date"],
  ["2024-05-01T10:00:00Z", "date"],
  ["LOT-2024-0017", "code"],
  ["OSN-104471", "code"],
  ["QC_884102", "code"],
  ["P2-00017-A", "code"],
  ["OP0212", "code"],
  ["9f86d081884c7d659a2feaa0c55ad015", "hash"],
  ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "hash"],
  ["LOT-a10e505f93470-c", "code"],
  ["LOT-9f86d081", "code"],
  ["a10e505f93470", "hash"],
  ["a10e505f934", "code"],
  ["batch-20240501-final", "code"],
  ["dQw4w9WgXcQ", "code"],
  ["V1StGXR8_Z5jdHi6B-myT", "code"],
  ["9f86d08", "code"],
  ["lot104471", "code"],
  ["lots", null],
  ["dashboard", null],
  ["v1", null],
  ["v1beta1", null],
  ["v1alpha10", null],
  ["2fa", null],
  ["2fa-codes", null],
  ["oauth2-callback", null],
  ["i18n", null],
  ["k8s-nodes", null],
  ["utf8mb4", null],
  ["iso8601", null],
  ["h264", null],
  ["s3v4-signature", null],
  ["line_1-of-2", null],
  ["v2", null],
  ["sha256", null],
  ["qc-decisions", null],
  ["facade", null],
  ["deadbeefcafe", null],
  ["oauth2", null],
  ["level-1", null],
  ["lot", null],
];
for (const [segment, part] of parts)
  test(`${segment} is ${part ?? "a word"}`, () => assert.equal(changingPartOf(segment), part));

const cases: [name: string, requests: string[], expected: string[]][] = [
  ["ids", ["GET /lots/17", "GET /lots/18?full=1", "GET /lots"], ["GET /lots", "GET /lots/{id}"]],
  ["ids and codes in one place", ["GET /lots/17", "GET /lots/LOT-2024-0017"], ["GET /lots/{id}"]],
  ["a word beside ids", ["GET /lots/17", "GET /lots/search"], ["GET /lots/search", "GET /lots/{id}"]],
  ["two placeholders", ["GET /lots/17/events/4"], ["GET /lots/{id}/events/{id2}"]],
  ["methods apart", ["GET /lots/1", "delete /lots/1"], ["DELETE /lots/{id}", "GET /lots/{id}"]],
  [
    "an ending",
    ["GET /labels/17.pdf", "GET /labels/18.pdf", "GET /labels/18"],
    ["GET /labels/{id}", "GET /labels/{id}.pdf"],
  ],
  ["slashes more or less", ["GET /lots/", "GET //lots", "GET http://plant:8080/lots"], ["GET /lots"]],
  ["the root", ["GET /", "GET http://plant"], ["GET /"]],
  ["an escaped code", ["GET /lots/LOT%2D2024%2D0017"], ["GET /lots/{id}"]],
];
for (const [name, requests, expected] of cases)
  test(`found: ${name}`, () => assert.deepEqual(names(...requests), expected));

const suppliers = Array.from(
  { length: 60 },
  (_, n) => `GET /suppliers/${"abcdefgh"[n % 8]}${"klmnopqr"[Math.floor(n / 8)]}son/lots`,
);

test("many words in one place are values, and what is below them is one", () => {
  assert.deepEqual(names(...suppliers), ["GET /suppliers/{id}/lots"]);
});

test("what hung below many words is many words too, and becomes values with them", () => {
  const below = suppliers.slice(0, 40).map((one, n) => `${one}/${"abcdefgh"[n % 8]}${"stuvw"[Math.floor(n / 8)]}x`);
  const more = below.map((one) => `${one}y`);
  assert.deepEqual(names(...below, ...more, "GET /suppliers/zed/other"), [
    "GET /suppliers/{id}/lots/{id2}",
    "GET /suppliers/{id}/other",
  ]);
});

test("few words stay words, and the first segment always does", () => {
  assert.equal(names(...suppliers.slice(0, 20)).length, 20);
  assert.equal(names(...suppliers.map((one) => one.replace("/suppliers", ""))).length, 60);
});

test("an address that legacy does not have teaches nothing", () => {
  const templates = noTemplates();
  learnTemplate(templates, "GET", "/wp-admin/setup.php", 404);
  assert.deepEqual(foundEndpoints(templates), []);
});

test("a million paths of a scanner end somewhere", () => {
  const templates = noTemplates();
  for (let n = 0; n < 30_000; n++)
    learnTemplate(
      templates,
      "GET",
      `/${n.toString(36).replace(/\d/g, "x")}q${"z".repeat(n % 7)}y${n.toString(2).replaceAll("0", "a").replaceAll("1", "b")}`,
    );
  assert.ok(foundEndpoints(templates).length <= 20_000);
});

test("a request finds its endpoint; one unlike all finds none", () => {
  const templates = found("GET /lots/17/events/3", "POST /lots");
  assert.equal(foundEndpoint(templates, "GET", "/lots/99/events/1?x=2")?.name, "GET /lots/{id}/events/{id2}");
  assert.equal(foundEndpoint(templates, "PUT", "/lots"), null);
  assert.equal(foundEndpoint(templates, "GET", "/stock"), null);
});

const segment = fc.oneof(
  fc.constantFrom("lots", "events", "17", "LOT-2024-0001", "search", "9.pdf"),
  fc.integer({ min: 0, max: 59 }).map((n) => `w${"abcdefgh"[n % 8]}${"klmnopqr"[Math.floor(n / 8)]}`),
);
const path = fc.array(segment, { maxLength: 4 }).map((segments) => `GET /${segments.join("/")}`);

test("the outcome does not depend on the order of traffic", () => {
  fc.assert(
    fc.property(fc.array(path, { minLength: 100, maxLength: 400 }), fc.integer(), (paths, seed) => {
      const turned = paths.map((one, n) => [one, (n * 7919 + seed) % 1009] as const).sort((a, b) => a[1] - b[1]);
      assert.deepEqual(names(...paths), names(...turned.map(([one]) => one)));
    }),
    { numRuns: 60 },
  );
});

test("words that were folded into a placeholder are values there after a restart too", () => {
  const templates = templatesOf(foundEndpoints(found(...suppliers, "GET /suppliers/17")));
  learnTemplate(templates, "GET", "/suppliers/new-one/lots");
  assert.equal(foundEndpoint(templates, "GET", "/suppliers/new-one/lots")?.name, "GET /suppliers/new-one/lots");
  closePlaces(templates, "/suppliers/akson/lots", "/suppliers/{id}/lots");
  assert.equal(foundEndpoint(templates, "GET", "/suppliers/new-one/lots")?.name, "GET /suppliers/{id}/lots");
  closePlaces(templates, "/suppliers/LOT-2024-0017/lots", "/suppliers/{id}/lots");
  closePlaces(templates, "/nothing/like/it", "/nothing/{id}/it");
  assert.deepEqual(
    foundEndpoints(templates).map(({ name }) => name),
    ["GET /suppliers/{id}", "GET /suppliers/{id}/lots"],
  );
});

test("what was found is found again after a restart, and more traffic adds to it", () => {
  const before = found(...suppliers, "GET /lots/17.pdf");
  const after = templatesOf(foundEndpoints(before));
  assert.deepEqual(foundEndpoints(after), foundEndpoints(before));
  learnTemplate(after, "GET", "/lots/18.pdf");
  assert.deepEqual(foundEndpoints(after), foundEndpoints(before));
});
