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

  const show = (page) => {
    const next = page.getElementById("review");
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
      show(await ask(form, data));
    } catch (error) {
      const lost = " This label may not be saved: answer again when it does.";
      fail(error.message + (error.cause === "silence" ? lost : ""));
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
