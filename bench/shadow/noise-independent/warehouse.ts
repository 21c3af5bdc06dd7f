/** Five endpoints of a warehouse system: OData as an ERP gives it, transfer orders, shipments, picks and counts. */
import { add, asText, cut, days, lower, mistyped, padded, stale, times } from "./changes.ts";
import { disordered, type Endpoint, list, own, ownAt, same, unordered, wrong } from "./field.ts";
import * as v from "./values.ts";

const material = v.text((n) => `MAT-${String(100200 + (n % 400)).padStart(8, "0")}`);

const stock: Endpoint = {
  system: "warehouse",
  method: "GET",
  target: ({ entity }) => `/sap/opu/odata/sap/API_STOCK/MaterialStock('${100200 + entity}')`,
  pairs: 600,
  entities: 180,
  headers: {
    date: own(v.httpDate),
    "sap-server": own(v.bySide("true/PRD", "s4-new", "true/PRD2")),
    "sap-perf-fesrec": own(v.tookFraction(41)),
    etag: own((m) => `W/"datetime'${String(v.isoMicros(m)).slice(0, 26)}'"`),
    "content-type": same(() => "application/json"),
  },
  body: {
    d: {
      __metadata: {
        uri: own(
          (m) =>
            `https://${v.bySide("erp-prd.site.local:44300", "s4.site.local", "erp-qas.site.local:44300")(m)}/API_STOCK('${m.entity}')`,
        ),
        type: same(() => "API_STOCK.MaterialStockType"),
      },
      Material: same(material),
      Plant: same(v.pick(3, "1010", "1020")),
      StorageLocation: wrong(v.pick(4, "WM01", "WM02", "QI01"), 1, lower),
      Batch: wrong(
        v.text((n) => `B${260000 + n * 13}`),
        0.02,
        mistyped,
      ),
      MatlWrhsStkQtyInMatlBaseUnit: wrong(v.number(1, 4000, 5, 3), 1, asText),
      MaterialBaseUnit: same(() => "KG"),
      ReadAt: own(v.sapDate),
      Blocked: same(() => false),
    },
  },
};

const transfer: Endpoint = {
  system: "warehouse",
  method: "POST",
  target: () => "/wms/v1/transfer-orders",
  pairs: 400,
  entities: 0,
  headers: {
    date: own(v.httpDate),
    location: own((m) => `/wms/v1/transfer-orders/${v.rowNumber(880100)(m)}`),
    "x-correlation-id": own(v.uuid4),
  },
  body: {
    id: own(v.rowNumber(880100)),
    number: own((m) => `TO${String(v.rowNumber(4400)(m)).padStart(9, "0")}`),
    createdAt: own(v.isoMs),
    createdBy: same(() => "SCANNER07"),
    rowVersion: own((m) => Buffer.from(String(v.counter(61000, 5)(m)).padStart(8, "\0")).toString("base64")),
    priority: wrong(v.number(1, 9, 6), 1, add(1)),
    lines: list(({ entity }) => 1 + (entity % 3), {
      lineId: own(v.rowNumber(1770400)),
      material: same(material),
      quantity: wrong(v.number(1, 60, 8), 0.03, add(-1)),
      fromBin: same(v.text((n) => `A-${n % 12}-${n % 40}`)),
      toBin: wrong(
        v.text((n) => `R-${n % 9}-${n % 30}`),
        0.04,
        cut(4),
      ),
    }),
  },
};

const shipment: Endpoint = {
  system: "warehouse",
  method: "GET",
  target: ({ entity }) => `/wms/v1/shipments/${70000 + entity}`,
  pairs: 800,
  entities: 250,
  headers: {
    date: own(v.httpDate),
    "x-served-by": own(v.host("wms-app-", "wms-pod-", 4)),
    age: ownAt(0.6, v.between(0, 55)),
  },
  body: {
    shipmentUuid: own(v.thingUuid(2)),
    reference: same(v.text((n) => `SO-${55000 + n}`)),
    carrier: wrong(v.pick(9, "DHL", "UPS", "Schenker"), 1, padded(10)),
    weight: wrong(v.number(0.2, 900, 10, 2), 1, times(1000)),
    plannedDelivery: wrong(v.day(11), 0.3, days(1)),
    labelUrl: own(v.signedUrl("labels.site.local", "labels")),
    printToken: own(v.token(24)),
    parcels: unordered(({ entity }) => 2 + (entity % 4), same(v.text((n) => `00340${String(434100000 + n * 7)}`))),
    cached: { ageSeconds: ownAt(0.6, v.between(0, 60)), hit: same(() => true) },
  },
};

const picks: Endpoint = {
  system: "warehouse",
  method: "GET",
  target: ({ entity }) => `/wms/v1/picks?wave=${entity}`,
  pairs: 300,
  entities: 60,
  headers: { date: own(v.httpDate), "x-request-id": own(v.hex(32)), "x-runtime": own(v.tookFraction(0.031)) },
  body: {
    wave: same(v.text((n) => `W${n}`)),
    snapshotAt: own(v.sqlClock),
    route: disordered(() => 6, same(v.text((n) => `AISLE-${n % 50}`)), 0.15),
    zones: unordered(() => 4, same(v.text((n) => `Z${n % 30}`))),
    pickers: wrong(v.number(1, 8, 12), 0.05, stale(2)),
    page: { next: own(v.cursor), size: same(() => 50), total: wrong(v.number(40, 300, 13), 0.06, add(1)) },
    lockNonce: own(v.hex(16)),
  },
};

const count: Endpoint = {
  system: "warehouse",
  method: "POST",
  target: ({ entity }) => `/wms/v1/bins/${entity % 300}/counts`,
  pairs: 500,
  entities: 0,
  headers: {
    date: own(v.httpDate),
    "x-amzn-trace-id": own((m) => `Root=1-${Math.floor(m.atMs / 1000).toString(16)}-${v.hex(24)(m)}`),
  },
  body: {
    countId: own(v.ulid),
    bin: same(v.text((n) => `BIN-${n % 300}`)),
    counted: same(v.number(0, 500, 14)),
    expected: wrong(v.number(0, 500, 15), 0.08, add(-1)),
    operatorNo: wrong(v.number(20, 80, 16), 1, add(1000)),
    countedAt: wrong(v.earlierIso(5, 17), 1, (_value, m) => v.isoSeconds(m)),
    recordedAt: own(v.isoMicros),
    tookMs: own(v.took(14)),
    node: own(v.bySide("wms-db1", "pg-wms-0", "wms-db2")),
  },
};

export const warehouse: Endpoint[] = [stock, transfer, shipment, picks, count];
