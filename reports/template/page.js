// Makes the written page handier: sorting, filtering, paging of long lists, tooltips, a theme button. The page is
// complete without it. Builds elements and texts only, never markup from strings.
"use strict";
(() => {
  const kPageRows = 60;
  const data = JSON.parse(document.getElementById("data").textContent);

  const element = (tag, properties = {}, ...children) => {
    const made = document.createElement(tag);
    Object.assign(made, properties);
    made.append(...children);
    return made;
  };

  // Three significant digits with an SI prefix, as base/text.cpp writes them.
  const kPrefixes = ["p", "n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
  const threeDigits = (value) => {
    const magnitude = Math.abs(value);
    const decimals = magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : magnitude >= 0.9995 ? 2 : magnitude >= 0.09995 ? 3 : 4;
    return value.toFixed(decimals);
  };
  const quantity = (value, unit) => {
    if (value === null) return "n/a";
    const symbol = unit === "bytes" ? "B" : unit === "bytes/s" ? "B/s" : unit;
    const join = (digits, prefix) => (prefix + symbol ? digits + " " + prefix + symbol : digits);
    if (value === 0) return join("0", "");
    const magnitude = Math.abs(value);
    if (!["bytes", "bytes/s", "s", "J", "W", "FLOP", "FLOP/s"].includes(unit)) {
      return join(magnitude >= 0.01 && magnitude < 99999.5 ? threeDigits(value) : value.toExponential(2), "");
    }
    let index = 4 + Math.floor(Math.log10(magnitude) / 3);
    if (symbol.startsWith("B")) index = Math.max(index, 4);
    index = Math.min(Math.max(index, 0), kPrefixes.length - 1);
    if (Math.abs(value / 1000 ** (index - 4)) >= 999.5 && index + 1 < kPrefixes.length) index += 1;
    return join(threeDigits(value / 1000 ** (index - 4)), kPrefixes[index]);
  };

  // A row of a list is its cells, as {text, key}; keys are what rows are sorted by.
  const number = (value, unit) => ({ text: quantity(value, unit), key: value, isNumber: true });
  const range = (low, high) => ({
    text: low === null ? "n/a" : low === high ? "exact" : quantity(low, "") + " to " + quantity(high, ""),
    key: low, isNumber: true,
  });
  const kVerdicts = ["better", "worse", "same", "undecided", "wrong_answer", "not_comparable"];
  const cellsOf = (list, row) => {
    const [point, method, verdict, ratio, difference, low, high, adjustedLow, adjustedHigh, baseline, value, count, note] = row;
    const scale = list.is_time ? 1e-9 : 1;
    const scaled = (x) => number(x === null ? null : x * scale, list.is_time ? "s" : list.unit);
    const name = verdict.replaceAll("_", " ");
    return [
      { text: list.points[point], key: list.points[point] }, { text: list.methods[method], key: list.methods[method] },
      { text: name, key: name, badge: kVerdicts.includes(verdict) ? verdict : "other" },
      ratio === null && difference !== null ? number(difference, list.is_time ? "ns" : list.unit) : number(ratio, ""),
      range(low, high), range(adjustedLow, adjustedHigh), scaled(baseline), scaled(value),
      { text: String(count), key: count, isNumber: true }, { text: list.notes[note], key: list.notes[note] },
    ];
  };
  const rowElement = (cells) => {
    const row = element("tr");
    cells.forEach((cell, column) => {
      const made = element(column === 0 ? "th" : "td", { className: cell.isNumber ? "number" : "" });
      if (column === 0) made.scope = "row";
      const text = cell.badge ? element("span", { className: "badge " + cell.badge }) : element("bdi");
      text.textContent = cell.text;
      made.append(text);
      row.append(made);
    });
    return row;
  };

  // What a written cell is sorted by: its number, prefix included, or its text.
  const writtenKey = (cell) => {
    const text = cell.textContent.trim();
    const found = text.match(/^([+-]?\d[\d.]*(?:e[+-]?\d+)?)(?:\s+([pnumkMGTPE])(?=[A-Za-z]))?/);
    if (!found || !cell.classList.contains("number")) return text === "n/a" ? null : text;
    const power = found[2] ? kPrefixes.indexOf(found[2]) - 4 : 0;
    return parseFloat(found[1]) * 1000 ** power;
  };
  const compareKeys = (a, b) => {
    if (a === b) return 0;
    if (a === null || a === undefined) return 1; // what is undefined comes last
    if (b === null || b === undefined) return -1;
    if (typeof a === "number" && typeof b === "number") return a - b;
    return String(a).localeCompare(String(b), undefined, { numeric: true });
  };

  // Rows as {keys, text, make()}: written ones are moved, those from the data are made when shown.
  const rowsOf = (table) => {
    const list = data.lists[table.dataset.rows];
    if (!list) {
      return [...table.tBodies[0].rows].map((row) => ({
        keys: [...row.cells].map(writtenKey), text: row.textContent.toLowerCase(), make: () => row,
      }));
    }
    return list.rows.map((row) => {
      const cells = cellsOf(list, row);
      return { keys: cells.map((cell) => cell.key), text: cells.map((cell) => cell.text).join(" ").toLowerCase(), make: () => rowElement(cells) };
    });
  };

  const enhance = (table) => {
    let rows = null; // gathered at first use: most lists are never touched
    let shown = [];
    let page = 0;
    const status = element("span", { className: "note" });
    status.setAttribute("role", "status");
    const back = element("button", { type: "button", textContent: "Back" });
    const next = element("button", { type: "button", textContent: "Next" });
    const gathered = () => (rows ??= rowsOf(table));
    const draw = () => {
      const pages = Math.max(1, Math.ceil(shown.length / kPageRows));
      page = Math.min(Math.max(page, 0), pages - 1);
      const begin = page * kPageRows;
      table.tBodies[0].replaceChildren(...shown.slice(begin, begin + kPageRows).map((row) => row.make()));
      back.disabled = page === 0;
      next.disabled = page === pages - 1;
      back.hidden = next.hidden = pages === 1;
      status.textContent = shown.length === 0 ? "no row has this text"
        : `rows ${begin + 1} to ${Math.min(begin + kPageRows, shown.length)} of ${shown.length}`;
    };
    const step = (by) => { gathered(); if (shown.length === 0) shown = rows; page += by; draw(); };
    back.addEventListener("click", () => step(-1));
    next.addEventListener("click", () => step(1));

    const heads = [...table.tHead.rows[0].cells];
    let sorted = { column: -1, isDown: false };
    let wanted = "";
    const apply = () => {
      shown = gathered().filter((row) => row.text.includes(wanted));
      if (sorted.column >= 0) {
        const sign = sorted.isDown ? -1 : 1;
        shown.sort((a, b) => {
          const [x, y] = [a.keys[sorted.column], b.keys[sorted.column]];
          const isUndefined = x === null || y === null;
          return (isUndefined ? 1 : sign) * compareKeys(x, y);
        });
      }
      page = 0;
      draw();
    };
    heads.forEach((head, column) => {
      const button = element("button", { type: "button" }, ...head.childNodes);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        sorted = { column, isDown: sorted.column === column && !sorted.isDown };
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", sorted.isDown ? "descending" : "ascending");
        apply();
      });
    });
    const count = data.lists[table.dataset.rows]?.rows.length ?? table.tBodies[0].rows.length;
    if (count <= 8) return;
    const input = element("input", { type: "search", placeholder: "Filter rows" });
    input.setAttribute("aria-label", "filter rows of " + table.caption.textContent);
    input.addEventListener("input", () => { wanted = input.value.trim().toLowerCase(); apply(); });
    back.hidden = next.hidden = count <= kPageRows;
    back.disabled = true;
    table.closest(".scroll").before(element("div", { className: "tools" }, input, back, next, status));
  };
  document.querySelectorAll("table.sortable").forEach(enhance);

  // Marks tell about themselves by their title; the box is quicker than the browser's and follows the theme.
  const tip = document.getElementById("tip");
  document.querySelectorAll("svg title").forEach((title) => {
    title.parentElement.dataset.tip = title.textContent;
    title.remove();
  });
  const hideTip = () => { tip.hidden = true; };
  document.addEventListener("pointerover", (event) => {
    const mark = event.target.closest?.("[data-tip]");
    if (!mark) return hideTip();
    tip.textContent = mark.dataset.tip;
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(event.clientX + 12, innerWidth - box.width - 4)) + "px";
    tip.style.top = (event.clientY + 16 + box.height > innerHeight ? event.clientY - box.height - 10 : event.clientY + 16) + "px";
  });
  document.addEventListener("scroll", hideTip, { passive: true });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hideTip(); });

  // What does not scroll needs no place in the order of the keyboard.
  const settleRegions = () => document.querySelectorAll(".scroll, pre").forEach((region) => {
    const isScrolling = region.scrollWidth > region.clientWidth || region.scrollHeight > region.clientHeight;
    if (isScrolling) region.tabIndex = 0; else region.removeAttribute("tabindex");
  });
  settleRegions();
  addEventListener("resize", settleRegions);
  document.addEventListener("toggle", settleRegions, true);

  const theme = document.getElementById("theme");
  const isDark = () => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const nameTheme = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  theme.hidden = false;
  theme.setAttribute("aria-label", "switch between light and dark");
  theme.addEventListener("click", () => { document.documentElement.dataset.theme = isDark() ? "light" : "dark"; nameTheme(); });
  nameTheme();

  // Paper has no way to open what is closed.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.table:not([open])")];
    opened.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((one) => { one.open = false; }));
})();
