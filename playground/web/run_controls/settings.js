import { element, write } from "../elements.js";
import { term } from "../term.js";

/** @typedef {(value: number | string) => void} Tell takes a value that the person has chosen */
/** @typedef {{ node: HTMLElement, show(setting: BarSetting): void }} Field */

/**
 * A slider over a setting's values, with the present one beside its name. It tells of a value once the hand rests on it.
 * @param {string} name @param {Tell} tell @returns {Field}
 */
export function slider(name, tell) {
  /** @type {BarSetting | null} */
  let setting = null;
  const value = element("output", {});
  const range = element("input", { type: "range", min: 0, "aria-label": name });
  const say = () => {
    const text = setting?.fixed ?? setting?.texts[Number(range.value)] ?? "";
    write(value, text);
    range.setAttribute("aria-valuetext", text);
  };
  range.addEventListener("input", say);
  range.addEventListener("change", () => setting && tell(setting.values[Number(range.value)]));
  const node = element("div", { class: "setting" }, element("span", {}, term(name), value), range);
  return {
    node,
    show(given) {
      setting = given;
      node.title = given.help;
      range.max = String(given.values.length - 1);
      range.value = String(given.values.indexOf(given.value));
      range.disabled = given.fixed !== null;
      say();
    },
  };
}

/**
 * Buttons side by side, of which one is chosen.
 * @param {string} name @param {Tell} tell @returns {Field}
 */
export function choice(name, tell) {
  const node = element("fieldset", { class: "choice", "aria-label": name });
  /** @type {HTMLInputElement[]} */
  let radios = [];
  let built = "";
  /** @param {BarSetting} given */
  const build = ({ values, texts }) => {
    radios = values.map((value) =>
      element("input", { type: "radio", name: `${name} choice`, onchange: () => tell(value) }),
    );
    node.replaceChildren(
      element("span", { class: "name" }, term(name)),
      element("div", {}, ...radios.map((radio, at) => element("label", {}, radio, element("span", {}, texts[at])))),
    );
  };
  return {
    node,
    show(given) {
      if (built !== given.texts.join()) build(given);
      built = given.texts.join();
      node.title = given.help;
      radios.forEach((radio, at) => (radio.checked = given.values[at] === given.value));
    },
  };
}
