// Sends a form, and returns the page that answers it as a document; throws what a person can read.
"use strict";
const ask = async (form, body) => {
  let response;
  try {
    response = await fetch(form.action, { method: "POST", body });
  } catch {
    throw new Error("The service does not answer: is it still running?", { cause: "silence" });
  }
  if (!(response.headers.get("content-type") || "").startsWith("text/html")) {
    const problem = await response.json();
    throw new Error(problem.detail || problem.title);
  }
  return new DOMParser().parseFromString(await response.text(), "text/html");
};
