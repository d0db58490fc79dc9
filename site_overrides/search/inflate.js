/* From a block as it is loaded to its bytes: raw deflate (RFC 1951), fifteen bits to a character.
   One code path for every browser: DecompressionStream is missing in Firefox before 113 and does not know raw deflate
   in Chromium before 103; blocks are small. Undoes tools/anliku/search/pack.py. */
const UNIT_BITS = 15, FIRST_UNIT = 0x3000;

function unpacked(packed) { return inflate(bytesOf(packed)); }

function bytesOf(packed) {
  const bytes = new Uint8Array((packed.length * UNIT_BITS) >> 3);
  let size = 0, held = 0, count = 0;
  for (let at = 0; at < packed.length; at++) {
    held |= (packed.charCodeAt(at) - FIRST_UNIT) << count;
    for (count += UNIT_BITS; count > 7; count -= 8) {
      bytes[size++] = held;
      held >>>= 8;
    }
  }
  return bytes;
}

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073,
  4097, 6145, 8193, 12289, 16385, 24577];
const DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const QUICK = 9;

/* A code by the lengths of its symbols; `quick` has the symbols of up to QUICK bits by the bits as they come, with
   their length. A block is read cold, so fewer steps count for more than a table that is smaller. */
function huffman(lengths) {
  const counts = new Uint16Array(16), offsets = new Uint16Array(16), next = new Uint16Array(16);
  for (let at = 0; at < lengths.length; at++) counts[lengths[at]]++;
  counts[0] = 0;
  for (let size = 1; size < 16; size++) {
    offsets[size] = offsets[size - 1] + counts[size - 1];
    next[size] = (next[size - 1] + counts[size - 1]) << 1;
  }
  const symbols = new Uint16Array(lengths.length), quick = new Uint16Array(1 << QUICK);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol];
    if (!length) continue;
    symbols[offsets[length]++] = symbol;
    const code = next[length]++;
    if (length > QUICK) continue;
    let turned = 0;
    for (let bit = 0; bit < length; bit++) if (code >> bit & 1) turned |= 1 << (length - 1 - bit);
    for (let at = turned; at < quick.length; at += 1 << length) quick[at] = symbol << 4 | length;
  }
  return { counts, symbols, quick };
}

const FIXED = [
  huffman(Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8))),
  huffman(new Array(30).fill(5)),
];

function inflate(source) {
  let out = new Uint8Array(source.length * 4 + 64);
  let size = 0, at = 0, held = 0, count = 0;

  function bits(number) {
    while (count < number) {
      if (at >= source.length) throw new Error("block ends early");
      held |= source[at++] << count;
      count += 8;
    }
    const value = held & ((1 << number) - 1);
    held >>>= number;
    count -= number;
    return value;
  }

  function symbol(code) {
    while (count < QUICK && at < source.length) {
      held |= source[at++] << count;
      count += 8;
    }
    const known = code.quick[held & ((1 << QUICK) - 1)], used = known & 15;
    if (known && used <= count) {
      held >>>= used;
      count -= used;
      return known >> 4;
    }
    let value = 0, first = 0, index = 0;
    for (let length = 1; length < 16; length++) {
      value |= bits(1);
      const number = code.counts[length];
      if (value - number < first) return code.symbols[index + (value - first)];
      index += number;
      first = (first + number) << 1;
      value <<= 1;
    }
    throw new Error("block is damaged");
  }

  function room(more) {
    if (size + more <= out.length) return;
    const larger = new Uint8Array(Math.max(out.length * 2, size + more));
    larger.set(out);
    out = larger;
  }

  function codes() {
    const literal = bits(5) + 257, distance = bits(5) + 1, number = bits(4) + 4;
    const lengths = new Array(19).fill(0);
    for (let item = 0; item < number; item++) lengths[ORDER[item]] = bits(3);
    const code = huffman(lengths);
    const all = [];
    while (all.length < literal + distance) {
      const value = symbol(code);
      if (value < 16) all.push(value);
      else {
        const repeated = value === 16 ? all[all.length - 1] : 0;
        let times = value === 16 ? 3 + bits(2) : value === 17 ? 3 + bits(3) : 11 + bits(7);
        while (times--) all.push(repeated);
      }
    }
    return [huffman(all.slice(0, literal)), huffman(all.slice(literal))];
  }

  function stored() {
    at -= count >> 3; // whole bytes looked at too early
    held = count = 0;
    const length = source[at] | (source[at + 1] << 8);
    at += 4;
    if (at + length > source.length) throw new Error("block ends early");
    room(length);
    out.set(source.subarray(at, at + length), size);
    size += length;
    at += length;
  }

  function coded(pair) {
    for (;;) {
      const value = symbol(pair[0]);
      if (value === 256) return;
      if (value < 256) {
        if (size === out.length) room(1);
        out[size++] = value;
        continue;
      }
      const length = LENGTHS[value - 257] + bits(LENGTH_BITS[value - 257]);
      const code = symbol(pair[1]);
      const from = size - DISTANCES[code] - bits(DISTANCE_BITS[code]);
      room(length);
      for (let step = 0; step < length; step++) out[size + step] = out[from + step];
      size += length;
    }
  }

  let last = 0;
  while (!last) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) stored();
    else coded(kind === 1 ? FIXED : codes());
  }
  return out.subarray(0, size);
}
