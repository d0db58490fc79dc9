/* Scores of entries for a plan, in integers, ties by number, so that it ranks as ranking.py and manner.py in
   tools/anliku/search do. */
const MISSING_WEIGHT = 30, ROLLED_PERCENT = 40, LONE_PERCENT = 20;
const LENDERS_MOST = 8, LENDER_COVERAGE = 200, KEPT_PERCENT = 4, KEPT_LEAST = 10, SPREAD_MOST = 4;
const IN_PLACE = 50, PLACED_PERCENT = 200, NAMESAKE_PLACE = 2, SEEN = 3;
const NAMED = {
  text: 100, belief: 50, none: 4, least: 100, lent: 500, spread: 70, clear: 40, covered: 620,
  kinds: { practice: 140, challenge: 100, topic: 110, term: 80, region: 105, case: 65, site: 90, implementation: 105 },
};
const QUESTION = {
  text: 30, belief: 100, none: 0, least: 1, lent: 1000, spread: 40, clear: 26, covered: 320,
  kinds: { practice: 100, challenge: 50, topic: 40, term: 5, region: 5, case: 5, site: 5, implementation: 90 },
};
const LENDING = new Set(["practice", "challenge", "topic"]);

function manner(question) { return question ? QUESTION : NAMED; }

function per(value, share, whole) { return Math.floor((value * share) / whole); }

function best(one, other) { return other.score - one.score || one.entry - other.entry; }

/* Every entry worth showing for a plan that was scored, best first: [{entry, score}]. `going` stops a search nobody
   waits for. */
async function ranked(found, question, index, going) {
  await going(index.load(found.lenders.map(item => "@" + item.entry)));
  return listed(found, question, index);
}

/* Whether nothing that was found fits well: neither what the query may be about is clear nor is much of it covered. */
function isWeak(found, list, question) {
  if (found.clear || found.called.size || !list.length) return false;
  const seen = question ? list.slice(0, SEEN).map(item => item.entry) : Array.from(found.coverage.keys());
  return seen.every(entry => (found.coverage.get(entry) || 0) < manner(question).covered);
}

/* Impacts by entry; a case shares in those of its parts. */
function rolled(row, parents) {
  const impacts = new Map();
  for (let item = 0; item < row.entries.length; item++) {
    const entry = row.entries[item], impact = row.impacts[item], parent = parents[entry];
    impacts.set(entry, impact);
    if (parent >= 0) impacts.set(parent, Math.max(impacts.get(parent) || 0, per(impact, ROLLED_PERCENT, 100)));
  }
  return impacts;
}

function tally(tallies, entry, score, cover) {
  const known = tallies.get(entry);
  if (!known) tallies.set(entry, { score, cover });
  else {
    known.score += score;
    known.cover += cover;
  }
}

/* Score and cover of every entry by its best alternative, and the weight of the slot. */
function slotTallies(slot, index, impacts) {
  const sums = slot.alternatives.map(alternative => {
    const reached = new Map();
    let weight = 0;
    alternative.terms.forEach(term => {
      const row = index.look(term);
      weight += row ? row.weight : MISSING_WEIGHT;
      if (row) impacts(term, row).forEach((impact, entry) => tally(reached, entry, row.weight * impact, row.weight));
    });
    return { percent: alternative.percent, weight, reached };
  });
  let own = sums[0].weight;
  if (!sums[0].reached.size) {
    const others = sums.filter(sum => sum.reached.size).map(sum => sum.weight);
    if (others.length) own = Math.max(...others);
  }
  const found = new Map();
  sums.forEach(sum => {
    // Measured in the weight of the slot, so that a long or rare synonym is worth no more than what was typed.
    sum.reached.forEach((reached, entry) => {
      const known = found.get(entry) || { score: 0, cover: 0 };
      known.score = Math.max(known.score, per(per(reached.score, own, sum.weight), sum.percent, 100));
      known.cover = Math.max(known.cover, per(per(reached.cover, own, sum.weight), sum.percent, 100));
      found.set(entry, known);
    });
  });
  return { weight: own, found };
}

/* What a place counts beside what is asked for: the same for all that was done there, whatever it is called. */
function inPlace(slot, sum, index) {
  const most = sum.weight * IN_PLACE;
  sum.found.forEach(tally => { tally.score = Math.min(tally.score, most); });
  membersOf(slot, index).forEach(entry => sum.found.set(entry, { score: most, cover: sum.weight }));
}

/* What entries earn by their own text, how much of the query they cover, and the concepts that lend to others. */
function scored(plan, index) {
  const known = new Map(), tallies = new Map();
  function impacts(term, row) {
    if (!known.has(term)) known.set(term, rolled(row, index.parents));
    return known.get(term);
  }
  let total = 0;
  plan.slots.forEach(slot => {
    const sum = slotTallies(slot, index, impacts);
    if (slot.place && !plan.placed) inPlace(slot, sum, index);
    const lone = plan.question && Array.from(slot.text).length === 1 && plan.slots.length > 1;
    const percent = lone ? LONE_PERCENT : 100;
    total += per(sum.weight, percent, 100);
    sum.found.forEach((found, entry) => tally(tallies, entry, per(found.score, percent, 100), per(found.cover, percent, 100)));
  });
  plan.bridges.forEach(term => {
    const row = index.look(term);
    if (!row) return;
    total += row.weight;
    impacts(term, row).forEach((impact, entry) => tally(tallies, entry, row.weight * impact, row.weight));
  });
  total = Math.max(1, total);
  const coverage = new Map();
  tallies.forEach((found, entry) => coverage.set(entry, Math.min(1000, per(found.cover, 1000, total))));
  return ownScores(tallies, coverage, total, exactBonuses(plan, index, total, coverage), plan, index);
}

