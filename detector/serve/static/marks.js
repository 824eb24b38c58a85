// Says what a marked span is when the pointer or the focus is on it, and copies the cleaned text.
"use strict";
{
  const note = document.createElement("div");
  note.className = "note";
  note.setAttribute("role", "tooltip");
  note.hidden = true;
  document.getElementById("main").append(note);

  const told = (mark) => {
    const traits = (mark.getAttribute("aria-describedby") || "").split(" ").filter(Boolean);
    return traits.map((id) => {
      const item = document.getElementById(id);
      const why = item?.parentElement.querySelector("details");
      const reason = why ? why.textContent.replace(why.querySelector("summary").textContent, "") : "";
      return [id.replace("about-", ""), `${item?.textContent || ""} ${reason}`.trim()];
    });
  };

  const show = (mark) => {
    const lines = told(mark);
    if (!lines.length) lines.push([mark.dataset.said || "", ""]);
    note.replaceChildren(
      ...lines.map(([name, text]) => {
        const line = document.createElement("p");
        const strong = document.createElement("b");
        strong.textContent = name;
        line.append(strong, text ? ` ${text}` : "");
        return line;
      }),
    );
    note.hidden = false;
    const box = mark.getClientRects()[0];
    const width = Math.min(360, document.documentElement.clientWidth - 16);
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
    note.style.width = `${width}px`;
    note.style.left = `${left + window.scrollX}px`;
    const below = box.bottom + note.offsetHeight + 12 < window.innerHeight;
    const top = below ? box.bottom + 6 : box.top - note.offsetHeight - 6;
    note.style.top = `${Math.max(0, top + window.scrollY)}px`;
  };

  const marked = (node) => node?.closest?.(".article mark");

  // The pointer has left, but whoever goes by keyboard is still there.
  const leave = () => (marked(document.activeElement) ? show(document.activeElement) : hide());
  const hide = () => (note.hidden = true);

  const ready = () => {
    for (const mark of document.querySelectorAll(".article mark[title]")) {
      mark.dataset.said = mark.title;
      mark.removeAttribute("title");
    }
    for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  };

  document.addEventListener("shown", ready);
  ready();
  for (const name of ["mouseover", "focusin"]) {
    document.addEventListener(name, (event) => (marked(event.target) ? show(marked(event.target)) : leave()));
  }
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    const status = document.getElementById("copied");
    try {
      await navigator.clipboard.writeText(source.textContent);
      status.textContent = "copied";
    } catch {
      source.closest("details").open = true;
      getSelection().selectAllChildren(source);
      status.textContent = "selected: press Ctrl+C (this page may not copy by itself)";
    }
  });
}
