/* The page's side of the reader: starts it in a worker, feeds it blocks (a worker cannot load them from file://), and
   runs it on the page itself where there is no worker. The reader comes as a block too, a third of the size of its
   source, of which the worker is made; a page may not run a text as a script, so there it is loaded as one. */
const PATIENCE = 4000;

/* Runs in the worker. */
function serve(reader) {
  const waiting = new Map();
  const service = reader({
    load: (name, version) => new Promise((resolve, reject) => {
      waiting.set(name, { resolve, reject });
      self.postMessage({ load: name, version });
    }),
  });
  self.onmessage = event => {
    const told = event.data;
    if (told.block) {
      if (told.error) waiting.get(told.block).reject(new Error(told.error));
      else waiting.get(told.block).resolve(told.packed);
      waiting.delete(told.block);
      return;
    }
    service[told.method](...told.given).then(
      value => self.postMessage({ id: told.id, value }),
      error => self.postMessage({ id: told.id, error: String(error) }),
    );
  };
  self.postMessage({ ready: true });
}

/* Promises the client once it is known where the reader runs: {mode, flat, panel, page, facets}. */
search.client = function () {
  const client = { mode: "" }, calls = new Map();
  let count = 0, send = null;

  ["flat", "panel", "page", "facets"].forEach(method => {
    client[method] = (...given) => new Promise((resolve, reject) => {
      const call = { id: ++count, method, given, resolve, reject };
      calls.set(call.id, call);
      send(call);
    });
  });

  function done(id, value, error) {
    const call = calls.get(id);
    if (!call) return;
    calls.delete(id);
    if (error) call.reject(new Error(error));
    else call.resolve(value);
  }

  async function onPage() {
    client.mode = "page";
    if (!search.reader) await search.script("assets/javascripts/search-onpage.js");
    const service = search.reader({ load: search.block });
    send = call => service[call.method](...call.given).then(
      value => done(call.id, value), error => done(call.id, null, String(error)),
    );
    calls.forEach(call => send(call));
  }

  return Promise.resolve(window.Worker ? search.block("reader") : "").then(packed => new Promise((resolve, reject) => {
    let worker = null, timer = 0;
    function fall() {
      clearTimeout(timer);
      if (worker) worker.terminate();
      worker = null;
      if (client.mode === "page") return;
      onPage().then(() => resolve(client), reject);
    }
    try {
      const reader = new TextDecoder().decode(unpacked(packed));
      const source = new Blob(["(" + serve + ")(" + reader + ");"], { type: "text/javascript" });
      worker = new Worker(URL.createObjectURL(source));
    } catch (error) {
      fall();
      return;
    }
    const own = worker;
    timer = setTimeout(fall, PATIENCE);
    own.onerror = event => {
      event.preventDefault();
      fall();
    };
    own.onmessage = event => {
      const told = event.data;
      if (worker !== own) return; // given up in the meantime
      if (told.ready) {
        clearTimeout(timer);
        client.mode = "worker";
        send = call => own.postMessage({ id: call.id, method: call.method, given: call.given });
        resolve(client);
      } else if (told.load) {
        search.block(told.load, told.version).then(
          packed => own.postMessage({ block: told.load, packed }),
          error => own.postMessage({ block: told.load, error: String(error) }),
        );
      } else {
        done(told.id, told.value, told.error);
      }
    };
  }));
};
