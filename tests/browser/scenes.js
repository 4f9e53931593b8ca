// Photographs and films as a customer's phone would take them, made by the browser: a pack on a table, under a lamp,
// with print on it and sensor noise over it; JPEG of about seven megapixels, and a film that moves.
// No byte of them is written down here, and every call with the same seed draws the same picture.

/* The functions below run in the page: they may use nothing from outside themselves. */

async function photographInPage({ kind, seed, width, height, quality }) {
  let state = seed * 2654435761 + 1;
  const chance = () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4294967296;
  };
  const canvas = new OffscreenCanvas(width, height);
  const c = canvas.getContext('2d');
  const unit = width / 100;

  // The table: boards with grain.
  const boards = c.createLinearGradient(0, 0, width, height);
  boards.addColorStop(0, '#b98a5a');
  boards.addColorStop(1, '#8a5f38');
  c.fillStyle = boards;
  c.fillRect(0, 0, width, height);
  for (let i = 0; i < 420; ++i) {
    const y = chance() * height;
    c.strokeStyle = `rgba(${60 + chance() * 40},${35 + chance() * 30},15,${0.05 + chance() * 0.12})`;
    c.lineWidth = 1 + chance() * unit * 0.25;
    c.beginPath();
    c.moveTo(0, y);
    c.bezierCurveTo(
      width * 0.3,
      y + (chance() - 0.5) * unit * 6,
      width * 0.7,
      y + (chance() - 0.5) * unit * 6,
      width,
      y,
    );
    c.stroke();
  }

  // The pack: three faces, turned a little, with its shadow on the table.
  c.save();
  c.translate(width * (0.46 + chance() * 0.08), height * (0.5 + chance() * 0.06));
  c.rotate((chance() - 0.5) * 0.3);
  const w = kind === 'label' ? 36 * unit : 30 * unit;
  const h = kind === 'label' ? 24 * unit : 19 * unit;
  const deep = 5 * unit;
  const face = (points, fill) => {
    c.fillStyle = fill;
    c.beginPath();
    points.forEach(([x, y], i) => (i === 0 ? c.moveTo(x, y) : c.lineTo(x, y)));
    c.closePath();
    c.fill();
  };
  c.shadowColor = 'rgba(20,10,0,0.55)';
  c.shadowBlur = 4 * unit;
  c.shadowOffsetX = 2.2 * unit;
  c.shadowOffsetY = 2.6 * unit;
  face(
    [
      [-w / 2, -h / 2],
      [w / 2, -h / 2],
      [w / 2, h / 2],
      [-w / 2, h / 2],
    ],
    '#f4f3ee',
  );
  c.shadowColor = 'transparent';
  face(
    [
      [-w / 2, -h / 2],
      [-w / 2 + deep, -h / 2 - deep],
      [w / 2 + deep, -h / 2 - deep],
      [w / 2, -h / 2],
    ],
    '#dddcd4',
  );
  face(
    [
      [w / 2, -h / 2],
      [w / 2 + deep, -h / 2 - deep],
      [w / 2 + deep, h / 2 - deep],
      [w / 2, h / 2],
    ],
    '#c2c0b6',
  );
  const print = (text, x, y, size, colour = '#1c2a35', weight = 400) => {
    c.fillStyle = colour;
    c.font = `${weight} ${size * unit}px "Noto Sans", "Noto Sans CJK SC", sans-serif`;
    c.fillText(text, x * unit, y * unit);
  };
  const left = -w / 2 / unit + 1.6;
  const top = -h / 2 / unit;
  c.fillStyle = ['#0d6e8c', '#8c2f0d', '#35701c', '#5a2a86'][seed % 4];
  c.fillRect(-w / 2, -h / 2, w, 4.4 * unit);
  print(kind === 'waybill' ? 'SF 1234 5678 9012' : '阿莫西林胶囊 Amoxicillin', left, top + 3, 2, '#fff', 700);
  print('0.25 g × 24 capsules', left, top + 7, 1.5);
  print('国药准字 H20050001', left, top + 9.5, 1.3);
  print(`Batch ${24000 + seed}`, left, top + 12.5, kind === 'label' ? 2.2 : 1.3, '#111', 600);
  print(
    'EXP 2027-05-31',
    left,
    top + (kind === 'label' ? 15.5 : 14.5),
    kind === 'label' ? 2.2 : 1.3,
    '#111',
    600,
  );
  for (let x = 0, bar = 0; x < 11; ++bar) {
    const thick = 0.12 + chance() * 0.3;
    c.fillStyle = bar % 2 ? '#f4f3ee' : '#111';
    c.fillRect(w / 2 - 13 * unit + x * unit, h / 2 - 5.5 * unit, thick * unit, 4 * unit);
    x += thick;
  }
  if (kind === 'damage') {
    // A crushed corner: creases with a bright and a dark side, and a wet patch.
    for (let i = 0; i < 9; ++i) {
      const x = w / 2 - chance() * 10 * unit;
      const y = -h / 2 + chance() * 9 * unit;
      const turn = chance() * Math.PI;
      for (const [colour, shift] of [
        ['rgba(70,60,50,0.75)', 0],
        ['rgba(255,255,255,0.8)', 0.25 * unit],
      ]) {
        c.strokeStyle = colour;
        c.lineWidth = 0.28 * unit;
        c.beginPath();
        c.moveTo(x + shift, y + shift);
        c.lineTo(x + shift + Math.cos(turn) * 6 * unit, y + shift + Math.sin(turn) * 6 * unit);
        c.stroke();
      }
    }
    c.fillStyle = 'rgba(110,80,30,0.35)';
    c.beginPath();
    c.ellipse(w / 5, h / 5, 6 * unit, 3.4 * unit, 0.4, 0, Math.PI * 2);
    c.fill();
  }
  c.restore();

  // The lamp, and the dark of the corners.
  const lamp = c.createRadialGradient(width * 0.3, height * 0.2, 0, width * 0.3, height * 0.2, width * 0.8);
  lamp.addColorStop(0, 'rgba(255,244,214,0.30)');
  lamp.addColorStop(0.5, 'rgba(255,244,214,0)');
  lamp.addColorStop(1, 'rgba(0,0,10,0.34)');
  c.fillStyle = lamp;
  c.fillRect(0, 0, width, height);

  // The sensor.
  const picture = c.getImageData(0, 0, width, height);
  for (let i = 0; i < picture.data.length; i += 4) {
    const noise = (chance() + chance() - 1) * 14;
    picture.data[i] += noise;
    picture.data[i + 1] += noise * 0.9;
    picture.data[i + 2] += noise * 1.1;
  }
  c.putImageData(picture, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).split(',')[1]);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });
}

