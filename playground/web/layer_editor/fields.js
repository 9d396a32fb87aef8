import { element } from "../elements.js";
import { within } from "../numbers.js";

// One control for one setting: {element, show(value), busy()}. `commit(value)` takes a checked value, `say(text)` words
// for the person ("" takes them back).

const TYPING_PAUSE = 450;
let lastField = 0;

/**
 * @param {Setting} setting @param {(value: SettingValue) => void} commit @param {(text: string) => void} say
 * @returns {Field}
 */
export function fieldFor(setting, commit, say) {
  if (setting.type === "bool") return checkbox(setting, commit);
  if (setting.type === "choice") return choice(setting, commit);
  return number(setting, commit, say);
}

/** @param {Setting} setting @param {...Node | string} parts */
function labelled(setting, ...parts) {
  return element("label", { class: "field", title: setting.help }, ...parts);
}

/** @param {Setting} setting @param {(value: SettingValue) => void} commit @returns {Field} */
function checkbox(setting, commit) {
  /** @type {HTMLInputElement} */
  const input = element("input", { type: "checkbox", onchange: () => commit(input.checked) });
  const label = element("label", { class: "field", title: setting.help }, input, setting.label);
  return { element: label, show: (value) => (input.checked = value === true) };
}

/** @param {Setting} setting @param {(value: SettingValue) => void} commit @returns {Field} */
function choice(setting, commit) {
  const options = setting.choices.map((name) => element("option", { value: name }, name));
  /** @type {HTMLSelectElement} */
  const select = element("select", { onchange: () => commit(select.value) }, ...options);
  return { element: labelled(setting, setting.label, select), show: (value) => (select.value = String(value)) };
}

/** @param {Setting} setting */
function bounds(setting) {
  const noun = setting.type === "int" ? "a whole number" : "a number";
  if (setting.low === null && setting.high === null) return noun;
  if (setting.low === null) return `${noun} of at most ${setting.high}`;
  if (setting.high === null) return `${noun} of at least ${setting.low}`;
  return `${noun} from ${setting.low} to ${setting.high}`;
}

/** @param {Setting} setting @param {number} value */
function nearest(setting, value) {
  const whole = setting.type === "int" ? Math.round(value) : value;
  return within(whole, setting.low ?? -Infinity, setting.high ?? Infinity);
}

/**
 * @param {Setting} setting @param {(value: SettingValue) => void} commit @param {(text: string) => void} say
 * @returns {Field}
 */
function number(setting, commit, say) {
  let shown = Number(setting.default);
  let typing = false;
  let timer = 0;
  lastField += 1;
  const input = element("input", {
    type: "number",
    id: `field-${lastField}`,
    min: setting.low,
    max: setting.high,
    step: setting.step,
    inputmode: setting.type === "int" ? "numeric" : "decimal",
    autocomplete: "off",
    style: `--characters: ${Math.min(6, Math.max(3, String(setting.high ?? "").length + 1))}`,
    oninput: () => {
      typing = true;
      const value = input.valueAsNumber;
      const fits = Number.isFinite(value) && nearest(setting, value) === value;
      input.toggleAttribute("data-wrong", !fits);
      say(fits || input.value === "" ? "" : `${setting.label} must be ${bounds(setting)}.`);
      clearTimeout(timer);
      if (fits) timer = setTimeout(() => take(value), TYPING_PAUSE);
    },
    onchange: finish,
    onblur: () => typing && finish(),
    onkeydown: (event) => event.key === "Enter" && finish(),
  });

  /** @param {number} value */
  function take(value) {
    clearTimeout(timer);
    if (value === shown) return;
    shown = value;
    commit(value);
  }

  function finish() {
    typing = false;
    input.removeAttribute("data-wrong");
    const typed = input.valueAsNumber;
    const value = Number.isFinite(typed) ? nearest(setting, typed) : shown;
    if (value !== typed) say(`${setting.label} must be ${bounds(setting)}; it is now ${value}.`);
    input.value = String(value);
    take(value);
  }

  return {
    element: labelled(setting, setting.label, input),
    show: (value) => {
      shown = Number(value);
      // What a person is typing is theirs until they leave the field.
      if (!typing && input.value !== String(value)) input.value = String(value);
    },
  };
}
