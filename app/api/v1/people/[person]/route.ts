import { changePerson } from "#lib/access/change-person.ts";
import { ChangePerson, PersonPath } from "#lib/access/input.ts";
import { route } from "#lib/platform/http/route.ts";

export const PATCH = route({ roles: ["admin"], params: PersonPath, body: ChangePerson }, (ctx, { params, body }) =>
  changePerson(ctx, { ...params, ...body }),
);
