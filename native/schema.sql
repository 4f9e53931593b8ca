-- The one source of the database's shape, for SQLite and for PostgreSQL. Statements end with a semicolon at the end of
-- a line; storage/engine_*.cpp write them as each engine wants them (STRICT; BIGINT, texts in the order of their
-- bytes). A table comes after those that it refers to. Instants are seconds since 1970-01-01T00:00:00Z, digests are
-- lower-case hexadecimal, documents are the UTF-8 bytes as they were given or answered.
--
-- Versions: 2 added pack_versions; 3 added tickets, ticket_events, escalations, staff and staff_sessions; 4 added
-- contacts, order_versions, shop_tokens, outbox_channels and outbox; 5 added media_removed; 6 added
-- lookup_attempts_at and tokens_expiry; 7 added installation, connectors, connector_returns and connector_cursors;
-- 8 added lookup_minutes.

CREATE TABLE schema_version (
  version INTEGER NOT NULL
);

-- One row, made by the first server: with which secret the keyed digests here were made.
CREATE TABLE installation (
  one INTEGER NOT NULL PRIMARY KEY,
  secret_check TEXT NOT NULL            -- keyed digest of a fixed text
);

CREATE TABLE orders (
  id TEXT NOT NULL PRIMARY KEY,
  lookup_key TEXT NOT NULL UNIQUE,      -- the id as people type it: folded case, no spaces
  merchant TEXT NOT NULL,
  customer TEXT NOT NULL,               -- keyed digest of the shop's customer reference
  document TEXT NOT NULL,
  revision INTEGER NOT NULL,            -- counts the requests; whoever files one must have seen the latest
  seeded_at INTEGER                     -- of demo orders, and when a case was opened
);

CREATE TABLE order_factors (
  order_id TEXT NOT NULL REFERENCES orders (id),
  kind TEXT NOT NULL,
  salt TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (order_id, kind, hash)
);

CREATE TABLE customers (
  merchant TEXT NOT NULL,
  customer TEXT NOT NULL,
  pseudonym TEXT NOT NULL UNIQUE,
  PRIMARY KEY (merchant, customer)
);

CREATE TABLE tokens (
  hash TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  expires_at INTEGER NOT NULL
);
CREATE INDEX tokens_expiry ON tokens (expires_at);

CREATE TABLE lookup_attempts (
  subject TEXT NOT NULL,                -- keyed digest of what was asked for; empty where only the address counts
  address TEXT NOT NULL,                -- keyed digest of who asked
  nonce TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL
);
CREATE INDEX lookup_attempts_subject ON lookup_attempts (subject, at);
CREATE INDEX lookup_attempts_address ON lookup_attempts (address, at);
CREATE INDEX lookup_attempts_at ON lookup_attempts (at);

-- How many look-ups of everybody together failed.
CREATE TABLE lookup_minutes (
  minute INTEGER NOT NULL PRIMARY KEY,  -- since 1970-01-01T00:00:00Z
  failures INTEGER NOT NULL
);

CREATE TABLE media (
  sha256 TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL,
  type TEXT NOT NULL,
  kind TEXT NOT NULL,
  stored_at INTEGER NOT NULL
);

CREATE TABLE uploads (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  name TEXT NOT NULL,
  claimed_type TEXT NOT NULL,
  claimed_sha256 TEXT NOT NULL,
  metadata TEXT NOT NULL,               -- Upload-Metadata as it came
  length INTEGER NOT NULL,
  received INTEGER NOT NULL,            -- bytes that are durable; what the file has beyond them does not count
  sha256 TEXT REFERENCES media (sha256),
  report TEXT,                          -- what the server found; both are set when the upload is finished
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
);
CREATE INDEX uploads_order ON uploads (order_id);
CREATE INDEX uploads_sha256 ON uploads (sha256);

