// Shows how far learning is, without a click.
"use strict";
{
  const watch = () => {
    if (!document.querySelector("#learning[data-running]")) return;
    setTimeout(async () => {
      try {
        const response = await fetch(location.pathname);
        const next = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("learning");
        if (next) document.getElementById("learning").replaceWith(next);
      } catch {
        // The service may be starting again: the next look tells.
      }
      watch();
    }, 1000);
  };
  watch();
}
