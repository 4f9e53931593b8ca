// What stands between the intake and a platform: it passes everything on, and can be told to end the intake at a moment
// of a call: before the platform hears of it, while it works on it, or when it has answered and the intake has not heard.
import { createServer, request as ask } from 'node:http';

/** @typedef {{method: string, path: string, body: string}} Seen */

export class Gate {
  /** Every call that the platform was asked for. @type {Seen[]} */
  seen = [];
  /**
   * Asked before every call: nothing, or what is to happen and what to do then.
   * @type {(call: Seen) => undefined | {when: 'before' | 'during' | 'after', act: () => any}}
   */
  plan = () => undefined;
  #server;

  /** @param {string} target http://host:port of the platform */
  constructor(target) {
    this.target = new URL(target);
  }

  async start() {
    this.#server = createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('error', () => {});
      request.on('end', () => this.#pass(request, response, Buffer.concat(chunks)));
    });
    await new Promise((done) => this.#server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
    return this;
  }

  async #pass(request, response, body) {
    const call = { method: request.method, path: request.url, body: body.toString() };
    const event = this.plan(call);
    const drop = async () => {
      await event.act();
      response.destroy();
    };
    if (event?.when === 'before') return drop();
    this.seen.push(call);
    const answered = this.#forward(request, body);
    if (event?.when === 'during') {
      // What the platform has been sent it goes on with.
      answered.catch(() => {});
      return drop();
    }
    try {
      const answer = await answered;
      if (event?.when === 'after') return await drop();
      response.writeHead(answer.status, { 'Content-Type': answer.type });
      response.end(answer.body);
    } catch {
      response.destroy();
    }
  }

  #forward(request, body) {
    return new Promise((done, failed) => {
      const { hostname, port } = this.target;
      const { method, url: path } = request;
      const headers = { ...request.headers, host: this.target.host };
      const onward = ask({ hostname, port, method, path, headers, agent: false }, (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('error', failed);
        answer.on('end', () =>
          done({
            status: answer.statusCode,
            type: answer.headers['content-type'] ?? 'text/plain',
            body: Buffer.concat(chunks),
          }),
        );
      });
      onward.on('error', failed);
      onward.end(body);
    });
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
