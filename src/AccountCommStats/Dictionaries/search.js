"use strict";
// Shows the columns whose text has every word that is typed, and the sections that have any.
const box = document.getElementById("search-box");
const count = document.getElementById("search-count");
const columns = [...document.querySelectorAll("article")].map(element => ({ element, text: element.textContent.toLowerCase() }));
box.hidden = false;
box.addEventListener("input", () => {
  const words = box.value.toLowerCase().split(/\s+/).filter(word => word);
  let shown = 0;
  for (const column of columns) {
    column.element.hidden = !words.every(word => column.text.includes(word));
    shown += column.element.hidden ? 0 : 1;
  }
  for (const section of document.querySelectorAll("main section")) {
    section.hidden = section.querySelector("article") !== null && section.querySelector("article:not([hidden])") === null;
  }
  count.textContent = words.length ? `${shown} of ${columns.length} columns` : "";
});
