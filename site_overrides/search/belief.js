/* Which concepts a query may be about, learnt from how they are told; mirrors tools/anliku/search/belief.py. */
const NO_CONCEPT = -1, BELIEF_WHOLE = 10000, STEPS = 8000, FALL = 9394, FALLEN = 500;
const FALLS = [1000000];
while (FALLS[FALLS.length - 1] > FALLEN) FALLS.push(Math.floor((FALLS[FALLS.length - 1] * FALL) / 10000));

/* `?停` and `?停车` for every character and pair of characters that are not Latin, each once; of a query that names
   something single characters only where they are words, for 桂 and 林 say nothing of 桂林. */
function toldTerms(phrase, question, slots) {
  const words = new Set(slots.map(slot => slot.text)), spoken = char => question || words.has(char);
  return unique((phrase.match(/[\p{L}\p{N}]+/gu) || []).flatMap(word => word.split(/[a-z0-9]+/)).flatMap(run =>
    [...Array.from(run).filter(spoken), ...pairs(run)].map(text => "?" + text)));
}

/* What a query of these terms says for each concept, in all. */
function saidOf(terms, index) {
  const said = new Map();
  terms.forEach(term => {
    const row = index.look(term);
    if (row) row.entries.forEach((concept, item) => said.set(concept, (said.get(concept) || 0) + row.impacts[item]));
  });
  return said;
}

/* The belief in each concept that a query of so many terms may be about, in parts of ten thousand; every term says
   `none` for the query being about no concept at all. */
function belief(sums, terms, none) {
  const said = new Map(sums), shares = new Map(), parts = new Map();
  if (said.size && none) said.set(NO_CONCEPT, none * terms);
  const root = Math.floor(Math.sqrt(terms * 1000000));
  let best = 0, whole = 0;
  said.forEach(sum => { best = Math.max(best, sum); });
  said.forEach((sum, concept) => {
    const share = FALLS[Math.floor(((best - sum) * STEPS) / root)] || 0;
    whole += share;
    if (share) shares.set(concept, share);
  });
  shares.forEach((share, concept) => {
    const part = Math.floor((share * BELIEF_WHOLE) / whole);
    if (part && concept !== NO_CONCEPT) parts.set(concept, part);
  });
  return parts;
}