/* The same by text, by names, and for concepts by what the query may be about. */
function ownScores(tallies, coverage, total, bonuses, plan, index) {
  const counts = manner(plan.question), own = new Map(), lenders = [], believed = new Map();
  const sums = saidOf(plan.told, index), said = Math.max(0, ...sums.values());
  belief(sums, plan.told.length, counts.none).forEach((part, entry) => {
    if (part >= counts.least) believed.set(entry, part);
  });
  function lends(entry) { return LENDING.has(index.kindOf(entry)); }
  function percent(entry) { return lends(entry) ? counts.text : 100; }
  function add(entry, score) { own.set(entry, (own.get(entry) || 0) + score); }
  tallies.forEach((found, entry) => {
    const covered = coverage.get(entry);
    add(entry, per(per(per(found.score, covered, 1000), covered, 1000), percent(entry), 100));
  });
  believed.forEach((part, entry) => add(entry, per(part * total, counts.belief, BELIEF_WHOLE)));
  own.forEach((score, entry) => {
    if (!lends(entry) || (!believed.has(entry) && coverage.get(entry) < LENDER_COVERAGE)) return;
    lenders.push({ score: score + per(bonuses.get(entry) || 0, counts.text, 300), entry });
  });
  bonuses.forEach((bonus, entry) => add(entry, per(bonus, percent(entry), 100)));
  const places = plan.placed ? [] : plan.slots.filter(slot => slot.place);
  return {
    own, coverage, lenders: lenders.sort(best).slice(0, LENDERS_MOST), called: calledWhole(plan, index),
    placed: new Set(places.flatMap(slot => Array.from(membersOf(slot, index)))),
    clear: sums.size > 0 && said * 10 >= plan.told.length * counts.clear,
  };
}

/* What entries get for being called just what was typed, or a slot of it. */
function exactBonuses(plan, index, total, coverage) {
  const bonuses = new Map();
  plan.exacts.forEach((percent, term) => {
    const row = index.look(term);
    if (row) row.entries.forEach((entry, item) => {
      let bonus = per(total * row.impacts[item], percent, 100);
      if (percent < WHOLE_PERCENT) bonus = per(bonus, coverage.get(entry) || 0, 1000);
      bonuses.set(entry, Math.max(bonuses.get(entry) || 0, bonus));
    });
  });
  return bonuses;
}

/* The entries that are called just what was typed. */
function calledWhole(plan, index) {
  const called = new Set();
  plan.exacts.forEach((percent, term) => {
    const row = percent === WHOLE_PERCENT && index.look(term);
    if (row) row.entries.forEach(entry => called.add(entry));
  });
  return called;
}

function listed(found, question, index) {
  const lent = new Map(), borrowed = new Map(), counts = manner(question);
  found.lenders.forEach(lender => {
    const row = index.look("@" + lender.entry), practice = index.kindOf(lender.entry) === "practice";
    if (row) row.entries.forEach((entry, item) => {
      if (practice && index.parents[entry] >= 0 && !borrowed.has(entry)) borrowed.set(entry, lender.entry);
      lent.set(entry, (lent.get(entry) || 0) + per(lender.score, row.impacts[item], 100));
    });
  });
  const reached = new Map();
  function add(entry, own) {
    const kind = index.kindOf(entry);
    const matched = LENDING.has(kind) ? 1000 : counts.lent + (found.coverage.get(entry) || 0);
    let score = per(own + per(lent.get(entry) || 0, matched, 1000), counts.kinds[kind], 100);
    if (question && found.placed.has(entry)) score = per(score, PLACED_PERCENT, 100);
    if (score) reached.set(entry, score);
  }
  found.own.forEach((score, entry) => add(entry, score));
  lent.forEach((_, entry) => { if (!found.own.has(entry)) add(entry, 0); });
  // The page of a practice comes before what one place did, unless that is what was asked for by name.
  if (question) borrowed.forEach((practice, entry) => {
    const score = Math.max(reached.get(practice) || 0, reached.get(entry) || 0);
    if (score && !found.called.has(entry)) reached.set(practice, score);
  });
  let list = Array.from(reached, pair => ({ score: pair[1], entry: pair[0] }));
  list.sort(best);
  list = spread(list, borrowed, index.parents, question);
  if (question) list = withNamesake(list, found.called, index);
  return list.filter((item, place) => place < KEPT_LEAST || item.score * 100 >= list[0].score * KEPT_PERCENT);
}

/* The challenge that is called just what was typed in the second place: first comes what to do. */
function withNamesake(list, called, index) {
  const own = list.find(item => called.has(item.entry) && index.kindOf(item.entry) === "challenge");
  if (!own || list.indexOf(own) < NAMESAKE_PLACE) return list;
  const others = list.filter(item => item !== own);
  const score = Math.max(others[NAMESAKE_PLACE - 2].score - 1, others[NAMESAKE_PLACE - 1].score);
  return others.concat({ score, entry: own.entry }).sort(best);
}

/* The parts of cases moved down whose practice stands above them, the more the oftener it does; its page leads to them.
   In a question those whose practice is not known here, because it lends nothing, are taken together. */
function spread(list, borrowed, parents, question) {
  const had = new Map();
  return list.map(item => {
    const part = parents[item.entry] >= 0;
    const practice = borrowed.has(item.entry) ? borrowed.get(item.entry) : part && question ? -1 : item.entry;
    const percent = manner(question && practice >= 0).spread;
    const above = had.get(practice) || 0;
    had.set(practice, above + 1);
    let score = item.score;
    for (let left = part ? Math.min(above, SPREAD_MOST) : 0; left > 0; left--) score = per(score, percent, 100);
    return { score, entry: item.entry };
  }).sort(best);
}
