// The scenario lib/load/templates/flowviz-operators.ts as a person would write it for k6: the same log-in, weights, values, remembered lots and
// expectations. Bodies are read only where something in them is expected or remembered.
import { check } from "k6";
import http from "k6/http";
import { printed, summaryTrendStats } from "./k6-summary.js";

export const options = {
  vus: Number(__ENV.CONNECTIONS),
  duration: `${__ENV.SECONDS}s`,
  discardResponseBodies: true,
  summaryTrendStats,
};

const url = __ENV.URL;
const run = Date.now().toString(36);
const mostLots = 10;

// Each virtual user has a runtime, and so these, of its own.
let token = null;
const lots = [];
let oldest = 0;
let made = 0;

const pick = (values) => values[Math.floor(Math.random() * values.length)];
const between = (least, most) => Math.round((least + Math.random() * (most - least)) * 10) / 10;
const whole = (least, most) => least + Math.floor(Math.random() * (most - least + 1));
const json = () => ({ authorization: `Bearer ${token}`, "content-type": "application/json" });

function logIn() {
  const body = JSON.stringify({ email: `operator${(__VU % 10) + 1}@factory.local`, password: "bench" });
  const headers = { "content-type": "application/json" };
  const answer = http.post(`${url}/api/login`, body, { headers, responseType: "text" });
  const found = answer.json("access_token");
  check(answer, { "log in: 200": ({ status }) => status === 200, "log in: a token": () => Boolean(found) });
  token = found;
}

function registerLot() {
  const body = JSON.stringify({
    lot_code: `LOT-${run}-${__VU}-${++made}`,
    lot_type: pick(["RAW", "WIP", "FINISHED"]),
    weight_kg: between(50, 500),
    temperature_c: between(2, 8),
  });
  const answer = http.post(`${url}/api/v1/lots`, body, { headers: json(), responseType: "text" });
  const lot = answer.json();
  check(answer, { "lot: 201": ({ status }) => status === 201, "lot: an id": () => lot.id !== undefined });
  const kept = { id: lot.id, code: lot.lot_code };
  if (lots.length < mostLots) lots.push(kept);
  else {
    lots[oldest] = kept;
    oldest = (oldest + 1) % mostLots;
  }
}

function decision() {
  const chance = Math.random() * 100;
  const body = JSON.stringify({
    lot_id: pick(lots).id,
    gate_id: whole(1, 7),
    decision: chance < 85 ? "PASS" : chance < 95 ? "HOLD" : "FAIL",
  });
  check(http.post(`${url}/api/v1/qc-decisions`, body, { headers: json() }), {
    "decision: 201": ({ status }) => status === 201,
  });
}

function traceability() {
  const address = http.url`${url}/api/v1/traceability/${pick(lots).code}`;
  check(http.get(address, { headers: { authorization: `Bearer ${token}` } }), {
    "traceability: 200": ({ status }) => status === 200,
  });
}

export default function () {
  if (token === null) logIn();
  const chance = Math.random() * 16;
  if (chance < 10 || lots.length === 0) registerLot();
  else if (chance < 15) decision();
  else traceability();
}

export const handleSummary = printed;
