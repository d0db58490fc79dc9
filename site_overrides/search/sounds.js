/* Pinyin: Latin letters cut into syllables, and the syllables of characters. Mirrors tools/anliku/search/sound.py. */
const READINGS_MOST = 3;

/* What Latin letters may read as. */
class Syllables {
  /* `names` are separated by spaces. */
  constructor(names) { this.syllables = new Set(names.split(" ")); }

  /* Ways to cut Latin words into syllables, longest syllables first. */
  readings(words) {
    let found = [[]];
    words.forEach(word => {
      const ways = [];
      this.walk(word, 0, new Set(), [], ways);
      found = found.flatMap(before => ways.map(way => before.concat(way))).slice(0, READINGS_MOST);
    });
    return found.filter(way => way.length > 1);
  }

  /* Collects ways through `word` from `start`, longest syllables first; true where there was one. */
  walk(word, start, dead, before, ways) {
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
  }

  begins(rest) {
    for (const item of this.syllables) if (item.startsWith(rest)) return true;
    return false;
  }
}

/* How characters sound. */
class Sounds {
  /* `table` has entries such as `ba八巴扒`, separated by spaces. */
  constructor(table) {
    this.of = new Map();
    table.split(" ").forEach(row => {
      const chars = Array.from(row);
      const sound = chars.filter(char => char < "{").join("");
      chars.slice(sound.length).forEach(char => this.of.set(char, sound));
    });
  }

  list(text) {
    return Array.from(text).filter(char => this.of.has(char)).map(char => this.of.get(char));
  }

  alike(one, other) { return this.of.has(one) && this.of.get(one) === this.of.get(other); }
}
