/** Upper bounds in seconds. */
const bounds = [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10, 30] as const;

/** `counts`: of each bound, those at or under it. */
type Histogram = { counts: number[]; sum: number; n: number };

/** The plant's own figures as Prometheus text. */
export class Metrics {
  #answers = new Map<string, number>();
  #seconds = new Map<string, Histogram>();

  count(route: string, status: number, seconds: number): void {
    const key = `route="${route}",status="${status}"`;
    this.#answers.set(key, (this.#answers.get(key) ?? 0) + 1);
    const histogram = this.#seconds.get(route) ?? { counts: bounds.map(() => 0), sum: 0, n: 0 };
    this.#seconds.set(route, histogram);
    for (const [at, bound] of bounds.entries())
      if (seconds <= bound) histogram.counts[at] = (histogram.counts[at] ?? 0) + 1;
    histogram.sum += seconds;
    histogram.n += 1;
  }

  /** `connections`: open ones of this system. CPU and memory are the process's, which both systems share. */
  text({ lots, leakedBytes, connections }: { lots: number; leakedBytes: number; connections: number }): string {
    const { user, system } = process.cpuUsage();
    const answers = [...this.#answers].map(([labels, times]) => `plant_answers_total{${labels}} ${times}`);
    return [
      "# HELP plant_answers_total Answers by route and status.",
      "# TYPE plant_answers_total counter",
      ...answers,
      "# HELP plant_answer_seconds How long answers took, by route.",
      "# TYPE plant_answer_seconds histogram",
      ...[...this.#seconds].flatMap(([route, histogram]) => histogramLines(route, histogram)),
      "# HELP plant_lots Lots held in memory.",
      "# TYPE plant_lots gauge",
      `plant_lots ${lots}`,
      "# HELP plant_leaked_bytes Memory that requests left behind.",
      "# TYPE plant_leaked_bytes gauge",
      `plant_leaked_bytes ${leakedBytes}`,
      "# HELP plant_connections Connections open to this system.",
      "# TYPE plant_connections gauge",
      `plant_connections ${connections}`,
      "# HELP process_cpu_seconds_total CPU time of the plant's process.",
      "# TYPE process_cpu_seconds_total counter",
      `process_cpu_seconds_total ${(user + system) / 1e6}`,
      "# HELP process_resident_memory_bytes Memory of the plant's process.",
      "# TYPE process_resident_memory_bytes gauge",
      `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
      "",
    ].join("\n");
  }
}

function histogramLines(route: string, { counts, sum, n }: Histogram): string[] {
  const line = (le: string, times: number) => `plant_answer_seconds_bucket{route="${route}",le="${le}"} ${times}`;
  return [
    ...bounds.map((bound, at) => line(String(bound), counts[at] ?? 0)),
    line("+Inf", n),
    `plant_answer_seconds_sum{route="${route}"} ${sum}`,
    `plant_answer_seconds_count{route="${route}"} ${n}`,
  ];
}
