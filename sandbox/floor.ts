import { randomUUID } from "node:crypto";
import { practicePassword, type Reply, refusal } from "./warehouse.ts";

/** The floor of the plant beside its warehouse, behind a form log-in with a session cookie: bags that are scanned, bills, work orders with their
 *  tasks, statistics and a dashboard. Held in memory, and bounded. */

export type FloorRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  cookie: string | undefined;
  contentType: string | undefined;
  body: string;
};

/** `headers`: beside type and length. */
export type FloorReply = Reply & { headers?: Readonly<Record<string, string>> };

const names = /^(?:dispatcher|biller|admin|operator)\d{1,3}$|^test_(?:supervisor|operator|maker)$/;
const cookieName = "floor-session";
const mostSessions = 50_000;
const mostBags = 5_000;
const mostBills = 5_000;
const mostOrders = 2_000;
/** As many as the manufacturing team asks for as test data. */
const firstOrders = 50;

type Bag = { qr_id: string; scans: number; last_scan: string | null };
type Bill = { id: number; customer: string; bags: number; created_at: string };
type Task = { id: number; order_id: number; name: string; state: "open" | "started" | "complete" };
type Order = { id: number; product: string; quantity: number; status: "open" | "complete"; tasks: Task[] };

/** Keeps the newest so many. */
class Bounded<T> extends Map<string, T> {
  readonly #most: number;

  constructor(most: number) {
    super();
    this.#most = most;
  }

  keep(key: string, value: T): T {
    this.set(key, value);
    const [oldest] = this.size > this.#most ? this.keys() : [];
    if (oldest !== undefined) this.delete(oldest);
    return value;
  }
}

export class Floor {
  readonly #sessions = new Bounded<string>(mostSessions);
  readonly #bags = new Bounded<Bag>(mostBags);
  readonly #bills = new Bounded<Bill>(mostBills);
  readonly #orders = new Bounded<Order>(mostOrders);
  #lastId = 0;
  #scans = 0;

  constructor() {
    for (let bag = 1; bag <= 500; bag++) this.#bag(qrId(bag));
    for (let order = 1; order <= firstOrders; order++) this.#order(`P-${100 * (1 + (order % 3))}`, 10 * order);
  }

  /** Null where nothing of the floor is at that path. */
  answer(asked: FloorRequest): FloorReply | null {
    if (asked.path === "/login") return this.#logIn(asked);
    const found = routes.find(({ path }) => path.test(asked.path));
    if (found === undefined) return null;
    if (!this.#sessions.has(sessionIn(asked.cookie)))
      return found.isPage
        ? { status: 302, body: "", headers: { location: "/login" } }
        : refusal(401, "log in first: POST /login gives a session cookie");
    const act = found.methods[asked.method];
    if (act === undefined) return refusal(405, `${asked.path} takes ${Object.keys(found.methods).join(" or ")}`);
    return act(this, asked, found.path.exec(asked.path)?.[1] ?? "");
  }

  #logIn({ method, contentType, body }: FloorRequest): FloorReply {
    if (method !== "POST") return refusal(405, "/login takes POST");
    if (contentType?.startsWith("application/x-www-form-urlencoded") !== true)
      return refusal(415, "a form is expected: username and password");
    const form = new URLSearchParams(body);
    const name = form.get("username") ?? "";
    if (!names.test(name) || form.get("password") !== practicePassword)
      return refusal(401, "username or password is wrong");
    const session = randomUUID();
    this.#sessions.keep(session, name);
    const cookie = `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Lax`;
    return { status: 302, body: "", headers: { location: "/dashboard", "set-cookie": cookie } };
  }

