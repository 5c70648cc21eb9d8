"use strict";
(() => {
  const data = JSON.parse(document.getElementById("details").textContent);
  const table = document.getElementById("entity-table");
  const body = table.tBodies[0];
  const form = document.getElementById("entity-filters");
  const rows = Array.from(body.querySelectorAll("tr.entity"));
  const shown = document.getElementById("entity-count");

  const make = (tag, text, name) => {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    if (name) node.className = name;
    return node;
  };

  const place = (number, locator) => {
    const [source, edition, exhibit] = data.sources[number];
    const cell = make("td");
    cell.append(make("span", source + (edition ? " of " + edition : "")));
    const where = make("span", locator + " ", "place mono");
    if (exhibit) {
      const link = make("a", exhibit.slice(0, 12));
      link.href = "#x-" + exhibit;
      link.title = "SHA-256 " + exhibit;
      where.append("in ", link);
    }
    cell.append(where);
    return cell;
  };

  const opened = (row) => {
    const line = make("tr", undefined, "detail");
    const cell = make("td");
    cell.colSpan = row.cells.length;
    const inner = make("table");
    inner.append(make("caption", "Every value with the place it stands at"));
    const head = make("tr");
    for (const title of ["Authority", "Field", "Value", "As written", "Source, place, exhibit"]) {
      const th = make("th", title);
      th.scope = "col";
      head.append(th);
    }
    inner.createTHead().append(head);
    const lines = inner.createTBody();
    for (const [field, voice, value, original, number, locator] of data.rows[row.dataset.entity]) {
      const tr = make("tr");
      const said = [make("td", value), make("td", original)];
      for (const cell of said) if (/[\uac00-\ud7a3]/.test(cell.textContent)) cell.lang = "ko";
      tr.append(make("td", voice), make("td", field), ...said, place(number, locator));
      lines.append(tr);
    }
    cell.append(inner);
    line.append(cell);
    return line;
  };

  for (const holder of document.querySelectorAll("tbody.openable")) {
    holder.addEventListener("click", (event) => {
      const button = event.target.closest("button.name");
      if (!button) return;
      const row = button.closest("tr");
      const open = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!open));
      if (open) row.nextElementSibling.remove();
      else row.after(opened(row));
    });
  }

  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "");
  for (const row of rows) row.folded = fold(row.dataset.search);

  const filter = () => {
    const asked = new FormData(form);
    const text = fold(asked.get("text") || "");
    const has = (row, name, list) => !asked.get(name) || row.dataset[list].split("|").includes(asked.get(name));
    let count = 0;
    for (const row of rows) {
      const fits =
        row.folded.includes(text) &&
        has(row, "kind", "kind") && has(row, "by", "by") && has(row, "gap", "gaps") && has(row, "measure", "measures") &&
        has(row, "exact", "exact") &&
        (!asked.get("without") || !row.dataset.by.split("|").includes(asked.get("without"))) &&
        (!asked.get("sure") || row.dataset.aged === "no");
      row.hidden = !fits;
      const next = row.nextElementSibling;
      if (next && next.className === "detail") next.hidden = !fits;
      if (fits) count += 1;
    }
    shown.textContent = count + " of " + rows.length + " shown";
  };
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter, 0));
  form.addEventListener("submit", (event) => event.preventDefault());

  for (const button of table.tHead.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      const th = button.closest("th");
      const up = th.getAttribute("aria-sort") !== "ascending";
      for (const other of table.tHead.querySelectorAll("th")) other.removeAttribute("aria-sort");
      th.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (row) => row.cells[th.cellIndex].dataset.sort || row.cells[th.cellIndex].textContent.trim();
      const compare = (a, b) => {
        const left = key(a), right = key(b);
        if (!left !== !right) return left ? -1 : 1;
        return (up ? 1 : -1) * left.localeCompare(right, "en", { numeric: true });
      };
      for (const row of rows.slice().sort(compare)) {
        const next = row.nextElementSibling;
        const detail = next && next.className === "detail" ? next : null;
        body.append(row);
        if (detail) body.append(detail);
      }
    });
  }

  for (const link of document.querySelectorAll("[data-filter]")) {
    link.addEventListener("click", () => {
      form.reset();
      const [name, value] = link.dataset.filter.split("=");
      const field = form.elements[name];
      if (name === "exact" && !Array.from(field.options).some((option) => option.value === value)) {
        field.append(new Option(value, value));
      }
      field.value = value;
      filter();
    });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#e-"]');
    const target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (target && target.hidden) {
      form.reset();
      filter();
    }
  });

  const severities = document.getElementById("severity-filters");
  const lines = Array.from(document.querySelectorAll("#contradiction-table tbody tr"));
  const count = document.getElementById("contradiction-count");
  const sift = () => {
    const asked = new FormData(severities);
    const wanted = asked.getAll("severity");
    let left = 0;
    for (const line of lines) {
      line.hidden = !wanted.includes(line.dataset.severity) || (asked.get("kind") && asked.get("kind") !== line.dataset.kind);
      if (!line.hidden) left += 1;
    }
    count.textContent = left + " of " + lines.length + " shown";
  };
  severities.addEventListener("input", sift);
  severities.addEventListener("submit", (event) => event.preventDefault());
  filter();
  sift();
})();
