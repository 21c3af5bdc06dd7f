import { type Browser, expect, type Page } from "playwright/test";
import type { Gantry } from "./gantry.ts";
import { complaintsOf } from "./journey.ts";

/** The accounts of the pre-launch, each in a browser of its own. */

export const pilot = "flowviz";

export type Person = { name: string; id: string; page: Page; password: string; complaints: string[] };
export type People = { ada: Person; petr: Person; mia: Person };

type Answer<T> = { status: number; body: T };
type Problem = { type: string; detail: string };

/** Asks the API with the session of the person's browser. What is refused here is not written down by the page. */
async function answer<T>({ page }: Pick<Person, "page">, asked: Asked): Promise<Answer<T>> {
  const { origin } = new URL(page.url());
  const { method, path, body } = asked;
  const data = body === undefined ? {} : { data: body as object };
  const got = await page.request.fetch(`${origin}/api/v1${path}`, { method, ...data });
  const text = await got.text();
  return { status: got.status(), body: (text === "" ? null : JSON.parse(text)) as T };
}
type Asked = { method: string; path: string; body?: unknown };

async function done<T>(person: Pick<Person, "page">, asked: Asked): Promise<T> {
  const { status, body } = await answer<T>(person, asked);
  if (status >= 400) throw new Error(`${asked.method} ${asked.path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

type Who = Pick<Person, "page">;
export const read = <T>(who: Who, path: string) => done<T>(who, { method: "GET", path });
export const post = <T>(who: Who, path: string, body: unknown = {}) => done<T>(who, { method: "POST", path, body });
export const put = <T>(who: Who, path: string) => done<T>(who, { method: "PUT", path, body: {} });
export const patch = <T>(who: Who, path: string, body: unknown) => done<T>(who, { method: "PATCH", path, body });

/** The sentence that it is refused with. */
export async function refused(who: Who, path: string, body: unknown = {}): Promise<string> {
  const { status, body: problem } = await answer<Problem>(who, { method: "POST", path, body });
  expect(status, JSON.stringify(problem)).toBeGreaterThanOrEqual(400);
  return problem.detail;
}

/** Invited by the admin and let in by their own link: two leads, and one who only reads. */
export async function invitePeople(browser: Browser, gantry: Gantry, by: Who): Promise<People> {
  const join = (name: string, role: string) => joined(browser, gantry, { by, name, role });
  const [ada, petr, mia] = await Promise.all([
    join("Ada Král", "lead"),
    join("Petr Novák", "lead"),
    join("Mia Holm", "viewer"),
  ]);
  return { ada, petr, mia };
}

type Joining = { by: Who; name: string; role: string };

async function joined(browser: Browser, gantry: Gantry, { by, name, role }: Joining): Promise<Person> {
  const email = `${name.split(" ")[0]?.toLowerCase()}@plant.example`;
  const password = `${email} and seven forklifts`;
  const { link } = await post<{ link: string }>(by, "/invites", { email, name, roles: [role] });
  const page = await (await browser.newContext()).newPage();
  const complaints = complaintsOf(page);
  const { pathname, search } = new URL(link);
  await page.goto(`${gantry.url}${pathname}${search}`);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Password again").fill(password);
  await page.getByRole("button", { name: "Make my account" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/invite"));
  return { name, id: await idOf(by, name), page, password, complaints };
}

async function idOf(by: Who, name: string): Promise<string> {
  const { people } = await read<{ people: { id: string; name: string }[] }>(by, "/people");
  const found = people.find((one) => one.name === name);
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found.id;
}

/** From its first beat on a page hears its keys. */
export async function open({ page }: Who, gantry: Gantry, path: string): Promise<void> {
  await page.goto(`${gantry.url}/${pilot}${path}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
}
