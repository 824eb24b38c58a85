// One key an answer; the next article appears only when the service has written the answer down.
"use strict";
{
  let begun = performance.now();
  let busy = false;

  const fail = (message) => {
    const said = document.getElementById("said");
    said.className = "said fault";
    said.textContent = message;
  };

  const show = (html) => {
    const next = new DOMParser().parseFromString(html, "text/html").getElementById("review");
    if (!next) throw new Error("the service gave no answer that can be shown");
    const said = document.getElementById("said");
    document.getElementById("review").replaceWith(next);
    // The line that says what happened stays the same element: a screen reader follows it.
    said.className = "said";
    said.textContent = next.dataset.said;
    document.getElementById("said").replaceWith(said);
    window.scrollTo(0, 0);
    document.getElementById("title")?.focus({ preventScroll: true });
    begun = performance.now();
  };

  const send = async (form, button) => {
    if (busy) return;
    busy = true;
    const data = new URLSearchParams(new FormData(form, button));
    data.set("seconds", ((performance.now() - begun) / 1000).toFixed(1));
    try {
      const response = await fetch(form.action, { method: "POST", body: data });
      if (!(response.headers.get("content-type") || "").startsWith("text/html")) {
        const problem = await response.json();
        throw new Error(problem.detail || problem.title);
      }
      show(await response.text());
    } catch (error) {
      const lost = error instanceof TypeError;
      fail(lost ? "The service does not answer, and this label is not saved: try again when it runs." : error.message);
    } finally {
      busy = false;
    }
  };

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "answers") return;
    event.preventDefault();
    send(event.target, event.submitter);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (event.target.closest?.("input, textarea, select")) return;
    const button = document.querySelector(`#answers [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!button) return;
    event.preventDefault();
    send(document.getElementById("answers"), button);
  });
}
