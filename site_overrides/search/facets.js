/* Facets: the values of each entry, which are chosen, and how many hits each would leave. */
const FACETS = ["place", "topic", "challenge", "form", "level", "year"];

function anyChosen(state) { return FACETS.some(name => state[name]); }

class Facets {
  constructor(index, data, state) {
    this.index = index;
    this.data = data;
    data.known = data.known || new Map();
    this.chosen = new Map();
    data.dimensions.forEach(([name]) => {
      if (!state[name]) return;
      this.chosen.set(name, data.values.findIndex(value => value[0] === name && value[1] === state[name]));
    });
  }

  /* The values of an entry: its own, those it shares with its case; of a case also those of its parts. */
  of(entry) {
    const data = this.data, index = this.index;
    if (data.known.has(entry)) return data.known.get(entry);
    const found = new Set(data.sets[data.entries[entry]]);
    if (entry >= index.concepts) {
      const whole = index.parents[entry] < 0 ? entry : index.parents[entry];
      data.sets[data.shared[index.ordinals.get(whole)]].forEach(value => found.add(value));
      if (whole === entry || index.kindOf(entry) === "site") {
        for (let part = whole; part === whole || index.parents[part] === whole; part++) {
          data.sets[data.entries[part]].forEach(value => found.add(value));
        }
      }
    }
    data.known.set(entry, Array.from(found));
    return data.known.get(entry);
  }

  /* Whether an entry has every chosen value, one dimension aside. */
  holds(entry, aside) {
    const own = this.of(entry);
    let held = true;
    this.chosen.forEach((value, name) => {
      if (name !== aside && own.indexOf(value) < 0) held = false;
    });
    return held;
  }

  /* What a page needs to draw them for a list of hits. */
  shown(list) {
    const dimensions = this.data.dimensions.map(([name, heading]) => ({ name, heading, rows: this.rows(name, list) }));
    return { chosen: this.chosen.size, dimensions: dimensions.filter(dimension => dimension.rows.length) };
  }

  rows(name, list) {
    const values = this.data.values, counts = new Map();
    list.forEach(hit => {
      if (!this.holds(hit.entry, name)) return;
      this.of(hit.entry).forEach(value => {
        if (values[value][0] === name) counts.set(value, (counts.get(value) || 0) + 1);
      });
    });
    const sorted = Array.from(counts).sort((one, other) => {
      if (name === "year") return values[one[0]][1] < values[other[0]][1] ? 1 : -1;
      return other[1] - one[1] || one[0] - other[0];
    });
    return sorted.map(([value, count]) => ({
      value: values[value][1], label: values[value][2], count, chosen: value === this.chosen.get(name),
    }));
  }
}
