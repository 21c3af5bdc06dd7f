/** backend-v2, stage 6.4: endpoints by weight. The team gave no paths: adapt them. */
export const backendStage = `name: backend-v2 stage 6.4               # adapt paths and weights to your endpoints
setup:
  - name: log in
    post: /api/login
    json: { email: "operator{{vu 1 10}}@factory.local", password: "{{secret.OPERATOR_PASSWORD}}" }
    expect: { status: 200, json: { $.access_token: not empty } }
    remember: { token: $.access_token }
headers: { authorization: "Bearer {{token}}" }
version: { get: /health, json: $.version }   # a run across a deployment cannot pass
mix:
  - weight: 3
    name: write
    tags: [write]
    post: /api/v1/lots
    json: { lot_code: "{{unique 'B2-'}}", lot_type: "{{pick RAW WIP FINISHED}}", weight_kg: "{{number 50 500 1}}" }
    expect: { status: 201, json: { $.id: present } }
    remember: { lots: { last: 10, from: { id: $.id, code: $.lot_code } } }
  - weight: 6
    name: read
    tags: [read]
    needs: lots
    get: /api/v1/traceability/{{lots.code}}
    expect: { status: 200 }
  - weight: 1
    name: health
    tags: [health]
    get: /health
    expect: { status: 200, json: { $.database: connected } }
`;
