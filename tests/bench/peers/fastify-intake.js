// The same submissions kept by Fastify and better-sqlite3: the rows, the chain of the log and the receipt of our intake,
// durable before the answer, one transaction each; nothing is judged.
import Database from 'better-sqlite3';
import Fastify from 'fastify';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [file, schema] = process.argv.slice(2);
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

const database = new Database(file);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.pragma('foreign_keys = ON');
database.exec(readFileSync(schema, 'utf8'));
database.exec("INSERT INTO audit_head (one, last_id, hash) VALUES (1, 0, '')");

const sql = Object.fromEntries(
  Object.entries({
    known:
      'SELECT r.body_hash, c.body FROM requests r JOIN receipts c ON c.ticket = r.ticket WHERE r.idempotency_key = ?',
    order:
      "INSERT INTO orders (id, lookup_key, merchant, customer, document, revision) VALUES (?, ?, 'demo', ?, ?, 1)",
    customer: "INSERT INTO customers (merchant, customer, pseudonym) VALUES ('demo', ?, ?)",
    request:
      "INSERT INTO requests (ticket, order_id, idempotency_key, body_hash, body, verification, status, received_at, day, pseudonym, sequence) VALUES (?, ?, ?, ?, ?, '{}', 'received', ?, ?, ?, 1)",
    receipt: 'INSERT INTO receipts (ticket, body) VALUES (?, ?)',
    ticket:
      "INSERT INTO tickets (ticket, lane, grade, stage, assignee, revision) VALUES (?, 'withdrawal', 'ordinary', 'assign', '', 1)",
    event:
      "INSERT INTO ticket_events (ticket, at, kind, actor, text, shown) VALUES (?, ?, 'registered', 'clock', '', 1)",
    contact: "INSERT INTO contacts (subject, email, phone, locale) VALUES (?, ?, '', 'en')",
    head: 'SELECT last_id, hash FROM audit_head WHERE one = 1',
    audit: 'INSERT INTO audit (id, at, kind, subject, detail, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
    advance: 'UPDATE audit_head SET last_id = ?, hash = ? WHERE one = 1',
  }).map(([name, text]) => [name, database.prepare(text)]),
);

const keep = database.transaction((key, body, statement) => {
  const now = Math.floor(Date.now() / 1000);
  const day = new Date().toISOString().slice(0, 10);
  const id = `case-${randomBytes(16).toString('hex')}`;
  const pseudonym = randomBytes(4).toString('hex');
  const ticket = `${day.replaceAll('-', '')}-${pseudonym}-001`;
  const receipt = JSON.stringify({
    schema: 'returns.receipt/1',
    ticket,
    idempotency_key: key,
    received_at: new Date().toISOString(),
    digest: sha256(body),
    status: 'received',
    acknowledgement: { statement, received_at: now },
  });
  sql.order.run(id, `case ${id}`, id, '{"schema":"returns.case/1"}');
  sql.customer.run(id, pseudonym);
  sql.request.run(ticket, id, key, sha256(body), body, now, day, pseudonym);
  sql.receipt.run(ticket, receipt);
  sql.ticket.run(ticket);
  sql.event.run(ticket, now);
  sql.contact.run(ticket, statement.email);
  for (const kind of ['case_opened', 'request_received']) {
    const { last_id: last, hash } = sql.head.get();
    const detail = JSON.stringify({ request: sha256(body), receipt: sha256(receipt) });
    const next = sha256(JSON.stringify([last + 1, now, kind, ticket, detail, hash]));
    sql.audit.run(last + 1, now, kind, ticket, detail, hash, next);
    sql.advance.run(last + 1, next);
  }
  return receipt;
});

const server = Fastify({ logger: false });
server.post(
  '/api/v1/withdrawals',
  {
    schema: {
      body: {
        type: 'object',
        required: ['policy', 'statement'],
        properties: {
          policy: { type: 'string' },
          statement: {
            type: 'object',
            required: ['order', 'name', 'email', 'confirmed'],
            properties: {
              order: { type: 'string' },
              name: { type: 'string' },
              email: { type: 'string' },
              confirmed: { type: 'boolean' },
            },
          },
        },
      },
    },
  },
  (request, reply) => {
    const key = String(request.headers['idempotency-key']);
    const known = sql.known.get(key);
    const body = JSON.stringify(request.body);
    reply.header('Content-Type', 'application/json');
    if (known) return known.body_hash === sha256(body) ? known.body : reply.code(422).send('{}');
    reply.code(201);
    return keep(key, body, request.body.statement);
  },
);
const url = await server.listen({ port: 0, host: '127.0.0.1' });
console.log(`${url}/`);
