/** Web Intelligence: clients that log in once and ask again and again, without a pause. */
export const webPlatform = `name: Web platform                    # adapt the paths to your pages
setup:
  - name: log in
    post: /login
    form: { username: admin1, password: "{{secret.OPERATOR_PASSWORD}}" }
    expect: { status: [200, 302] }       # the session cookie is kept for each client
version: { get: /health, json: $.version }   # a run across a deployment cannot pass
mix:
  - weight: 6
    name: dashboard
    tags: [read]
    get: /dashboard
    expect: { status: 200 }
  - weight: 3
    name: statistics
    tags: [read]
    get: /api/statistics
    expect: { status: 200, json: { $.total_bags: present } }
  - weight: 1
    name: health
    tags: [health]
    get: /health
    expect: { status: 200, json: { $.database: connected } }
`;
