// A film made byte by byte (ISO/IEC 14496-12): its data, whatever they are, stand between what is given here.

/** @param {number} value @param {number} count of bytes */
function be(value, count) {
  const out = Buffer.alloc(count);
  if (count === 8) out.writeBigUInt64BE(BigInt(value));
  else out.writeUIntBE(value, 0, count);
  return out;
}

/** @param {string} type @param {...(Buffer | string)} body */
export function box(type, ...body) {
  const bytes = Buffer.concat(
    body.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
  );
  return Buffer.concat([be(bytes.length + 8, 4), Buffer.from(type, 'latin1'), bytes]);
}
/** @param {string} type @param {...(Buffer | string)} body */
const full = (type, ...body) => box(type, Buffer.alloc(4), ...body);

/**
 * One track of pictures, one sample of all the data, 64-bit places; the index behind them.
 * @param {{data: number, place?: string, width?: number, height?: number}} of
 */
export function film({ data, place, width = 1280, height = 720 }) {
  const type = box('ftyp', 'isom', be(0, 4), 'isom');
  const head = Buffer.concat([type, be(1, 4), Buffer.from('mdat'), be(data + 16, 8)]);
  const entry = box(
    'avc1',
    Buffer.alloc(6),
    be(1, 2),
    Buffer.alloc(16),
    be(width, 2),
    be(height, 2),
    Buffer.alloc(50),
  );
  const table = box(
    'stbl',
    full('stsd', be(1, 4), entry),
    full('stts', be(1, 4), be(1, 4), be(3000, 4)),
    full('stsc', be(1, 4), be(1, 4), be(1, 4), be(1, 4)),
    full('stsz', be(Math.min(data, 2 ** 32 - 1), 4), be(1, 4)),
    full('co64', be(1, 4), be(head.length, 8)),
  );
  const matrix = Buffer.concat([0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map((n) => be(n, 4)));
  const index = box(
    'moov',
    full('mvhd', be(0, 4), be(0, 4), be(1000, 4), be(3000, 4), Buffer.alloc(80)),
    box(
      'trak',
      full(
        'tkhd',
        be(0, 8),
        be(1, 4),
        be(0, 4),
        be(3000, 4),
        Buffer.alloc(16),
        matrix,
        be(width * 65536, 4),
        be(height * 65536, 4),
      ),
      box(
        'mdia',
        full('mdhd', be(0, 8), be(1000, 4), be(3000, 4), be(0, 4)),
        full('hdlr', be(0, 4), 'vide', Buffer.alloc(13)),
        box('minf', table),
      ),
    ),
    ...(place ? [box('udta', box('\xa9xyz', be(place.length, 2), be(0x15c7, 2), place))] : []),
  );
  return { head, index };
}