  #bag(qr_id: string): Bag {
    return this.#bags.get(qr_id) ?? this.#bags.keep(qr_id, { qr_id, scans: 0, last_scan: null });
  }

  scan(body: Body): Reply {
    const { qr_id } = body;
    if (typeof qr_id !== "string" || !/^[\w-]{1,64}$/.test(qr_id))
      return refusal(422, "qr_id is needed: letters, digits, - and _, at most 64");
    const bag = this.#bag(qr_id);
    bag.scans += 1;
    bag.last_scan = new Date().toISOString();
    this.#scans += 1;
    return { status: 200, body: { bag } };
  }

  bags(query: URLSearchParams): Reply {
    const limit = Math.min(200, Math.max(1, Number(query.get("limit")) || 50));
    const offset = Math.max(0, Number(query.get("offset")) || 0);
    const bags = [...this.#bags.values()].slice(offset, offset + limit);
    return { status: 200, body: { bags, total: this.#bags.size } };
  }

  search(query: URLSearchParams): Reply {
    const wanted = query.get("q") ?? "";
    if (wanted === "") return refusal(422, "q is needed");
    const bags = [...this.#bags.values()].filter(({ qr_id }) => qr_id.includes(wanted)).slice(0, 50);
    return { status: 200, body: { bags } };
  }

  bills(): Reply {
    return { status: 200, body: { bills: [...this.#bills.values()].slice(-50), total: this.#bills.size } };
  }

  createBill({ customer, bags }: Body): Reply {
    const count = Number(bags);
    if (typeof customer !== "string" || customer === "" || customer.length > 100)
      return refusal(422, "customer is needed: a text of at most 100 characters");
    if (!Number.isInteger(count) || count < 1 || count > 1_000)
      return refusal(422, "bags is a whole number from 1 to 1000");
    const bill = { id: ++this.#lastId, customer, bags: count, created_at: new Date().toISOString() };
    return { status: 201, body: this.#bills.keep(String(bill.id), bill) };
  }

  bill(id: string): Reply {
    const bill = this.#bills.get(id);
    return bill === undefined ? refusal(404, "there is no such bill") : { status: 200, body: bill };
  }

  statistics(): Reply {
    const open = [...this.#orders.values()].filter(({ status }) => status === "open").length;
    const body = {
      total_bags: this.#bags.size,
      total_scans: this.#scans,
      total_bills: this.#bills.size,
      open_orders: open,
    };
    return { status: 200, body };
  }

  dashboard(): FloorReply {
    const rows = Object.entries(Object(this.statistics().body)).map(([name, value]) => `<tr><td>${name}<td>${value}`);
    const page = `<!doctype html><title>Floor</title><h1>Floor</h1><table>${rows.join("")}</table>`;
    return { status: 200, body: page, headers: { "content-type": "text/html; charset=utf-8" } };
  }

  #order(product: string, quantity: number): Order {
    const id = ++this.#lastId;
    const tasks = ["set up", "produce", "check"].map(
      (name): Task => ({
        ...{ id: ++this.#lastId, order_id: id, name, state: "open" },
      }),
    );
    return this.#orders.keep(String(id), { id, product, quantity, status: "open", tasks });
  }

  orders(query: URLSearchParams): Reply {
    const status = query.get("status");
    const found = [...this.#orders.values()].filter((one) => status === null || one.status === status);
    const listed = found.slice(-50).map(({ tasks, ...order }) => ({ ...order, tasks: tasks.length }));
    return { status: 200, body: { work_orders: listed, total: found.length } };
  }

  order(id: string): Reply {
    const order = this.#orders.get(id);
    return order === undefined ? refusal(404, "there is no such work order") : { status: 200, body: order };
  }

  createOrder({ product, quantity }: Body): Reply {
    const count = Number(quantity);
    if (typeof product !== "string" || !/^[\w-]{1,40}$/.test(product))
      return refusal(422, "product is needed, such as P-100");
    if (!Number.isInteger(count) || count < 1 || count > 100_000)
      return refusal(422, "quantity is a whole number from 1 to 100000");
    return { status: 201, body: this.#order(product, count) };
  }

  /** At random, so that many operators seldom take the same one; new orders come when the work runs out. */
  tasks(query: URLSearchParams): Reply {
    const limit = Math.min(50, Math.max(1, Number(query.get("limit")) || 10));
    const open = this.#openTasks();
    if (open.length < limit) this.#order("P-100", 10);
    const from = Math.floor(Math.random() * Math.max(1, open.length - limit));
    return { status: 200, body: { tasks: (open.length < limit ? this.#openTasks() : open).slice(from, from + limit) } };
  }

  #openTasks(): Task[] {
    return [...this.#orders.values()].flatMap(({ tasks }) => tasks.filter(({ state }) => state !== "complete"));
  }

  /** Starting what was started, or completing what is complete, changes nothing: two operators may have the same list. */
  task(id: string, act: string): Reply {
    for (const order of this.#orders.values()) {
      const task = order.tasks.find((one) => String(one.id) === id);
      if (task === undefined) continue;
      if (act === "complete") task.state = "complete";
      else if (task.state === "open") task.state = "started";
      if (order.tasks.every(({ state }) => state === "complete")) order.status = "complete";
      return { status: 200, body: task };
    }
    return refusal(404, "there is no such task");
  }
}

type Body = Readonly<Record<string, unknown>>;
type Act = (floor: Floor, asked: FloorRequest, id: string) => FloorReply;

/** The n-th of the bags that are there from the beginning. */
export function qrId(n: number): string {
  return `BAG-${String(n).padStart(6, "0")}`;
}

const withBody =
  (use: (floor: Floor, body: Body) => Reply): Act =>
  (floor, { body }) => {
    const parsed = objectIn(body);
    return parsed === null ? refusal(422, "a JSON object is expected") : use(floor, parsed);
  };

function objectIn(text: string): Body | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : null;
  } catch {
    return null;
  }
}

const taskAct =
  (act: string): Act =>
  (floor, _, id) =>
    floor.task(id, act);

/** `isPage`: who is not logged in is sent to the log-in. */
const routes: { path: RegExp; isPage?: true; methods: Readonly<Record<string, Act>> }[] = [
  { path: /^\/scan$/, methods: { POST: withBody((floor, body) => floor.scan(body)) } },
  { path: /^\/api\/bags$/, methods: { GET: (floor, { query }) => floor.bags(query) } },
  { path: /^\/api\/bags\/search$/, methods: { GET: (floor, { query }) => floor.search(query) } },
  {
    path: /^\/api\/bills$/,
    methods: { GET: (floor) => floor.bills(), POST: withBody((floor, body) => floor.createBill(body)) },
  },
  { path: /^\/api\/bills\/(\d{1,12})$/, methods: { GET: (floor, _, id) => floor.bill(id) } },
  { path: /^\/api\/statistics$/, methods: { GET: (floor) => floor.statistics() } },
  { path: /^\/dashboard$/, isPage: true, methods: { GET: (floor) => floor.dashboard() } },
  {
    path: /^\/api\/work-orders$/,
    methods: {
      GET: (floor, { query }) => floor.orders(query),
      POST: withBody((floor, body) => floor.createOrder(body)),
    },
  },
  { path: /^\/api\/work-orders\/tasks$/, methods: { GET: (floor, { query }) => floor.tasks(query) } },
  { path: /^\/api\/work-orders\/tasks\/(\d{1,12})\/start$/, methods: { POST: taskAct("start") } },
  { path: /^\/api\/work-orders\/tasks\/(\d{1,12})\/complete$/, methods: { POST: taskAct("complete") } },
  { path: /^\/api\/work-orders\/(\d{1,12})$/, methods: { GET: (floor, _, id) => floor.order(id) } },
];

function sessionIn(cookie: string | undefined): string {
  const pairs = (cookie ?? "").split(/; */);
  return pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1) ?? "";
}
