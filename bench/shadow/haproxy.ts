/** HAProxy with one thread, which passes on to legacy and mirrors nothing: what a proxy costs that does no more than that. */
export function haproxyConfig(port: number, legacyPort: number): string {
  return `global
  nbthread 1
  maxconn 4096
defaults
  mode http
  timeout connect 5s
  timeout client 600s
  timeout server 600s
  http-reuse always
frontend front
  bind 127.0.0.1:${port}
  default_backend legacy
backend legacy
  server legacy 127.0.0.1:${legacyPort}
`;
}