CREATE TABLE requests (
  ticket TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  idempotency_key TEXT NOT NULL UNIQUE,
  body_hash TEXT NOT NULL,
  body TEXT NOT NULL,
  computed TEXT,                        -- the server's own request, when it differs
  verification TEXT NOT NULL,
  status TEXT NOT NULL,                 -- received, needs_review; later issues: accepted, refused, returned, cancelled
  received_at INTEGER NOT NULL,
  day TEXT NOT NULL,
  pseudonym TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  UNIQUE (day, pseudonym, sequence)
);
CREATE INDEX requests_order ON requests (order_id);

CREATE TABLE request_lines (
  ticket TEXT NOT NULL REFERENCES requests (ticket),
  order_id TEXT NOT NULL REFERENCES orders (id),
  line TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  state TEXT NOT NULL,                  -- open, returned, cancelled
  PRIMARY KEY (ticket, line)
);
CREATE INDEX request_lines_order ON request_lines (order_id, line);

CREATE TABLE request_media (
  ticket TEXT NOT NULL REFERENCES requests (ticket),
  position INTEGER NOT NULL,
  slot TEXT NOT NULL,
  line TEXT NOT NULL,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES media (sha256),
  PRIMARY KEY (ticket, position)
);

CREATE INDEX request_media_sha256 ON request_media (sha256);

-- Files that a request names and that are gone all the same.
CREATE TABLE media_removed (
  sha256 TEXT NOT NULL PRIMARY KEY REFERENCES media (sha256),
  removed_at INTEGER NOT NULL,
  reason TEXT NOT NULL                  -- retention, erased
);

CREATE TABLE receipts (
  ticket TEXT NOT NULL PRIMARY KEY REFERENCES requests (ticket),
  body TEXT NOT NULL
);

CREATE TABLE audit (
  id INTEGER NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL
);

-- Signed packs that were accepted; an older version, or other bytes under a known one, is refused.
CREATE TABLE pack_versions (
  merchant TEXT NOT NULL,
  pack TEXT NOT NULL,
  version INTEGER NOT NULL,
  digest TEXT NOT NULL,
  accepted_at INTEGER NOT NULL,
  PRIMARY KEY (merchant, pack, version)
);

-- The work on a request. Its status stands in `requests`; here is who does what next, and by when.
CREATE TABLE tickets (
  ticket TEXT NOT NULL PRIMARY KEY REFERENCES requests (ticket),
  lane TEXT NOT NULL,
  grade TEXT NOT NULL,
  stage TEXT NOT NULL,                  -- the next one to be done: assign, investigate, handle, feed_back; then closed
  assignee TEXT NOT NULL,               -- empty: nobody yet
  due_at INTEGER,                       -- of the next stage; none when the pack has no clock for it
  money INTEGER,                        -- minor units that a person approved
  rating INTEGER,                       -- 1 to 5, the customer's
  closed_at INTEGER,
  revision INTEGER NOT NULL             -- who changes it must have seen the latest
);
CREATE INDEX tickets_due ON tickets (stage, due_at);

CREATE TABLE ticket_events (
  id INTEGER GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  ticket TEXT NOT NULL REFERENCES tickets (ticket),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,                  -- name of one of the staff, `customer` or `clock`
  text TEXT NOT NULL,
  shown INTEGER NOT NULL,               -- 1: the customer sees it
  once TEXT UNIQUE                      -- keyed digest of what the customer's device calls it: sent twice, kept once
);
CREATE INDEX ticket_events_ticket ON ticket_events (ticket, id);

CREATE TABLE escalations (
  ticket TEXT NOT NULL REFERENCES tickets (ticket),
  position INTEGER NOT NULL,
  grade TEXT NOT NULL,
  role TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  done_at INTEGER,
  PRIMARY KEY (ticket, position)
);
CREATE INDEX escalations_due ON escalations (done_at, due_at);

CREATE TABLE staff (
  name TEXT NOT NULL PRIMARY KEY,
  role TEXT NOT NULL,                   -- clerk, supervisor, admin
  password TEXT NOT NULL,               -- argon2id, encoded with its salt and costs
  created_at INTEGER NOT NULL
);

