/* What the reader does for a page: methods that take and return plain data, so that it may live in a worker. */
const GROUP_MOST = 3, FIRST_GROUP_MOST = 5, PANEL_EXCERPT = 44, PAGE_EXCERPT = 96, PANEL_ALSO = 6, PAGE_ALSO = 10;
const REMEMBERED = 4;
const STALE = new Error("stale");

/* `host.load(name, version)` promises the packed text of a block. */
function service(host) {
  const turns = {}, remembered = new Map();
  let opened = null;

  /* The engine; what failed to load is tried again by the next query. */
  function engine() {
    if (!opened) {
      opened = openIndex(host).then(index => new Engine(index));
      opened.catch(() => { opened = null; });
    }
    return opened;
  }

  /* The work of the newest call of `method`; an older one gives null: it stops where it waits, or never begins. */
  async function newest(method, work) {
    const turn = (turns[method] = (turns[method] || 0) + 1);
    async function going(step) {
      const value = await step;
      if (turns[method] !== turn) throw STALE;
      return value;
    }
    try {
      // Calls that came while another was worked on are heard first.
      await going(new Promise(resolve => setTimeout(resolve, 0)));
      return await work(await going(engine()), going);
    } catch (error) {
      if (turns[method] !== turn) return null;
      throw error;
    }
  }

  /* What a query finds; the last ones are kept, for facets and further results of the same query. */
  async function find(engine, query, going) {
    if (!remembered.has(query)) {
      const found = await engine.find(query, going);
      if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value);
      remembered.set(query, found);
    }
    return remembered.get(query);
  }

  /* The chosen facets of a page, and the hits they leave; without a chosen one all hits and no facets. */
  async function narrow(index, state, list, going) {
    if (!anyChosen(state)) return { facets: null, list };
    const facets = new Facets(index, await going(index.facets()), state);
    return { facets, list: list.filter(hit => facets.holds(hit.entry, null)) };
  }

  /* The facets to draw for a list of hits, with the chosen values by their labels: no hit may have them. */
  function shownFacets(facets, list, state) {
    const picked = Array.from(facets.chosen, ([name, at]) => {
      return { name, label: at < 0 ? state[name] : facets.data.values[at][2] };
    });
    return Object.assign(facets.shown(list), { picked });
  }

  function countsOf(index, list) {
    const counts = new Map();
    list.forEach(hit => counts.set(index.kindOf(hit.entry), (counts.get(index.kindOf(hit.entry)) || 0) + 1));
    return counts;
  }

  function ofKind(index, list, kind) {
    return kind ? list.filter(hit => index.kindOf(hit.entry) === kind) : list;
  }

  /* The hits to draw: of one kind as many as asked for, else the best few of every kind. */
  function picked(index, list, kind, shown) {
    if (kind) return ofKind(index, list, kind).slice(0, shown);
    const first = list.length ? index.kindOf(list[0].entry) : "", taken = new Map();
    return list.filter(hit => {
      const own = index.kindOf(hit.entry), number = (taken.get(own) || 0) + 1;
      taken.set(own, number);
      return number <= (own === first ? FIRST_GROUP_MOST : GROUP_MOST);
    });
  }

  /* The hits of the quick panel; a question's has the best challenge among them, whose page tells all that was done. */
  function quick(index, list, size, question) {
    const hits = list.slice(0, size), isChallenge = hit => index.kindOf(hit.entry) === "challenge";
    const first = question && !hits.some(isChallenge) ? list.find(isChallenge) : null;
    return first ? hits.slice(0, size - 1).concat(first) : hits;
  }

  /* Hits as groups of cards cut and marked for `found`. */
  async function groupsOf(engine, found, hits, most, size, going) {
    const cards = await going(engine.index.cards(hits.map(hit => hit.entry)));
    const marker = new Marker(found, engine.reader.textScripts);
    return grouped(hits.map((hit, at) => {
      return { kind: engine.index.kindOf(hit.entry), item: marker.item(cards[at], size) };
    }), most, found.plan.question);
  }

  engine().catch(() => {});

  return {
    /* The first `limit` places of the one ranking, for tests and measurements. */
    async flat(query, limit) {
      const own = await engine(), index = own.index;
      const found = await find(own, query, step => step);
      const list = (await own.rerank(found.list, found.plan)).slice(0, limit);
      const cards = await index.cards(list.map(hit => hit.entry));
      return {
        results: list.map((hit, at) => {
          return { path: cards[at].path, title: cards[at].title, kind: index.kindOf(hit.entry), score: hit.score };
        }),
        also: found.also, suggested: found.suggested, question: found.plan.question, weak: found.weak,
      };
    },

    /* What the quick panel shows: the best `size` hits in groups. */
    panel(query, size) {
      return newest("panel", async (engine, going) => {
        const found = await find(engine, query, going);
        const list = await going(engine.rerank(found.list, found.plan));
        const hits = quick(engine.index, list, size, found.plan.question);
        return {
          total: list.length, weak: found.weak,
          also: alsoText(found.also, PANEL_ALSO), suggested: found.suggested,
          groups: await groupsOf(engine, found, hits, size, PANEL_EXCERPT, going),
        };
      });
    },

    /* What the results page shows: `state` holds the query, the kind and the facets of its address. Facets come along
       where they are known already; else `facets` gives them, so that results never wait for their block. */
    page(state, shown) {
      return newest("page", async (engine, going) => {
        const index = engine.index, found = await find(engine, state.q, going);
        const narrowed = await narrow(index, state, found.list, going);
        const kind = countsOf(index, narrowed.list).has(state.kind) ? state.kind : "";
        // Asked for together with what the rerank reads; it changes little of what is drawn.
        index.cards(picked(index, narrowed.list, kind, shown).map(hit => hit.entry)).catch(() => {});
        const list = await going(engine.rerank(narrowed.list, found.plan));
        const counts = countsOf(index, list), hits = picked(index, list, kind, shown);
        const groups = await groupsOf(engine, found, hits, kind ? hits.length : FIRST_GROUP_MOST, PAGE_EXCERPT, going);
        groups.forEach(group => { group.total = counts.get(group.kind); });
        const data = index.facetsHere;
        const facets = narrowed.facets || (data && new Facets(index, data, state));
        return {
          total: list.length, every: found.list.length, weak: found.weak, kind, groups,
          kinds: Array.from(counts, ([name, count]) => ({ kind: name, label: LABELS[name], count })),
          more: kind !== "" && counts.get(kind) > hits.length,
          also: alsoText(found.also, PAGE_ALSO), suggested: found.suggested,
          facets: facets && shownFacets(facets, ofKind(index, found.list, kind), state),
        };
      });
    },

    /* The facets of a page that was drawn without. */
    facets(state) {
      return newest("facets", async (engine, going) => {
        const index = engine.index, found = await find(engine, state.q, going);
        const data = await going(index.facets());
        const { list } = await narrow(index, state, found.list, going);
        const kind = countsOf(index, list).has(state.kind) ? state.kind : "";
        return shownFacets(new Facets(index, data, state), ofKind(index, found.list, kind), state);
      });
    },
  };
}