async function filmInPage({ seconds, width, height }) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  document.body.append(canvas);
  const c = canvas.getContext('2d');
  const type = ['video/mp4;codecs=avc1.42E01E', 'video/webm;codecs=vp8'].find((t) =>
    MediaRecorder.isTypeSupported(t),
  );
  const recorder = new MediaRecorder(canvas.captureStream(25), {
    mimeType: type,
    videoBitsPerSecond: 1_500_000,
  });
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  const stopped = new Promise((done) => (recorder.onstop = done));
  recorder.start();
  const from = performance.now();
  await new Promise((done) => {
    const frame = (now) => {
      const t = (now - from) / 1000;
      c.fillStyle = '#a97b4e';
      c.fillRect(0, 0, width, height);
      c.save();
      c.translate(width / 2, height / 2);
      c.rotate(Math.sin(t * 2) * 0.4);
      c.shadowColor = 'rgba(0,0,0,0.5)';
      c.shadowBlur = 24;
      c.fillStyle = '#f4f3ee';
      c.fillRect(-130, -80, 260, 160);
      c.shadowColor = 'transparent';
      c.fillStyle = '#0d6e8c';
      c.font = '28px sans-serif';
      c.fillText('Amoxicillin', -100, -30);
      c.fillStyle = `rgba(120,80,20,${Math.min(0.6, t / 4)})`;
      c.beginPath();
      c.arc(40, 30, 20 + t * 14, 0, 7);
      c.fill();
      c.restore();
      if (t < seconds) requestAnimationFrame(frame);
      else done();
    };
    requestAnimationFrame(frame);
  });
  recorder.stop();
  await stopped;
  const blob = new Blob(parts, { type: type.split(';')[0] });
  const base64 = await new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).split(',')[1]);
    reader.readAsDataURL(blob);
  });
  return { base64, type: type.split(';')[0] };
}

/** @typedef {{name: string, mimeType: string, buffer: Buffer}} Shot  what setInputFiles takes */

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {(page: import('playwright-core').Page) => Promise<any>} work
 */
async function inStudio(context, work) {
  const page = await context.newPage();
  try {
    return await work(page);
  } finally {
    await page.close();
  }
}

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {{kind?: 'pack' | 'damage' | 'label' | 'waybill', seed?: number, width?: number, height?: number}} [options]
 * @returns {Promise<Shot>}
 */
export function photograph(context, { kind = 'pack', seed = 1, width = 3000, height = 2250 } = {}) {
  return inStudio(context, async (page) => {
    const base64 = await page.evaluate(photographInPage, { kind, seed, width, height, quality: 0.88 });
    return { name: `IMG_${4000 + seed}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') };
  });
}

/** @param {import('playwright-core').BrowserContext} context @returns {Promise<Shot>} */
export function film(context, { seconds = 2.5, width = 640, height = 480 } = {}) {
  return inStudio(context, async (page) => {
    const { base64, type } = await page.evaluate(filmInPage, { seconds, width, height });
    return { name: `VID_4100.${type.split('/')[1]}`, mimeType: type, buffer: Buffer.from(base64, 'base64') };
  });
}
