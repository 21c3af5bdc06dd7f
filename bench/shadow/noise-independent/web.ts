/** Five endpoints of web platforms: a tracker's issues in two dialects, a shop's product, a feed, a search. */
import { add, cut, hours, instead, lower, missing, nothing, renamed, stale, times, upper } from "./changes.ts";
import { disordered, type Endpoint, list, own, ownAt, same, unordered, wrong } from "./field.ts";
import * as v from "./values.ts";

const title = v.text((n) => `Belt ${n % 40} stops after Restart number ${n}`);

const issues: Endpoint = {
  system: "web",
  method: "GET",
  target: ({ entity }) => `/repos/site/plant/issues/${entity}`,
  pairs: 800,
  entities: 200,
  headers: {
    date: own(v.httpDate),
    etag: own((m) => `W/"${v.hex(64)(m)}"`),
    "x-github-request-id": own((m) =>
      `${v.hex(4)(m)}:${v.hex(6)(m)}:${v.hex(7)(m)}:${v.hex(7)(m)}:${v.hex(8)(m)}`.toUpperCase(),
    ),
    "x-ratelimit-remaining": own(v.counter(1200, 1)),
    "x-ratelimit-reset": own((m) => String(v.laterSeconds(2100)(m))),
    vary: same(() => "Accept"),
  },
  body: {
    id: own(v.rowNumber(2870011200)),
    node_id: own((m) => Buffer.from(`05:Issue${v.rowNumber(2870011200)(m)}`).toString("base64")),
    number: same(({ entity }) => entity),
    title: wrong(title, 0.15, lower),
    state: wrong(v.pick(80, "open", "closed"), 0.04, instead("open", "closed")),
    comments: wrong(v.number(0, 30, 81), 0.05, stale(3)),
    labels: unordered(() => 3, { id: own(v.rowNumber(208000)), name: same(v.text((n) => `label-${n % 25}`)) }),
    closed_at: wrong(v.earlierIso(900, 82), 0.1, nothing),
    user: {
      login: same(v.text((n) => `user${n % 30}`)),
      avatar_url: own((m) => `https://avatars.site.local/u/${m.entity % 30}?v=4&sig=${v.hex(10)(m)}`),
    },
  },
};

const jira: Endpoint = {
  system: "web",
  method: "GET",
  target: ({ entity }) => `/rest/api/2/issue/PLANT-${entity}`,
  pairs: 500,
  entities: 150,
  headers: {
    date: own(v.httpDate),
    "x-arequestid": own((m) => `${600 + (Math.floor(m.atMs / 60000) % 60)}x${v.counter(4410, 2)(m)}x1`),
    "x-asessionid": own(v.token(7)),
    "x-anodeid": own(v.bySide("node1", "cloud-eu-2", "node2")),
  },
  body: {
    id: own((m) => String(v.rowNumber(10400)(m))),
    key: same(({ entity }) => `PLANT-${entity}`),
    self: own(
      (m) =>
        `https://${v.bySide("jira.site.local", "jira-new.site.local", "jira2.site.local")(m)}/rest/api/2/issue/${v.rowNumber(10400)(m)}`,
    ),
    fields: {
      summary: wrong(title, 0.3, cut(24)),
      lastViewed: own(v.isoJira),
      created: wrong((m) => String(v.earlierIso(800, 83)(m)), 1, hours(-1)),
      storyPoints: wrong(v.number(1, 13, 84), 0.05, add(1)),
      priority: wrong(v.pick(85, "High", "Medium", "Low"), 1, renamed({ High: "P1", Medium: "P2", Low: "P3" })),
      watches: { count: ownAt(0.3, v.between(0, 6)), isWatching: same(() => false) },
      components: disordered(() => 3, same(v.text((n) => `comp-${n % 20}`)), 0.12),
    },
  },
};

