/** A JSON Schema as everybody may fetch it: editors ask from pages of their own. */
export function schemaAnswer(schema: Record<string, unknown>): Response {
  const headers = { "content-type": "application/schema+json; charset=utf-8", "access-control-allow-origin": "*" };
  return new Response(JSON.stringify(schema, null, 2), { headers });
}
