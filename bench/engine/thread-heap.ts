import { attachToLoadThread } from "./load-thread.ts";

/** What the load thread's heap holds, by constructor. */

type Snapshot = {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
  strings: string[];
};
type Kind = { name: string; count: number; bytes: number };

const mostKinds = 24;

/** Gives away a Markdown table of the kinds that take most, largest first. Holds the thread up for seconds. */
export function printThreadHeap(print: (table: string) => void): void {
  const chunks: string[] = [];
  attachToLoadThread(
    ({ tell }) => tell(1, "HeapProfiler.takeHeapSnapshot", { reportProgress: false }),
    ({ id, method, params }) => {
      if (method === "HeapProfiler.addHeapSnapshotChunk") chunks.push(String(params?.["chunk"]));
      if (id === 1) print(tableOf(kindsOf(JSON.parse(chunks.join("")))));
    },
  );
}

function kindsOf({ snapshot, nodes, strings }: Snapshot): Kind[] {
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const place = (name: string) => fields.indexOf(name);
  const at = { type: place("type"), name: place("name"), size: place("self_size") };
  const kinds = new Map<string, Kind>();
  for (let node = 0; node < nodes.length; node += fields.length) {
    const type = types[0][nodes[node + at.type] ?? 0] ?? "?";
    const named = type === "object" || type === "native" || type === "closure";
    const name = named ? `${type} ${(strings[nodes[node + at.name] ?? 0] ?? "").slice(0, 60)}` : type;
    const kind = kinds.get(name) ?? { name, count: 0, bytes: 0 };
    kind.count++;
    kind.bytes += nodes[node + at.size] ?? 0;
    kinds.set(name, kind);
  }
  return [...kinds.values()].sort((a, b) => b.bytes - a.bytes);
}

function tableOf(kinds: readonly Kind[]): string {
  const all = kinds.reduce((sum, { bytes }) => sum + bytes, 0);
  const kib = (bytes: number) => Math.round(bytes / 1_024).toLocaleString("en");
  const lines = kinds.slice(0, mostKinds).map(({ name, count, bytes }) => `| ${name} | ${count} | ${kib(bytes)} |`);
  return ["| kind | count | KiB |", "| --- | ---: | ---: |", ...lines, `| all | | ${kib(all)} |`].join("\n");
}
