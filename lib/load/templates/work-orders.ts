/** Manufacturing execution: work orders as four kinds of users see them. The team gave no paths: adapt them. */
export const workOrders = `name: Work orders                       # adapt the paths to your system's
users:
  - kind: WorkOrderUser
    share: 40
    setup:
      - name: log in as maker
        post: /login
        form: { username: test_maker, password: "{{secret.OPERATOR_PASSWORD}}" }
        expect: { status: [200, 302] }
    think: { between: [1s, 3s] }
    mix:
      - weight: 5
        name: list work orders
        tags: [read]
        get: /api/work-orders?status=open
        expect: { status: 200, json: { $.work_orders: not empty } }
        remember: { order: "$.work_orders[0].id" }
      - weight: 3
        name: one work order
        tags: [read]
        needs: order
        get: /api/work-orders/{{order}}
        expect: { status: 200, json: { $.id: present } }
  - kind: SupervisorUser
    share: 20
    setup:
      - name: log in as supervisor
        post: /login
        form: { username: test_supervisor, password: "{{secret.OPERATOR_PASSWORD}}" }
        expect: { status: [200, 302] }
    think: { between: [2s, 5s] }
    mix:
      - weight: 3
        name: dashboard of the shift
        tags: [dashboard]
        get: /dashboard
        expect: { status: 200 }
      - weight: 1
        name: create work order
        tags: [write]
        post: /api/work-orders
        json: { product: "{{pick P-100 P-200 P-300}}", quantity: "{{integer 1 500}}" }
        expect: { status: 201, json: { $.id: present } }
  - kind: OperatorUser
    share: 30
    setup:
      - name: log in as operator
        post: /login
        form: { username: test_operator, password: "{{secret.OPERATOR_PASSWORD}}" }
        expect: { status: [200, 302] }
    think: { between: [1s, 3s] }
    mix:
      - weight: 1
        name: work on a task
        flow:
          - name: tasks
            tags: [read]
            get: /api/work-orders/tasks?limit=10
            expect: { status: 200, json: { $.tasks: not empty } }
            remember: { task: "$.tasks[0].id" }
          - name: start a task
            tags: [write]
            post: /api/work-orders/tasks/{{task}}/start
            expect: { status: 200 }
          - name: complete a task
            tags: [write]
            post: /api/work-orders/tasks/{{task}}/complete
            json: { good: "{{integer 90 100}}", scrap: "{{integer 0 10}}" }
            expect: { status: 200 }
  - kind: MakerUser
    share: 10
    setup:
      - name: log in as maker of parts
        post: /login
        form: { username: test_maker, password: "{{secret.OPERATOR_PASSWORD}}" }
        expect: { status: [200, 302] }
    think: { between: [2s, 4s] }
    mix:
      - name: statistics of the line
        tags: [read]
        get: /api/statistics
        expect: { status: 200 }
`;