const product: Endpoint = {
  system: "web",
  method: "GET",
  target: ({ entity }) => `/admin/api/products/${entity}.json`,
  pairs: 600,
  entities: 220,
  headers: {
    date: own(v.httpDate),
    "x-request-id": own((m) => `${v.uuid4(m)}-${v.epochSeconds(m)}`),
    "server-timing": own((m) => `processing;dur=${v.took(48)(m)}, db;dur=${v.took(11)(m)}`),
  },
  body: {
    product: {
      id: own((m) => `gid://shop/Product/${v.rowNumber(632910392)(m)}`),
      handle: wrong(
        v.text((n) => `steel-bracket-size-${n}`),
        0.05,
        cut(14),
      ),
      price: wrong(
        v.text((n) => (n * 0.93 + 4).toFixed(2)),
        0.04,
        (value: string) => (Number(value) * 1.19).toFixed(2),
      ),
      inventory: wrong(v.number(0, 400, 86), 0.05, stale(12)),
      vendor: wrong(v.pick(87, "Acme", "Fabrikam"), 1, upper),
      weight: wrong(v.number(5, 9000, 88), 1, times(0.001)),
      published: wrong(v.pick(89, true, false), 1, (value: boolean) => (value ? "Y" : "N")),
      tags: unordered(() => 4, same(v.text((n) => `tag${n % 40}`))),
      variants: list(() => 2, {
        id: own(v.rowNumber(808950810)),
        sku: same(v.text((n) => `SKU-${n}`)),
        barcode: wrong(
          v.text((n) => `${40000000 + n * 11}`),
          0.1,
          missing,
        ),
      }),
    },
    extensions: { cost: { currentlyAvailable: own(v.between(600, 990)), requestedQueryCost: same(() => 12) } },
  },
};

const feed: Endpoint = {
  system: "web",
  method: "POST",
  target: () => "/graphql",
  pairs: 300,
  entities: 70,
  headers: {
    date: own(v.httpDate),
    "x-fb-debug": own((m) => `${v.token(86)(m)}==`),
    "x-ua-nonce": own((m) => `nonce-${v.token(22)(m)}`),
  },
  body: {
    data: {
      feed: {
        edges: list(() => 3, {
          cursor: own(v.cursor),
          node: {
            id: own((m) => Buffer.from(`Post:${v.rowNumber(30000)(m)}`).toString("base64")),
            likes: ownAt(0.6, ({ entity, random }) => 40 + (entity % 50) + Math.floor(random() * 4)),
            text: same(title),
          },
        }),
        ranking: disordered(() => 5, same(v.text((n) => `topic-${n % 33}`)), 0.25),
        endCursor: own(v.cursor),
        unread: wrong(v.number(0, 20, 90), 0.06, add(1)),
      },
    },
    impression: own(v.token(32)),
    extensions: { tookMs: own(v.tookFraction(17)), traceId: own(v.hex(32)), serverTime: own(v.epochMs) },
  },
};

const search: Endpoint = {
  system: "web",
  method: "GET",
  target: ({ entity }) => `/search?q=${entity}`,
  pairs: 1000,
  entities: 260,
  headers: {
    date: own(v.httpDate),
    "x-opaque-id": own(v.hex(24)),
    via: own(v.bySide("1.1 varnish-v4", "1.1 fra-edge", "1.1 varnish-v6")),
  },
  body: {
    took: own(v.took(12)),
    timed_out: same(() => false),
    _scroll_id: own((m) => Buffer.from(String(v.token(40)(m))).toString("base64")),
    hits: {
      total: wrong(v.number(3, 9000, 91), 0.05, stale(20)),
      hits: list(() => 3, {
        _id: own(v.thingToken(20, "")),
        _seq_no: own(v.rowNumber(220100)),
        name: same(title),
        changed: wrong(v.earlierIso(100, 92), 1, (value: string) => Math.floor(Date.parse(value) / 1000)),
        price: wrong(v.number(2, 80, 93, 2), 0.02, add(0.01)),
      }),
      suggestions: unordered(() => 3, same(v.text((n) => `word${n % 60}`))),
    },
    shard: own((m) => `[products][${v.between(0, 4)(m)}]`),
  },
};

export const web: Endpoint[] = [issues, jira, product, feed, search];
