import assert from "node:assert/strict";
import test from "node:test";
import { plantSystem } from "#sandbox/server.ts";
import { nodeExporter, nodeProgram, postgresExporter, redisExporter } from "../testing/shown-metrics.ts";
import { parseExposition } from "./exposition.ts";
import { foundMetrics, guessedFigure, mostListed, offeredFigures, practiceFigures } from "./known-figures.ts";
import { parseSelector, selects } from "./system-metrics.ts";

function read(text: string) {
  const parsed = parseExposition(text);
  assert.ok(parsed.ok, parsed.ok ? "" : parsed.why);
  return parsed;
}

const offers: [who: string, text: string, labels: string[]][] = [
  ["node_exporter", nodeExporter, ["CPU", "Memory available", "Load, 1 min", "TCP connections"]],
  ["postgres_exporter", postgresExporter, ["Database connections", "Commits"]],
  ["redis_exporter", redisExporter, ["Redis clients", "Redis memory"]],
  ["a program of its own", nodeProgram, ["CPU", "Memory", "Open files"]],
  ["nothing known", "jobs_waiting 3\n", []],
  ["nothing", "", []],
];

for (const [who, text, labels] of offers)
  test(`${who}: ${labels.join(", ") || "no offer"}`, () => {
    const parsed = read(text);
    const offered = offeredFigures(parsed);
    assert.deepEqual(
      offered.map(({ label }) => label),
      labels,
    );
    for (const { metric } of offered) {
      const selector = parseSelector(metric);
      assert.ok(selector.ok && parsed.samples.some((sample) => selects(selector.selector, sample)), metric);
    }
  });

test("the practice plant shows what comes chosen with its systems", async (t) => {
  const { server } = plantSystem("new", () => 0);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = Object(server.address());
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const offered = offeredFigures(read(text));
  assert.deepEqual(
    practiceFigures.map(({ label }) => label),
    ["CPU", "Memory", "Connections"],
  );
  assert.deepEqual(offered, practiceFigures);
});

test("metrics are listed with type, help, labels, and a value where there is one", () => {
  const found = foundMetrics(read(nodeProgram));
  const of = (name: string) => found.find((one) => one.name === name);
  assert.deepEqual(of("process_open_fds"), {
    ...{ name: "process_open_fds", type: "gauge", help: "Number of open file descriptors." },
    ...{ series: 1, labels: [], value: 31 },
  });
  const bucket = of("http_request_duration_seconds_bucket");
  assert.deepEqual(
    [bucket?.type, bucket?.series, bucket?.labels, bucket?.value],
    ["histogram", 2, ["le", "status_code"], null],
  );
});

test("a list is bounded, and a value that is none is left out", () => {
  const many = Array.from({ length: mostListed + 5 }, (_, index) => `m${index} 1`).join("\n");
  assert.equal(foundMetrics(read(many)).length, mostListed);
  assert.equal(foundMetrics(read("a NaN"))[0]?.value, null);
});

test("how a metric is read is guessed by its name and type", () => {
  const cases: [name: string, type: string, guess: string][] = [
    ["requests_total", "untyped", "rate count"],
    ["commits", "counter", "rate count"],
    ["received_bytes_total", "counter", "rate bytes"],
    ["heap_bytes", "gauge", "value bytes"],
    ["hit_ratio", "gauge", "value percent"],
    ["jobs_waiting", "gauge", "value count"],
  ];
  for (const [name, type, guess] of cases) {
    const { way, unit, label } = guessedFigure({ name, type });
    assert.equal(`${way} ${unit}`, guess, name);
    assert.equal(label, name.replaceAll("_", " "));
  }
});
