import { whereOf } from "#lib/access/where.ts";
import { Report } from "#lib/displays/input.ts";
import { takeReport } from "#lib/displays/take-report.ts";
import { route } from "#lib/platform/http/route.ts";
import { refuse } from "#lib/platform/result.ts";

export const POST = route({ roles: "display", body: Report, bodyBytes: 4_096 }, async (ctx, input) => {
  const { display, body, request } = input;
  if (display === null) return refuse("display-unpaired");
  return takeReport(ctx, { display: display.id, report: body, address: whereOf(request.headers).address });
});
