// Who the intake talks to: a mail server and a receiver of webhooks, each as unkind as a test wants it.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { SMTPServer } from 'smtp-server';

/** Waits until `done` gives something, for so many milliseconds. */
export async function until(done, what, ms = 15_000) {
  const end = Date.now() + ms;
  for (;;) {
    const found = await done();
    if (found) return found;
    if (Date.now() > end) throw new Error(`in vain: ${typeof what === 'string' ? what : what()}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

/** The text of a header of a mail, with its encoded words read. @param {string} mail @param {string} name */
export function headerOf(mail, name) {
  const head = mail.slice(0, mail.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const line = head.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  const raw = line ? line.slice(name.length + 1).trim() : '';
  return raw
    .replace(/\?=\s+=\?UTF-8\?B\?/g, '?= =?UTF-8?B?')
    .replace(/=\?UTF-8\?B\?[^?]*\?=(?: =\?UTF-8\?B\?[^?]*\?=)*/g, (words) =>
      Buffer.concat(
        [...words.matchAll(/\?B\?([^?]*)\?=/g)].map((one) => Buffer.from(one[1], 'base64')),
      ).toString(),
    );
}

/** @param {string} mail */
export function bodyOf(mail) {
  const [head, ...rest] = mail.split('\r\n\r\n');
  const boundary = /boundary="?([^"\r\n;]+)/.exec(head)?.[1];
  const part = boundary ? rest.join('\r\n\r\n').split(`--${boundary}`)[1] : mail;
  const start = part.indexOf('\r\n\r\n');
  if (!/content-transfer-encoding: base64/i.test(part.slice(0, start)))
    throw new Error(`no base 64:\n${mail}`);
  return Buffer.from(part.slice(start), 'base64').toString();
}

export class Mailbox {
  /** Every mail that was taken: {from, to, raw}. */
  mails = [];
  /** What happened to every attempt. */
  attempts = 0;
  /**
   * What the server does to an attempt: "take", "refuse" (550 to the recipient), "later" (451 after the data), "drop"
   * (cuts the line in the data), "hang" (never answers). @type {(attempt: number) => string}
   */
  mood = () => 'take';
  #server;
  #sockets = new Set();

  /** @param {object} [options] of smtp-server */
  constructor(options = {}) {
    this.options = options;
    this.port = 0;
  }

  async start() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: this.options.key ? [] : ['STARTTLS'],
      onConnect: (session, done) => {
        this.attempts += 1;
        session.mood = this.mood(this.attempts);
        done();
      },
      onAuth: (auth, _session, done) =>
        auth.username === 'shop' && auth.password === 'pass word'
          ? done(null, { user: 'shop' })
          : done(new Error('no')),
      onRcptTo: (_address, session, done) =>
        session.mood === 'refuse'
          ? done(Object.assign(new Error('nobody here'), { responseCode: 550 }))
          : done(),
      onData: (stream, session, done) => {
        const chunks = [];
        if (session.mood === 'drop') for (const socket of this.#sockets) socket.destroy();
        stream.on('data', (chunk) => chunks.push(chunk));
        stream.on('end', () => {
          if (session.mood === 'drop' || session.mood === 'hang') return;
          if (session.mood === 'later') {
            done(Object.assign(new Error('busy'), { responseCode: 451 }));
            return;
          }
          const raw = Buffer.concat(chunks).toString();
          const { mailFrom, rcptTo } = session.envelope;
          this.mails.push({
            from: mailFrom.address,
            to: rcptTo[0].address,
            raw,
            secure: session.secure,
            user: session.user,
          });
          this.taken?.();
          // Taken and durable here, and the answer is lost: what makes doubles.
          if (session.mood !== 'silent') done();
        });
      },
      ...this.options,
    });
    this.#server.on('error', () => {});
    this.#server.server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await new Promise((done) => this.#server.listen(this.port, '127.0.0.1', done));
    this.port = this.#server.server.address().port;
    return this;
  }

  async stop() {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((done) => this.#server.close(done));
  }
}

export const HOOK_SECRET = Buffer.from('thirty-two bytes of a test secret');

export class HookReceiver {
  /** Calls whose signature holds. */
  calls = [];
  wrong = 0;
  attempts = 0;
  /** The status to answer with. @type {(attempt: number) => number} */
  mood = () => 204;
  #server;

  async start() {
    this.#server = createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        this.attempts += 1;
        const body = Buffer.concat(chunks).toString();
        const {
          'webhook-id': id,
          'webhook-timestamp': time,
          'webhook-signature': signature,
        } = request.headers;
        const wanted = createHmac('sha256', HOOK_SECRET).update(`${id}.${time}.${body}`).digest();
        const given = Buffer.from(String(signature).replace(/^v1,/, ''), 'base64');
        const holds =
          given.length === wanted.length &&
          timingSafeEqual(given, wanted) &&
          Math.abs(Date.now() / 1000 - Number(time)) < 300;
        if (!holds) this.wrong += 1;
        const status = holds ? this.mood(this.attempts) : 401;
        if (status < 300)
          this.calls.push({ id, url: request.url, headers: request.headers, body: JSON.parse(body) });
        response.writeHead(status).end();
      });
    });
    await new Promise((done) => this.#server.listen(0, '127.0.0.1', done));
    this.port = this.#server.address().port;
    this.url = `http://127.0.0.1:${this.port}`;
    return this;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
