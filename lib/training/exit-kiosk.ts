import type { Kiosk } from "#lib/access/read-kiosk.ts";
import { signIn } from "#lib/access/sign-in.ts";
import { signOut } from "#lib/access/sign-out.ts";
import { findUser, type User } from "#lib/access/store.ts";
import { closeKiosk as closeKioskRow } from "#lib/access/store-kiosks.ts";
import type { SignInWaits } from "#lib/access/take-try.ts";
import type { Where } from "#lib/access/where.ts";
import { type Ctx, makeCtx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { ExitKiosk } from "./input/kiosk.ts";
import { readPlace } from "./kiosk-place.ts";

type Left = { ok: true; person: { id: string; sessionId: string }; address: string };
type Refusals = "wrong-credentials" | "account-disabled" | "kiosk-exit-role";

/** Leads back to the console: signs in whoever opened the kiosk, or another trainer by e-mail address, and closes the kiosk. Wrong passwords
 *  rest as at sign-in, counted for this tablet where it is the account that opened it. Refuses kiosk-exit-role to an account that is neither
 *  trainer nor lead, which is signed out again. */
export async function exitKiosk(
  ctx: Ctx,
  { kiosk, where, email, password }: ExitKiosk & { kiosk: Kiosk; where: Where },
): Promise<Left | Refused<Refusals> | SignInWaits> {
  const opener = await findUser(ctx.db, kiosk.openedById);
  const device = { personId: kiosk.openedById, id: kiosk.id };
  const signedIn = await signIn(ctx, { email: email ?? opener?.email ?? "", password }, { where, device });
  if (!signedIn.ok) return signedIn;
  const { id, sessionId } = signedIn.person;
  const person = await findUser(ctx.db, id);
  if (person === null || !runsSessions(person)) {
    await signOut(ctx, { sub: id, sid: sessionId });
    return refuse("kiosk-exit-role");
  }
  const address = await close(makeCtx(ctx.db, { kind: "person", ...person }, ctx.requestId), kiosk);
  return { ok: true, person: { id, sessionId }, address };
}

const runsSessions = ({ roles }: User) => roles.some((role) => role === "trainer" || role === "lead");

/** Answers the address of the session's page. */
async function close(ctx: Ctx, kiosk: Kiosk): Promise<string> {
  return ctx.transaction(async (tx) => {
    const { pilot, session, name } = await readPlace(tx, kiosk);
    await closeKioskRow(tx, kiosk.id, ctx.now());
    const subject = { kind: "training-session", id: session.id };
    const after = { session: name, kiosk: kiosk.id };
    await record(tx, ctx, { pilotId: pilot.id, verb: "kiosk.closed", subject, after });
    return `/${pilot.slug}/training/sessions/${session.number}`;
  });
}
