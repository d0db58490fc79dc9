/* What a reader typed, read into slots with alternatives. Mirrors query.py, sound.py, spelling.py and terms.py of
   tools/anliku/search: a change here is a change there, and tests/search compares the two in a browser. */
(function () {
  "use strict";
  const LONGEST_QUERY = 60, LONGEST_SURFACE = 16, TROUBLE_LENGTH = 5, GROUPS_MOST = 2, SPOKEN_FILLERS = 2;
  const SOUND_PERCENT = 45, SPELT_PERCENT = 80, PARTS_PERCENT = 50, WHOLE_PERCENT = 160, SLOT_PERCENT = 45;
  const READINGS_MOST = 3, SHORTEST = 3, SUGGESTED_MOST = 2, NEAREST_MOST = 5;
  const SKIPPED = new Set("\"'“”‘’「」『』《》〈〉【】()（）[]·・•、，,—–－-~～:：. \u3000\t\u200b\ufeff");
  const LETTER = /^[\p{L}〇0-9]$/u;
  const LATIN = /^[a-z0-9]$/;
  const ALL_LATIN = /^[a-z0-9 ]+$/;

  /* Width, case and script; same length in characters. `scripts` maps Traditional characters. */
  function fold(text, scripts) {
    return Array.from(text, function (char) {
      const folded = char.normalize("NFKC").toLowerCase();
      if (Array.from(folded).length !== 1) return char;
      return scripts.get(folded) || folded;
    });
  }

  function squeeze(text, scripts) {
    return fold(text, scripts).filter(function (char) { return !SKIPPED.has(char); }).join("");
  }

  function key(label, scripts) { return squeeze(label, scripts); }

  function unique(list) { return Array.from(new Set(list)); }

  function pairs(run) {
    const chars = Array.from(run);
    return chars.slice(1).map(function (char, at) { return chars[at] + char; });
  }

  function termsOf(squeezed) {
    const found = [];
    (squeezed.match(/[\p{L}\p{N}]+/gu) || []).forEach(function (run) { found.push.apply(found, pairs(run)); });
    found.push.apply(found, squeezed.match(/[a-z0-9]{3,}/g) || []);
    found.push.apply(found, squeezed.match(/[a-z0-9]+(?:\+[a-z0-9]+)+/g) || []);
    return unique(found);
  }

  function soundPairs(syllables) {
    return unique(syllables.slice(1).map(function (item, at) { return "~" + syllables[at] + " " + item; }));
  }

  function Sounds(table) {
    this.of = new Map();
    this.syllables = new Set();
    table.split(" ").forEach(function (row) {
      const chars = Array.from(row);
      const sound = chars.filter(function (char) { return char < "{"; }).join("");
      this.syllables.add(sound);
      chars.slice(sound.length).forEach(function (char) { this.of.set(char, sound); }, this);
    }, this);
  }

  Sounds.prototype.list = function (text) {
    const of = this.of;
    return Array.from(text).filter(function (char) { return of.has(char); }).map(function (char) { return of.get(char); });
  };

  Sounds.prototype.alike = function (one, other) { return this.of.has(one) && this.of.get(one) === this.of.get(other); };

  Sounds.prototype.readings = function (words) {
    let found = [[]];
    words.forEach(function (word) {
      const ways = [];
      this.walk(word, 0, new Set(), [], ways);
      const next = [];
      found.forEach(function (before) { ways.forEach(function (way) { next.push(before.concat(way)); }); });
      found = next.slice(0, READINGS_MOST);
    }, this);
    return found.filter(function (way) { return way.length > 1; });
  };

  /* Collects ways through `word` from `start`, longest syllables first; true where there was one. */
  Sounds.prototype.walk = function (word, start, dead, before, ways) {
    if (ways.length >= READINGS_MOST) return true;
    if (start === word.length) {
      ways.push(before);
      return true;
    }
    if (dead.has(start)) return false;
    let anyWay = false;
    for (let size = Math.min(6, word.length - start); size > 0; size--) {
      const syllable = word.slice(start, start + size);
      if (this.syllables.has(syllable) && this.walk(word, start + size, dead, before.concat(syllable), ways)) anyWay = true;
    }
    const rest = word.slice(start);
    if (rest.length < 6 && !this.syllables.has(rest) && this.begins(rest)) {
      if (ways.length < READINGS_MOST) ways.push(before);
      anyWay = true;
    }
    if (!anyWay) dead.add(start);
    return anyWay;
  };

  Sounds.prototype.begins = function (rest) {
    for (const item of this.syllables) if (item.startsWith(rest)) return true;
    return false;
  };

  function Reader(core) {
    this.core = core;
    this.asks = new Set(core.asks);
    this.fillers = new Set(core.fillers);
    this.scripts = scriptsOf(core.scripts);
    this.textScripts = this.scripts;
    this.sounds = null;
    this.labels = [];
    const surfaces = (this.surfaces = new Map());
    core.groups.forEach(function (group, number) {
      group[0].forEach(function (trigger) {
        const numbers = surfaces.get(trigger) || [];
        if (numbers.length < GROUPS_MOST) surfaces.set(trigger, numbers.concat(number));
      });
    });
  }

  function scriptsOf(text) {
    const scripts = new Map();
    for (let at = 0; at + 1 < text.length; at += 2) scripts.set(text[at], text[at + 1]);
    return scripts;
  }

  Reader.prototype.learn = function (data) {
    this.scripts = scriptsOf(data.scripts);
    this.sounds = new Sounds(data.syllables);
    this.labels = data.labels;
  };

  Reader.prototype.plan = function (query, missing) {
    const chunks = chunksOf(fold(query, this.scripts).slice(0, LONGEST_QUERY));
    const plan = this.read(chunks, missing, false);
    return plan.slots.length ? plan : this.read(chunks, missing, true);
  };

  Reader.prototype.read = function (chunks, missing, plain) {
    let question = false, fillers = 0, wantsSounds = false;
    const texts = [], spans = [], parts = [], told = new Set();
    latinGroups(chunks).forEach(function (group) {
      if (group.latin) {
        texts.push(group.chunks.join(" "));
        parts.push(group.chunks.join(""));
        return;
      }
      group.chunks.forEach(function (chunk) {
        spans.push("");
        this.segments(chunk, plain).forEach(function (segment) {
          if (segment.kind === "ask") question = true;
          if (segment.kind === "filler") fillers++;
          parts.push(segment.kind === "ask" ? "\n" : segment.text);
          if (segment.kind === "ask" || segment.kind === "filler") {
            termsOf(segment.text).forEach(function (term) { told.add(term); });
            spans.push("");
          } else {
            texts.push(segment.text);
            spans[spans.length - 1] += segment.text;
          }
        });
      }, this);
    }, this);
    const slots = [];
    unique(texts).forEach(function (text) {
      const slot = this.slot(text, missing);
      if (ALL_LATIN.test(text) && !/[0-9]/.test(text)) wantsSounds = true;
      if (slot) slots.push(slot);
    }, this);
    const phrase = chunks.join("");
    const held = new Set();
    slots.forEach(function (slot) { slot.alternatives[0].terms.forEach(function (term) { held.add(term); }); });
    const bridges = termsOf(parts.join("")).filter(function (term) { return !held.has(term) && !told.has(term); });
    const whole = slots.map(function (slot) { return slot.text.split(" ").join(""); }).join("");
    const troubled = phrase.length >= TROUBLE_LENGTH &&
      this.core.troubles.some(function (char) { return phrase.indexOf(char) >= 0; });
    const exacts = new Map();
    slots.forEach(function (slot) {
      exacts.set("#" + slot.text.split(" ").join(""), Math.floor(SLOT_PERCENT / slots.length));
    });
    exacts.set("#" + whole, WHOLE_PERCENT);
    exacts.set("#" + phrase, WHOLE_PERCENT);
    const terms = new Set();
    slots.forEach(function (slot) {
      slot.alternatives.forEach(function (item) { item.terms.forEach(function (term) { terms.add(term); }); });
    });
    bridges.forEach(function (term) { terms.add(term); });
    exacts.forEach(function (_, term) { terms.add(term); });
    return {
      slots: slots, bridges: bridges, whole: whole, phrase: phrase, spans: spans.filter(Boolean), question: question || troubled || fillers >= SPOKEN_FILLERS,
      exacts: exacts, terms: Array.from(terms), wantsSounds: wantsSounds && !this.sounds,
      typed: [].concat.apply([], slots.map(function (slot) { return slot.alternatives[0].terms; })),
    };
  };

  Reader.prototype.segments = function (chunk, plain) {
    const found = [];
    let at = 0, gap = "";
    while (at < chunk.length) {
      const next = this.longest(chunk, at, plain);
      const text = chunk.slice(at, at + next.size);
      if (next.kind === "gap") gap += text;
      else {
        if (gap) found.push({ kind: "gap", text: gap });
        gap = "";
        found.push({ kind: next.kind, text: text });
      }
      at += next.size;
    }
    if (gap) found.push({ kind: "gap", text: gap });
    return found;
  };

  Reader.prototype.longest = function (chunk, at, plain) {
    for (let size = Math.min(LONGEST_SURFACE, chunk.length - at); size > 0; size--) {
      const text = chunk.slice(at, at + size);
      if (size > 1 && this.surfaces.has(text)) return { kind: "known", size: size };
      if (!plain && this.asks.has(text)) return { kind: "ask", size: size };
      if (!plain && this.fillers.has(text)) return { kind: "filler", size: size };
    }
    let end = at + 1;
    while (LATIN.test(chunk[at]) && end < chunk.length && LATIN.test(chunk[end])) end++;
    return { kind: "gap", size: end - at };
  };

  Reader.prototype.slot = function (text, missing) {
    if (ALL_LATIN.test(text)) return this.latinSlot(text);
    let terms = termsOf(text);
    if (!terms.length && (this.surfaces.has(text) || Array.from(text).length === 1)) terms = [text];
    if (!terms.length) return null;
    const found = [{ text: text, terms: terms, percent: 100, words: [] }];
    (this.surfaces.get(text) || []).forEach(function (number) {
      const group = this.core.groups[number];
      if (group[1].length) found.push({ text: text, terms: ["^" + number], percent: group[2], words: group[1] });
    }, this);
    if (missing && this.sounds && terms.some(missing)) {
      const bySound = soundPairs(this.sounds.list(text));
      if (bySound.length) found.push({ text: text, terms: bySound, percent: SOUND_PERCENT, words: [] });
    }
    return { text: text, alternatives: found };
  };

  Reader.prototype.latinSlot = function (text) {
    const words = text.split(" "), found = [];
    function add(terms, percent) {
      if (terms.length) found.push({ text: text, terms: terms, percent: percent, words: [] });
    }
    const terms = unique(words.filter(function (word) { return word.length > 1; }));
    add(terms, 100);
    if (/[0-9]/.test(text)) {
      const parts = unique([].concat.apply([], words.map(termsOf)));
      if (parts.join(" ") !== terms.join(" ")) add(parts, PARTS_PERCENT);
    } else {
      const joined = words.join("");
      (this.sounds ? this.sounds.readings(words) : []).forEach(function (syllables) {
        add(soundPairs(syllables), SPELT_PERCENT);
      });
      if (joined.length >= 2 && joined.length <= 12) {
        add(["==" + joined], SPELT_PERCENT);
        const triples = [];
        for (let at = 0; at + 2 < joined.length; at++) triples.push("=" + joined.slice(at, at + 3));
        add(unique(triples), PARTS_PERCENT);
      }
    }
    return found.length ? { text: text, alternatives: found } : null;
  };

  function chunksOf(chars) {
    const chunks = [];
    let chunk = "";
    chars.forEach(function (char, at) {
      const joins = char === "+" && chunk && LATIN.test(chunk[chunk.length - 1]) && LATIN.test(chars[at + 1] || "");
      if (LETTER.test(char) || joins) chunk += char;
      else if (chunk) {
        chunks.push(chunk);
        chunk = "";
      }
    });
    if (chunk) chunks.push(chunk);
    return chunks;
  }

  function latinGroups(chunks) {
    const groups = [];
    chunks.forEach(function (chunk) {
      const latin = /^[a-z0-9]+$/.test(chunk);
      const last = groups[groups.length - 1];
      if (last && last.latin === latin) last.chunks.push(chunk);
      else groups.push({ latin: latin, chunks: [chunk] });
    });
    return groups;
  }

  /* Labels one slip away from `text`; characters that sound the same are no slip. */
  Reader.prototype.misspelt = function (text) {
    if (text.length < SHORTEST) return [];
    const found = [];
    this.keys().forEach(function (label, at) {
      const cost = this.slips(text, label);
      if (cost < 100) found.push([cost, at]);
    }, this);
    return this.first(found, SUGGESTED_MOST);
  };

  Reader.prototype.nearest = function (text) {
    const own = new Set(text), found = [];
    this.keys().forEach(function (label, at) {
      const other = new Set(label);
      const common = Array.from(own).filter(function (char) { return other.has(char); }).length;
      if (common) found.push([-Math.floor((200 * common) / (own.size + other.size)), at]);
    });
    return this.first(found, NEAREST_MOST);
  };

  Reader.prototype.first = function (found, most) {
    found.sort(function (one, other) { return one[0] - other[0] || one[1] - other[1]; });
    const labels = this.labels;
    return found.slice(0, most).map(function (row) { return labels[row[1]]; });
  };

  Reader.prototype.keys = function () {
    if (!this.labelKeys || this.keysBy !== this.scripts) {
      const scripts = this.scripts;
      this.keysBy = scripts;
      this.labelKeys = this.labels.map(function (label) { return key(label, scripts); });
    }
    return this.labelKeys;
  };

  Reader.prototype.slips = function (text, label) {
    if (label.length < SHORTEST || Math.abs(text.length - label.length) > 1) return 100;
    if (text.length === label.length) return this.replaced(text, label);
    const longer = text.length > label.length ? text : label, shorter = longer === text ? label : text;
    let start = 0;
    while (start < shorter.length && longer[start] === shorter[start]) start++;
    return longer.slice(start + 1) === shorter.slice(start) ? 20 : 100;
  };

  Reader.prototype.replaced = function (text, label) {
    const wrong = [];
    for (let at = 0; at < text.length; at++) if (text[at] !== label[at]) wrong.push(at);
    const alike = wrong.filter(function (at) { return this.sounds && this.sounds.alike(text[at], label[at]); }, this).length;
    if (wrong.length === alike) return wrong.length < text.length || text.length > SHORTEST ? wrong.length : 9;
    if (wrong.length === 2 && wrong[1] === wrong[0] + 1 && text[wrong[0]] === label[wrong[1]]) {
      return text[wrong[1]] === label[wrong[0]] ? 15 : 100;
    }
    if (wrong.length - alike === 1 && text.length - wrong.length >= 2) return 10 + alike;
    return 100;
  };

  window.anlikuSearch.query = { Reader: Reader, fold: fold, squeeze: squeeze, termsOf: termsOf, key: key };
})();
