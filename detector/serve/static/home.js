// Sends the form without leaving the page, and takes a file that is dropped on it.
"use strict";
{
  const form = document.getElementById("give");
  const file = document.getElementById("file");
  const result = document.getElementById("result");

  const show = (html) => {
    const answer = new DOMParser().parseFromString(html, "text/html").getElementById("result");
    if (!answer) throw new Error("the service gave no answer that can be shown");
    result.replaceChildren(...answer.childNodes);
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
      const response = await fetch(form.action, { method: "POST", body: data });
      if (!(response.headers.get("content-type") || "").startsWith("text/html")) {
        const problem = await response.json();
        throw new Error(problem.detail || problem.title);
      }
      show(await response.text());
    } catch (error) {
      fail(error instanceof TypeError ? "The service does not answer: is it still running?" : error.message);
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
