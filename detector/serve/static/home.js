// Sends the form without leaving the page, and takes a file that is dropped on it.
"use strict";
{
  const form = document.getElementById("give");
  const file = document.getElementById("file");
  const result = document.getElementById("result");

  const show = (page) => {
    result.replaceChildren(...page.getElementById("result").childNodes);
    document.dispatchEvent(new Event("shown"));
    document.getElementById("answer")?.focus({ preventScroll: false });
  };

  const fail = (message) => {
    const line = document.createElement("p");
    line.className = "fault";
    line.setAttribute("role", "alert");
    line.textContent = message;
    result.replaceChildren(line);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    form.setAttribute("aria-busy", "true");
    try {
      show(await ask(form, data));
    } catch (error) {
      fail(error.message);
    } finally {
      form.removeAttribute("aria-busy");
    }
  });

  // What is typed after a file was chosen is what is meant.
  document.getElementById("text").addEventListener("input", () => (file.value = ""));
  file.addEventListener("change", () => file.files.length && form.requestSubmit());

  for (const name of ["dragover", "drop"]) {
    document.addEventListener(name, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      document.body.classList.toggle("dropping", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) {
        const one = new DataTransfer();
        one.items.add(event.dataTransfer.files[0]);
        file.files = one.files;
        form.requestSubmit();
      }
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("dropping");
  });
}