CREATE TABLE staff_sessions (
  hash TEXT NOT NULL PRIMARY KEY,
  staff TEXT NOT NULL REFERENCES staff (name),
  expires_at INTEGER NOT NULL
);

-- Where somebody can be reached: of an order as the shop says it, of a ticket as whoever filed it says it.
CREATE TABLE contacts (
  subject TEXT NOT NULL PRIMARY KEY,    -- order or ticket
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  locale TEXT NOT NULL                  -- each of them empty when it is not known
);

-- Of orders that the shop sends: what counts as the latest.
CREATE TABLE order_versions (
  order_id TEXT NOT NULL PRIMARY KEY REFERENCES orders (id),
  version INTEGER NOT NULL,
  digest TEXT NOT NULL                  -- of all that was sent
);

-- Who may push orders.
CREATE TABLE shop_tokens (
  hash TEXT NOT NULL PRIMARY KEY,
  merchant TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

-- Which kinds of messages this installation sends; what happens is queued for each of them.
CREATE TABLE outbox_channels (
  channel TEXT NOT NULL PRIMARY KEY     -- customer, webhook
);

-- What is to be told. A row says which event it is about and neither to whom nor in which words: both are looked up
-- when it is sent, so nothing personal is kept twice.
CREATE TABLE outbox (
  id TEXT NOT NULL PRIMARY KEY,         -- stays the same through every attempt: receivers tell doubles by it
  position INTEGER NOT NULL,
  ticket TEXT NOT NULL REFERENCES tickets (ticket),
  event INTEGER NOT NULL REFERENCES ticket_events (id),
  channel TEXT NOT NULL,
  state TEXT NOT NULL,                  -- waiting, sent, failed
  way TEXT NOT NULL,                    -- email, sms or webhook, once it was tried
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,              -- of the next attempt
  attempts INTEGER NOT NULL,
  lease TEXT NOT NULL,                  -- of whoever is sending it; empty: nobody
  leased_until INTEGER NOT NULL,
  fault TEXT NOT NULL,                  -- what the last attempt met: a code, no text of strangers
  done_at INTEGER,
  UNIQUE (event, channel)
);
CREATE INDEX outbox_due ON outbox (state, due_at);
CREATE INDEX outbox_ticket ON outbox (ticket, channel, position);

-- Which shop systems this installation tells of returns; what is filed is queued for each of them.
CREATE TABLE connectors (
  name TEXT NOT NULL PRIMARY KEY,
  start TEXT NOT NULL                   -- registered, accept: the event that a return is made for
);

-- A return that a shop system is to have, once.
CREATE TABLE connector_returns (
  ticket TEXT NOT NULL REFERENCES tickets (ticket),
  connector TEXT NOT NULL,
  state TEXT NOT NULL,                  -- waiting, creating, created, dropped, fix, refused
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,              -- of the next attempt
  attempts INTEGER NOT NULL,
  fence INTEGER NOT NULL,               -- counts the leases: only the latest may say what came of it
  leased_until INTEGER NOT NULL,        -- until then somebody may be at it, also the platform; 0: nobody
  remote TEXT NOT NULL,                 -- its id over there
  fault TEXT NOT NULL,                  -- what the last attempt met: a code
  said TEXT NOT NULL,                   -- the platform's words for it
  done_at INTEGER,
  PRIMARY KEY (ticket, connector)
);
CREATE INDEX connector_returns_due ON connector_returns (connector, state, due_at);

-- How far the orders of a shop system were read.
CREATE TABLE connector_cursors (
  connector TEXT NOT NULL PRIMARY KEY,
  place TEXT NOT NULL,                  -- as the connector writes it
  read_at INTEGER NOT NULL
);

-- One row: the last link. It orders writers, and a log cut off at its end no longer fits it.
CREATE TABLE audit_head (
  one INTEGER NOT NULL PRIMARY KEY,
  last_id INTEGER NOT NULL,
  hash TEXT NOT NULL
);
