import { testCsv } from "#lib/database-tests/core/test-csv.ts";
import { ExportPath } from "#lib/database-tests/input/requests.ts";
import { type FoundTest, readTest } from "#lib/database-tests/read-test.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: ExportPath }, async (ctx, { params: { format, ...asked } }) => {
  const found = await readTest(ctx, asked);
  return found.ok ? fileOf(found, { ...asked, format }) : found;
});

/** What a browser keeps as a file; nothing in it may run. The name holds a slug and a number only. */
function fileOf({ test, raw }: FoundTest, { pilot, format }: { pilot: string; format: "csv" | "json" }): Response {
  const statements = test.statements.map((one) => ({ ...one, ...raw[one.name] }));
  const text = format === "csv" ? testCsv(test) : `${JSON.stringify({ ...test, statements }, null, 2)}\n`;
  return new Response(text, {
    headers: {
      "content-type": `${format === "csv" ? "text/csv" : "application/json"}; charset=utf-8`,
      "content-disposition": `attachment; filename="gantry-${pilot}-database-test-${test.number}.${format}"`,
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}
