import { disablePerson } from "#lib/access/disable-person.ts";
import { enablePerson } from "#lib/access/enable-person.ts";
import { PersonPath, WithReason } from "#lib/access/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route({ roles: ["admin"], params: PersonPath, body: WithReason }, async (ctx, { params, body }) =>
  reply(201, await disablePerson(ctx, { ...params, ...body })),
);

export const DELETE = route({ roles: ["admin"], params: PersonPath, body: WithReason }, (ctx, { params, body }) =>
  enablePerson(ctx, { ...params, ...body }),
);
