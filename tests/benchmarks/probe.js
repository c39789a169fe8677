// Runs in a page before its own scripts and says when chart, table and count all show the expected answer.
//
// A click is armed with {total, bars, marks, rows, count, at}: sum of the bars, bars that are not zero, marks of scatter
// traces, texts that each of the first rows holds, how the count begins and where it stands. The chart must hold these in
// what Plotly computed AND in its SVG; the grid draws on a canvas, so its texts are read from there, only those drawn
// after arming. The clock starts at the event of the mouse and ends at the begin of the frame after the one that had all.
(() => {
  const state = { want: null, began: 0, ended: 0, chart: 0, table: 0, count: 0, sent: 0, received: 0, size: 0, messages: 0 };
  const texts = new Map();
  let heard = 0;
  let first = null;
  let last = null;
  let arrived = () => {};
  const base64 = (data) => btoa(String.fromCharCode(...new Uint8Array(data.buffer || data, data.byteOffset || 0, data.byteLength)));

  const draw = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
    if (state.want) {
      const line = Math.round(y);
      if (!texts.has(line)) texts.set(line, new Map());
      texts.get(line).set(Math.round(x), String(text));
    }
    return draw.call(this, text, x, y, ...rest);
  };

  const Socket = window.WebSocket;
  const send = Socket.prototype.send;
  Socket.prototype.send = function (data) {
    first ??= data;
    last = data;
    heard = performance.now();
    if (state.began && !state.sent) state.sent = heard;
    return send.call(this, data);
  };
  window.WebSocket = class extends Socket {
    constructor(...words) {
      super(...words);
      this.addEventListener("message", (event) => {
        heard = performance.now();
        if (!state.sent) return;
        state.received = heard;
        state.messages += 1;
        state.size += event.data.byteLength || event.data.size || 0;
      });
    }
  };

  function sums(plot) {
    let total = 0, bars = 0, marks = 0;
    for (const trace of plot.calcdata || [])
      for (const point of trace) {
        const full = point.trace || trace[0].trace;
        if (full.type === "bar") {
          const size = Math.abs(Number(point.s ?? point.y)) || 0;
          total += size;
          bars += size > 0 ? 1 : 0;
        } else if (full.type === "scatter" && String(full.mode).includes("markers")) marks += 1;
      }
    return { total: Math.round(total), bars, marks };
  }
  function drawn(plot) {
    return { bars: plot.querySelectorAll(".barlayer .point path").length, marks: plot.querySelectorAll(".scatterlayer .point").length };
  }
  function chartIsRight(want) {
    return [...document.querySelectorAll(".js-plotly-plot")].some((plot) => {
      const held = sums(plot), seen = drawn(plot);
      return held.total === want.total && held.bars === want.bars && held.marks === want.marks &&
        seen.bars >= want.bars && seen.marks >= want.marks;
    });
  }
  // The grid cuts long texts to what fits.
  const same = (seen, text) => seen === text || (seen.length > 11 && text.startsWith(seen));
  function lines() {
    return [...texts.entries()].sort((a, b) => a[0] - b[0]).map(([, line]) => [...line.values()]);
  }
  function tableIsRight(want) {
    const holds = (line, row) => row.every((text) => line.some((seen) => same(seen, text)));
    const found = lines();
    const first = found.findIndex((line) => holds(line, want.rows[0]));
    return first >= 0 && first < 2 && want.rows.every((row, place) => found[first + place] && holds(found[first + place], row));
  }
  function countIsRight(want) {
    const place = document.querySelector(want.at);
    return Boolean(place) && place.textContent.trim().startsWith(want.count);
  }

  function look(now) {
    const want = state.want;
    if (!want || state.ended) return;
    if (state.chart && state.table && state.count) {
      state.ended = now;
      arrived();
      return;
    }
    if (!state.chart && chartIsRight(want)) state.chart = now;
    if (!state.table && tableIsRight(want)) state.table = now;
    if (!state.count && countIsRight(want)) state.count = now;
    requestAnimationFrame(look);
  }
  addEventListener("pointerup", (event) => { if (state.want && !state.began) state.began = event.timeStamp; }, true);

  window.bench = {
    arm(want) {
      texts.clear();
      Object.assign(state, { want, began: 0, ended: 0, chart: 0, table: 0, count: 0, sent: 0, received: 0, size: 0, messages: 0 });
      requestAnimationFrame(look);
    },
    // Resolves when the answer is on screen (true) or the time is up (false).
    done: (limit) => new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), limit);
      arrived = () => { clearTimeout(timer); resolve(true); };
      if (state.ended) arrived();
    }),
    // Resolves when the page rests: its run is over, for a while nothing was sent or received, and it is idle.
    rest: (quiet, limit) => new Promise((resolve) => {
      const end = performance.now() + limit;
      const check = () => {
        const app = document.querySelector("[data-testid=stApp]");
        const over = app && app.dataset.testScriptState === "notRunning";
        if (over && heard && performance.now() - heard > quiet) requestIdleCallback(() => resolve(true), { timeout: 1000 });
        else if (performance.now() > end) resolve(false);
        else setTimeout(check, 20);
      };
      check();
    }),
    opening: () => base64(first),
    // Fields of a finished click in milliseconds after the mouse; the request that it sent, as base64.
    result() {
      const after = (name) => (state[name] ? state[name] - state.began : null);
      return {
        ended: after("ended"), chart: after("chart"), table: after("table"), count: after("count"), sent: after("sent"),
        received: after("received"), size: state.size, messages: state.messages, request: base64(last),
      };
    },
    // What is on screen, for the message about a click that never came right.
    seen() {
      const plots = [...document.querySelectorAll(".js-plotly-plot")].map((plot) => ({ held: sums(plot), drawn: drawn(plot) }));
      const place = state.want && document.querySelector(state.want.at);
      return { plots, lines: lines().slice(0, 4), count: place ? place.textContent.slice(0, 60) : null,
               chart: state.chart, table: state.table, counted: state.count, began: state.began };
    },
  };
})();
