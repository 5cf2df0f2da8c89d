// Keeps the conversation as a flow test: the only thing that the studio ever writes.
import * as api from "./api.js";
import { button, el } from "./dom.js";

export function saveForm(script) {
  const name = el("input", { type: "text", id: "test-name", maxlength: "80", autocomplete: "off" });
  const said = el("p", { role: "status", class: "notice" });
  const submit = async (event) => {
    event.preventDefault();
    said.classList.remove("good");
    said.textContent = "Saving and running it …";
    try {
      const { file } = await api.save(name.value.trim(), script());
      said.classList.add("good");
      said.textContent = `Saved as ${file}; it passes.`;
      name.value = "";
    } catch (refusal) {
      said.textContent = refusal.message;
    }
  };
  const form = el(
    "form",
    { class: "saving", id: "saving", hidden: true, on: { submit } },
    el("label", { class: "field" }, el("span", {}, "Name of the test, a sentence"), name),
    el("button", { type: "submit", class: "button" }, "Save"),
    said,
  );
  const open = button("Save as test", () => {
    form.hidden = !form.hidden;
    open.setAttribute("aria-expanded", String(!form.hidden));
    said.textContent = "";
    if (!form.hidden) name.focus();
  });
  open.setAttribute("aria-expanded", "false");
  open.setAttribute("aria-controls", "saving");
  return { open, form };
}
