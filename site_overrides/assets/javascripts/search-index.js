/* The index as the browser holds it: blocks loaded as scripts, inflated, and postings decoded.
   Layout of the blocks: tools/anliku/search/shards.py. No fetch, so that it works from file:// too. */
(function () {
  "use strict";
  const search = window.anlikuSearch;
  const waiting = new Map();
  const loaded = new Map();

  /* Called by each block: its name, and its bytes compressed (raw deflate) in base64. */
  window.anlikuSearchBlock = function (name, packed) {
    const entry = waiting.get(name);
    if (!entry) return;
    try {
      entry.resolve(inflate(bytesOf(packed)));
    } catch (error) {
      entry.reject(error);
    }
  };

  function load(name) {
    if (loaded.has(name)) return loaded.get(name);
    const promise = new Promise(function (resolve, reject) {
      waiting.set(name, { resolve: resolve, reject: reject });
      search.script("search/" + name + ".js" + (search.digest ? "?" + search.digest : "")).then(
        function () { reject(new Error("empty block " + name)); },
        function (error) { loaded.delete(name); reject(error); }
      );
    }).finally(function () { waiting.delete(name); });
    loaded.set(name, promise);
    return promise;
  }

  function bytesOf(packed) {
    const text = atob(packed);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
    return bytes;
  }

  /* RFC 1951. One code path for every browser: DecompressionStream is missing in Firefox before 113 and
     does not know raw deflate in Chromium before 103; blocks are small, and this takes under a millisecond. */
  const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
  const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073,
    4097, 6145, 8193, 12289, 16385, 24577];
  const DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

  function huffman(lengths) {
    const counts = new Uint16Array(16);
    lengths.forEach(function (length) { counts[length]++; });
    counts[0] = 0;
    const offsets = new Uint16Array(16);
    for (let size = 1; size < 16; size++) offsets[size] = offsets[size - 1] + counts[size - 1];
    const symbols = new Uint16Array(lengths.length);
    lengths.forEach(function (length, symbol) { if (length) symbols[offsets[length]++] = symbol; });
    return { counts: counts, symbols: symbols };
  }

  const FIXED = [
    huffman(Array.from({ length: 288 }, function (_, at) { return at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8; })),
    huffman(new Array(30).fill(5)),
  ];

  function inflate(source) {
    let out = new Uint8Array(source.length * 6 + 64);
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

    let last = 0;
    while (!last) {
      last = bits(1);
      const kind = bits(2);
      if (kind === 0) {
        held = count = 0;
        const length = source[at] | (source[at + 1] << 8);
        at += 4;
        room(length);
        out.set(source.subarray(at, at + length), size);
        size += length;
        at += length;
        continue;
      }
      const pair = kind === 1 ? FIXED : codes();
      for (;;) {
        const value = symbol(pair[0]);
        if (value === 256) break;
        if (value < 256) {
          room(1);
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
    return out.subarray(0, size);
  }

  const text = new TextDecoder();

  function json(name) {
    return load(name).then(function (bytes) { return JSON.parse(text.decode(bytes)); });
  }

  /* The block that holds a term; lists of concepts and groups have one of their own, and a whole label lies with
     its first two characters. */
  function shardOf(term, shards) {
    if (term[0] === "@") return "c/" + term.slice(1);
    if (term[0] === "^") return "g/" + term.slice(1);
    const hashed = term[0] === "#" ? Array.from(term).slice(1, 3).join("") : term;
    let value = 2166136261;
    for (let at = 0; at < hashed.length; at++) value = Math.imul(value ^ hashed.charCodeAt(at), 16777619);
    return "t/" + ((value >>> 0) % shards);
  }

  /* The terms of one shard: name to {weight, found, kept, start}, and the body the postings lie in. */
  function parse(bytes) {
    let at = 0;
    function number() {
      let value = 0, shift = 0, byte;
      do {
        byte = bytes[at++];
        value |= (byte & 127) << shift;
        shift += 7;
      } while (byte & 128);
      return value;
    }
    const terms = new Map();
    let start = 0;
    for (let left = number(); left > 0; left--) {
      const size = number();
      const name = text.decode(bytes.subarray(at, at + size));
      at += size;
      const row = { weight: number(), found: number(), kept: number(), start: start, bytes: number(), entries: null, impacts: null };
      start += row.bytes;
      terms.set(name, row);
    }
    return { terms: terms, body: bytes.subarray(at) };
  }

  function decode(row, body) {
    const kept = row.kept, planes = row.bytes / (kept || 1) - 1;
    let entry = 0;
    row.entries = new Array(kept);
    for (let item = 0; item < kept; item++) {
      for (let plane = 0; plane < planes; plane++) entry += body[row.start + plane * kept + item] << (8 * plane);
      row.entries[item] = entry;
    }
    row.impacts = body.subarray(row.start + planes * kept, row.start + row.bytes);
  }

  function Index(core) {
    this.core = core;
    this.concepts = core.concepts.length;
    this.kinds = core.concepts.slice();
    this.parents = new Array(this.concepts).fill(-1);
    const site = core.kinds.indexOf("site"), whole = core.kinds.indexOf("case"), part = core.kinds.indexOf("implementation");
    this.ordinals = new Map();
    core.families.forEach(function (family, ordinal) {
      const parent = this.parents.length;
      this.ordinals.set(parent, ordinal);
      for (let item = 0; item < family[0]; item++) {
        this.parents.push(item ? parent : -1);
        this.kinds.push(item === 0 ? whole : item <= family[1] ? site : part);
      }
    }, this);
    let start = 0;
    this.starts = core.starts.map(function (step) { return (start += step); });
    this.shards = new Map();
  }

  Index.prototype.kindOf = function (entry) { return this.core.kinds[this.kinds[entry]]; };

  /* Loads the shards of `terms`; afterwards `look` finds them. */
  Index.prototype.fetch = function (terms) {
    const shards = this.shards, count = this.core.shards;
    const wanted = new Set(terms.map(function (term) { return shardOf(term, count); }));
    return Promise.all(Array.from(wanted, function (name) {
      if (shards.has(name)) return null;
      return load(name).then(function (bytes) { shards.set(name, parse(bytes)); });
    }));
  };

  Index.prototype.look = function (term) {
    const shard = this.shards.get(shardOf(term, this.core.shards));
    const row = shard && shard.terms.get(term);
    if (!row) return null;
    if (!row.entries) decode(row, shard.body);
    return row;
  };

  /* The cards of entries, in their order: {title, path, context, pieces}. */
  Index.prototype.cards = function (entries) {
    const starts = this.starts;
    return Promise.all(entries.map(function (entry) {
      let low = 0, high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle] <= entry) low = middle; else high = middle - 1;
      }
      return block(low).then(function (cards) {
        const card = cards[entry - starts[low]];
        return { title: card[0], path: card[1], context: card[2], pieces: card[3] };
      });
    }));
  };

  const blocks = new Map();
  function block(number) {
    if (!blocks.has(number)) blocks.set(number, json("e/" + number));
    return blocks.get(number);
  }

  let opened = null, sounds = null, facets = null;
  search.index = {
    open: function () {
      if (!opened) {
        opened = json("core").then(function (core) {
          search.digest = core.digest;
          return new Index(core);
        });
        opened.catch(function () { opened = null; });
      }
      return opened;
    },
    sounds: function () { return sounds || (sounds = json("sounds")); },
    facets: function () { return facets || (facets = json("facets")); },
  };
})();
