/* What the index knows of a query that the lexicon, which is small, does not. Mirrors tools/anliku/search/known.py. */
const PLACES = new Set(["case", "site", "region"]);
const PLACE_LEAST = 50, COUNTY_LEAST = 75, COUNTY_MOST = 80, LONGEST_PLACE = 12;

/* The places a query names, and whether the whole of it is what something other than a challenge is called. Only
   stretches that begin with a pair the plan looks up are tried, because their labels come with it. */
function knownOf(plan, index) {
  const looked = new Set(plan.terms), places = new Set();
  plan.chunks.forEach(chunk => {
    for (let at = 0; at + 1 < chunk.length; at++) {
      if (!looked.has(chunk.slice(at, at + 2))) continue;
      for (let end = at + SHORTEST_PLACE; end <= Math.min(at + LONGEST_PLACE, chunk.length); end++) {
        const name = chunk.slice(at, end);
        if (isPlace(name, name === chunk, index)) places.add(name);
      }
    }
  });
  const called = plan.question ? index.look("#" + plan.phrase) : null;
  const label = called !== null && called.entries.some(entry => index.kindOf(entry) !== "challenge");
  return places.size || label ? { places, label } : NOTHING;
}

/* Two characters may be anything (幸福, 和平): alone they name any place, in a sentence a county or more. */
function isPlace(name, whole, index) {
  const row = index.look("#" + name);
  if (!row) return false;
  if (name.length > SHORTEST_PLACE || whole) {
    return row.entries.some((entry, item) => namesPlace(index.kindOf(entry), row.impacts[item]));
  }
  return row.entries.some((entry, item) => {
    const kind = index.kindOf(entry), strength = row.impacts[item];
    return (kind === "case" || kind === "region") && strength >= COUNTY_LEAST && strength <= COUNTY_MOST;
  });
}

/* Whether a label of that strength names the place of an entry of that kind. */
function namesPlace(kind, strength) { return PLACES.has(kind) && strength >= PLACE_LEAST; }

/* The entries of the cases and regions a place names. */
function membersOf(slot, index) {
  const row = index.look("#" + slot.text), members = new Set();
  if (row) row.entries.forEach((entry, item) => {
    if (!namesPlace(index.kindOf(entry), row.impacts[item])) return;
    const start = index.parents[entry] < 0 ? entry : index.parents[entry];
    for (let member = start; member < start + index.family(start); member++) members.add(member);
  });
  return members;
}
