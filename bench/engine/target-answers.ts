/** What the target answers: a front page, and the FlowViz API as the plant answers it, canned. One list for both servers that can be the target. */

export type Canned = {
  /** How a request begins, to its method and path. */
  method: "GET" | "POST";
  path: string;
  /** Any path that begins with `path`. */
  below: boolean;
  status: 200 | 201;
  /** JSON; `#` stands for a number that grows with each request. */
  body: string;
};

const at = "2026-01-01T00:00:00.000Z";

export const cannedAnswers: readonly Canned[] = [
  { method: "GET", path: "/", below: false, status: 200, body: '{"status":"healthy","database":"connected"}' },
  {
    method: "POST",
    path: "/api/login",
    below: false,
    status: 200,
    body: '{"access_token":"0b0c1d2e-3f40-4516-8a7b-9c0d1e2f3a4b","token_type":"bearer"}',
  },
  {
    method: "POST",
    path: "/api/v1/lots",
    below: false,
    status: 201,
    body: `{"id":#,"lot_code":"LOT-#","lot_type":"RAW","weight_kg":100.5,"temperature_c":4.2,"created_at":"${at}"}`,
  },
  {
    method: "POST",
    path: "/api/v1/qc-decisions",
    below: false,
    status: 201,
    body: `{"id":#,"lot_id":1,"gate_id":1,"decision":"PASS","decided_at":"${at}"}`,
  },
  {
    method: "GET",
    path: "/api/v1/traceability/",
    below: true,
    status: 200,
    body: `{"lot":{"id":1,"lot_code":"LOT-1","lot_type":"RAW","weight_kg":100.5,"temperature_c":4.2,"created_at":"${at}"},"decisions":[]}`,
  },
];

/** Where either server tells how many requests it has answered. */
export const countPath = "/count";

/** In nginx's folder, where it is asked by TLS. */
export const certificateFiles = { key: "key.pem", cert: "cert.pem" };

type NginxPlace = { port: number; tlsPort: number | null; folder: string };

/** nginx with one process that answers by itself, without a file or a system behind it. `folder` is for the files it insists on. */
export function nginxConfig({ port, tlsPort, folder }: NginxPlace): string {
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `daemon off;
master_process off;
pid ${folder}/pid;
error_log stderr crit;
events { worker_connections 16384; }
http {
  access_log off;
  default_type application/json;
  keepalive_requests 1000000000;
  keepalive_timeout 600s;
${kinds.map((kind) => `  ${kind}_temp_path ${folder}/${kind};`).join("\n")}
  server {
    listen 127.0.0.1:${port};
${tlsPort === null ? "" : tlsLines(tlsPort, folder)}${cannedAnswers.map(location).join("\n")}
    location = ${countPath} { stub_status; }
    location / { return 404 '{}'; }
  }
}
`;
}

function tlsLines(port: number, folder: string): string {
  return `    listen 127.0.0.1:${port} ssl;
    ssl_protocols TLSv1.3;
    ssl_certificate ${folder}/${certificateFiles.cert};
    ssl_certificate_key ${folder}/${certificateFiles.key};
`;
}

function location({ path, below, status, body }: Canned): string {
  return `    location ${below ? "" : "= "}${path} { return ${status} '${body.replaceAll("#", "$connection_requests")}'; }`;
}
