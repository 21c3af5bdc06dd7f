/** nginx with one process: passes on to legacy, and its `mirror` to the new system. `folder` is for the files it insists on. */
export function nginxMirror(
  port: number,
  { folder, legacyPort, candidatePort }: { folder: string; legacyPort: number; candidatePort: number },
): string {
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const passed = "proxy_http_version 1.1; proxy_set_header Connection ''; proxy_set_header Host $host;";
  return `daemon off;
master_process off;
pid ${folder}/pid;
error_log stderr crit;
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 1000000000;
  keepalive_timeout 600s;
${kinds.map((kind) => `  ${kind}_temp_path ${folder}/${kind};`).join("\n")}
  upstream legacy { server 127.0.0.1:${legacyPort}; keepalive 128; keepalive_requests 1000000000; }
  upstream candidate { server 127.0.0.1:${candidatePort}; keepalive 128; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port};
    location / { mirror /mirror; mirror_request_body off; proxy_pass http://legacy; ${passed} }
    location = /mirror { internal; proxy_pass http://candidate$request_uri; ${passed} }
  }
}
`;
}

/** nginx as a system that answers each request with the same 2 KB of JSON: it costs less than anything that stands before it. */
export function nginxUpstream(port: number, folder: string): string {
  const body = JSON.stringify({ id: 17, lot: "LOT-17", rows: "x".repeat(2_000) });
  return `daemon off;
master_process off;
pid ${folder}/pid;
error_log stderr crit;
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 1000000000;
  keepalive_timeout 600s;
  default_type application/json;
  server { listen 127.0.0.1:${port}; location / { return 200 '${body}'; } }
}
`;
}
