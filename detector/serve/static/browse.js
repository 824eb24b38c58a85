// Follows the progress of reading without a new page, and keeps empty filters out of the address.
"use strict";
{
  const EVERY = 700;
  const reading = document.getElementById("reading");

  const follow = async () => {
    try {
      const response = await fetch(location.href, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const now = page.getElementById("reading");
      if (!now) {
        location.reload();
        return;
      }
      const [bar, newer] = [reading, now].map((each) => each.querySelector("progress"));
      bar.value = newer.value;
      reading.querySelector("label").textContent = now.querySelector("label").textContent;
      reading.querySelector(".faint").textContent = now.querySelector(".faint").textContent;
    } catch {
      reading.querySelector(".faint").textContent = "The service does not answer; trying again.";
    }
    setTimeout(follow, EVERY);
  };
  if (reading) setTimeout(follow, EVERY);

  document.querySelector("form.filters")?.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });
}
