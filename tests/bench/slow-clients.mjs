// 500 clients that drip a byte now and then, half of them a header and half a body: how long does somebody else wait who
// looks an order up on a connection of their own?
//
// Goal: each answer within 100 ms.
import { connect } from 'node:net';
import { Intake } from '../intake/intake.js';
import { Goals } from './measure.js';

const SLOW = 500;
const ASKED = 200;

const intake = await new Intake().start();
const port = Number(new URL(intake.url).port);
const slow = [];
try {
  for (let i = 0; i < SLOW; i += 1) {
    const socket = connect(port, '127.0.0.1');
    await new Promise((done, failed) => socket.once('connect', done).once('error', failed));
    socket.on('error', () => {});
    socket.write(
      i % 2 === 0
        ? 'GET / HTTP/1.1\r\nHost'
        : 'POST /api/v1/orders/lookup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{',
    );
    slow.push(socket);
  }
  const drip = setInterval(() => {
    for (const socket of slow) if (socket.writable) socket.write('x');
  }, 500);
  const { json } = await intake.ask('/api/v1/demo/orders');
  const [{ id: order, factor }] = json.orders;
  const times = [];
  for (let i = 0; i < ASKED; i += 1) {
    const began = performance.now();
    const answer = await intake.ask('/api/v1/orders/lookup', { order, factor }, { Connection: 'close' });
    times.push(performance.now() - began);
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  }
  clearInterval(drip);
  const open = slow.filter((socket) => socket.writable && !socket.destroyed).length;
  if (open < SLOW) throw new Error(`only ${open} of ${SLOW} slow clients were still there`);
  times.sort((a, b) => a - b);
  const goals = new Goals();
  console.log(`${ASKED} look-ups beside ${open} slow clients: median ${times[ASKED >> 1].toFixed(1)} ms`);
  goals.check('the slowest of them', times[ASKED - 1], '<', 100, ' ms');
  goals.end();
} finally {
  for (const socket of slow) socket.destroy();
  await intake.remove();
}
