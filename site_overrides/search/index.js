/* The index as the reader holds it: blocks as they come, postings decoded when they are looked at.
   Layout of the blocks: tools/anliku/search/shards.py. */
const FORMAT = 9, SOUND_SHARE = 4, TOLD_SHARDS = 256;

/* What `make` promises, kept under `name`; a failure is not kept. */
function once(kept, name, make) {
  if (!kept.has(name)) {
    kept.set(name, make());
    kept.get(name).catch(() => kept.delete(name));
  }
  return kept.get(name);
}

async function openIndex(host) {
  const head = coreOf(await host.load("core"));
  if (head.format !== FORMAT) throw new Error("format " + head.format);
  return new Index(Object.assign(head, JSON.parse(head.alphabet.text(head.rest))), host);
}

class Index {
  constructor(core, host) {
    this.core = core;
    this.host = host;
    this.asked = new Map();
    this.shards = new Map();
    this.alphabet = core.alphabet;
    this.facetsHere = null;
    this.concepts = core.concepts.length;
    this.kinds = core.concepts.slice();
    this.parents = new Array(this.concepts).fill(-1);
    this.ordinals = new Map();
    const site = core.kinds.indexOf("site"), whole = core.kinds.indexOf("case"), part = core.kinds.indexOf("implementation");
    core.families.forEach((family, ordinal) => {
      const parent = this.parents.length;
      this.ordinals.set(parent, ordinal);
      for (let item = 0; item < family[0]; item++) {
        this.parents.push(item ? parent : -1);
        this.kinds.push(item === 0 ? whole : item <= family[1] ? site : part);
      }
    });
    let start = 0;
    this.starts = core.blocks.map(size => (start += size) - size);
  }

  /* How many entries a case has, itself included; 1 for what is no case. */
  family(entry) { return this.ordinals.has(entry) ? this.core.families[this.ordinals.get(entry)][0] : 1; }

  kindOf(entry) { return this.core.kinds[this.kinds[entry]]; }

  /* What `read` makes of a block; the digest keeps a browser from mixing two builds. */
  block(name, read) {
    return once(this.asked, name, () => this.host.load(name, this.core.digest).then(read));
  }

  scripts() { return this.block("scripts", packed => this.alphabet.json(packed)); }

  sounds() { return this.block("sounds", packed => this.alphabet.json(packed)); }

  labels() { return this.block("labels", packed => this.alphabet.json(packed)); }

  facets() { return this.block("facets", packed => (this.facetsHere = this.alphabet.json(packed))); }

  /* Loads the postings of `terms`; afterwards `look` finds them. */
  load(terms) {
    const wanted = unique(terms.map(term => shardOf(term, this.core.shards)));
    return Promise.all(wanted.map(name => this.block(name, packed => {
      this.shards.set(name, new Shard(unpacked(packed), this.alphabet));
    })));
  }

  /* The postings of a term: {weight, entries, impacts}; null where there are none. */
  look(term) {
    const shard = this.shards.get(shardOf(term, this.core.shards));
    return shard ? shard.look(term) : null;
  }

  /* Whether a pair occurs in an entry, or in how a concept is told. */
  knows(term) { return this.look(term) !== null || this.look("?" + term) !== null; }

  /* The cards of entries, in their order: {title, path, context, pieces}. */
  cards(entries) {
    return Promise.all(entries.map(async entry => {
      const number = this.stretchOf(entry);
      const cards = await this.block("e/" + number, packed => this.alphabet.json(packed));
      const card = cards[entry - this.starts[number]];
      return { title: card[0], path: card[1], context: card[2], pieces: card[3] };
    }));
  }

  /* The number of the stretch of entries that `entry` lies in. */
  stretchOf(entry) {
    let low = 0, high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= entry) low = middle; else high = middle - 1;
    }
    return low;
  }
}

/* The block that holds a term; lists of concepts and groups have one of their own, a whole label lies with its first
   two characters (one that begins with a Latin letter or a digit with the word of its own name), what a pair says of
   concepts with its first character, and sounds lie by themselves. */
function shardOf(term, shards) {
  if (term[0] === "@") return "c/" + term.slice(1);
  if (term[0] === "^") return "g/" + term.slice(1);
  const mark = term[0], bare = term.slice(1);
  let hashed = term;
  if (mark === "#") hashed = bare.charCodeAt(0) > 127 ? Array.from(bare).slice(0, 2).join("") : bare;
  if (mark === "?") hashed = Array.from(bare)[0];
  let value = 2166136261;
  for (let at = 0; at < hashed.length; at++) value = Math.imul(value ^ hashed.charCodeAt(at), 16777619);
  if (mark === "?") return "n/" + ((value >>> 0) % TOLD_SHARDS);
  if (mark === "~" || mark === "=") return "s/" + ((value >>> 0) % Math.max(1, Math.floor(shards / SOUND_SHARE)));
  return "t/" + ((value >>> 0) % shards);
}

/* The postings of one block: a table of terms, then for all of them together the steps from entry to entry in planes
   of bytes, lowest first, and a plane of impacts. */
class Shard {
  constructor(bytes, alphabet) {
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
    this.terms = new Map();
    this.size = 0;
    const count = number();
    this.planes = number();
    for (let left = count; left > 0; left--) {
      const length = number(), name = alphabet.text(bytes.subarray(at, at + length));
      at += length;
      const row = { weight: number(), kept: number(), start: this.size, entries: null, impacts: null };
      this.size += row.kept;
      this.terms.set(name, row);
    }
    this.body = bytes.subarray(at);
  }

  look(term) {
    const row = this.terms.get(term);
    if (!row) return null;
    if (!row.entries) this.decode(row);
    return row;
  }

  decode(row) {
    let entry = 0;
    row.entries = new Array(row.kept);
    for (let item = 0; item < row.kept; item++) {
      for (let plane = 0; plane < this.planes; plane++) entry += this.body[plane * this.size + row.start + item] << (8 * plane);
      row.entries[item] = entry;
    }
    const impacts = this.planes * this.size + row.start;
    row.impacts = this.body.subarray(impacts, impacts + row.kept);
  }
}
