/** Limits that the five teams wrote down, as texts to begin a set with. Where a team's paper gave no figure, a comment says so. */
export type ObjectiveTemplate = { team: string; name: string; text: string };

const flowviz = `# FlowViz WMS: success of at least 99.9 %, p99 at most 500 ms.
objectives:
  - { metric: p99, limit: 500 ms }
  - { metric: errors, limit: 0.1 % }
  # A health answer counts from 459 of them on; take this in where the scenario asks for it:
  # - { metric: p99, of: health, limit: 100 ms }
`;

const backend = `# backend-v2, stage 6.4. Environments may have limits of their own.
objectives:
  - { metric: p50, limit: 100 ms }
  - { metric: p95, limit: 250 ms }
  - { metric: p99, limit: 400 ms }
  - { metric: errors, limit: 0.5 % }
  - { metric: throughput, limit: 1000/s }
environments:
  # The team's paper asks for overrides without giving figures. These are assumptions to adapt:
  # staging has about half of the machines, and answers may take longer there;
  staging:
    - { metric: p95, limit: 400 ms }
    - { metric: p99, limit: 800 ms }
    - { metric: throughput, limit: 500/s }
  # production is run within its limits, with a warning before each, and has to lose less.
  production:
    - { metric: p95, limit: 250 ms, warn: 200 ms }
    - { metric: p99, limit: 400 ms, warn: 300 ms }
    - { metric: errors, limit: 0.1 % }
`;

const workOrders = `# Manufacturing execution: average below 500 ms, p95 below 1 s, errors below 0.1 %.
objectives:
  - { metric: mean, limit: 500 ms }
  - { metric: p95, limit: 1 s }
  - { metric: errors, limit: 0.1 % }
`;

const traitorTrack = `# TraitorTrack: limits by kind of request, and the bands good, warning and bad.
objectives:
  - { metric: p95, tag: read, limit: 100 ms }
  - { metric: p95, tag: look-up, limit: 100 ms }
  - { metric: p95, tag: write, limit: 500 ms }
  - { metric: p95, tag: scan, limit: 200 ms }
  - { metric: p95, tag: search, limit: 500 ms }
  - { metric: p95, tag: dashboard, limit: 1 s }
  - { metric: errors, limit: 5 %, warn: 1 % }
`;

const webPlatform = `# Web Intelligence: what its alarms ring at. Its paper claims a p95 below 100 ms, and measured 105 and 112.
objectives:
  - { metric: p95, limit: 1 s, warn: 100 ms }
thresholds:
  # The same as k6 writes it.
  http_req_failed: ["rate<0.05"]
`;

export const objectiveTemplates: readonly ObjectiveTemplate[] = [
  { team: "FlowViz WMS", name: "FlowViz limits", text: flowviz },
  { team: "backend-v2", name: "Stage 6.4 limits", text: backend },
  { team: "Manufacturing execution", name: "Work order limits", text: workOrders },
  { team: "TraitorTrack", name: "TraitorTrack limits", text: traitorTrack },
  { team: "Web Intelligence", name: "Web platform alarms", text: webPlatform },
];
