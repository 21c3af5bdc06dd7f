import { readPeople } from "#lib/access/read-people.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person" }, (ctx) => readPeople(ctx));
