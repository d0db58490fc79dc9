/* Labels one slip away from what was typed, and the nearest ones. Mirrors tools/anliku/search/spelling.py. */
const SHORTEST = 3, SUGGESTED_MOST = 2, NEAREST_MOST = 5, COMMON_LEAST = 2, SHORTEST_SPELT = 5;
const NO_SLIP = 100;

class Spelling {
  constructor(labels, sounds, scripts) {
    this.labels = labels;
    this.sounds = sounds;
    this.keys = labels.map(label => squeeze(label, scripts));
  }

  /* Labels one slip away from `text`; characters that sound the same are no slip. */
  misspelt(text) {
    if (text.length < SHORTEST) return [];
    const found = [];
    this.keys.forEach((label, at) => {
      const cost = this.slips(text, label);
      if (cost < NO_SLIP) found.push([cost, at]);
    });
    return this.first(found, SUGGESTED_MOST);
  }

  /* Labels that share most characters with `text`, half of its own at least, or read nearly as it does in pinyin. */
  nearest(text) {
    const own = new Set(text), found = [];
    this.keys.forEach((label, at) => {
      if (ALL_LATIN.test(text)) {
        if (text.length >= SHORTEST_SPELT && oneLetterOff(text, this.sounds.list(label).join(""))) found.push([0, at]);
        return;
      }
      const other = new Set(label);
      const common = Array.from(own).filter(char => other.has(char)).length;
      if (common < COMMON_LEAST || 2 * common < own.size) return;
      found.push([-Math.floor((200 * common) / (own.size + other.size)), at]);
    });
    return this.first(found, NEAREST_MOST);
  }

  first(found, most) {
    found.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    return found.slice(0, most).map(row => this.labels[row[1]]);
  }

  /* 0 for the same, 1 to 9 for same-sounding characters, 10 to 99 for one slip among them, else NO_SLIP. */
  slips(text, label) {
    if (label.length < SHORTEST || Math.abs(text.length - label.length) > 1) return NO_SLIP;
    if (text.length === label.length) return this.replaced(text, label);
    const longer = text.length > label.length ? text : label, shorter = longer === text ? label : text;
    let start = 0;
    while (start < shorter.length && longer[start] === shorter[start]) start++;
    return longer.slice(start + 1) === shorter.slice(start) ? 20 : NO_SLIP;
  }

  replaced(text, label) {
    const wrong = [];
    for (let at = 0; at < text.length; at++) if (text[at] !== label[at]) wrong.push(at);
    const alike = wrong.filter(at => this.sounds.alike(text[at], label[at])).length;
    if (wrong.length === alike) return wrong.length < text.length || text.length > SHORTEST ? wrong.length : 9;
    if (wrong.length === 2 && wrong[1] === wrong[0] + 1 && text[wrong[0]] === label[wrong[1]]) {
      return text[wrong[1]] === label[wrong[0]] ? 15 : NO_SLIP;
    }
    if (wrong.length - alike === 1 && text.length - wrong.length >= 2) return 10 + alike;
    return NO_SLIP;
  }
}

/* Whether one letter is missing, too many, wrong, or two neighbours have changed places. */
function oneLetterOff(text, other) {
  if (Math.abs(text.length - other.length) > 1) return false;
  let start = 0;
  while (start < Math.min(text.length, other.length) && text[start] === other[start]) start++;
  const one = text.slice(start), two = other.slice(start), swapped = two.slice(1, 2) + two.slice(0, 1) + two.slice(2);
  return one.slice(1) === two.slice(1) || one.slice(1) === two || one === two.slice(1) || one === swapped;
}
