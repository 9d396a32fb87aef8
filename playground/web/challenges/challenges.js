import { Questions } from "../channel.js";
import { element, write } from "../elements.js";
import { channel } from "../live.js";
import { standBelow } from "../popover.js";
import { view } from "../view.js";
import { readJson } from "../wire.js";
import { ChallengeEntry } from "./entry.js";
import { metHere } from "./met.js";

const HOW =
  "Each is checked by itself whenever a training comes to rest, and this browser remembers which you have met. Undo brings " +
  "back what you had before.";

/** A button with how many challenges are met, and below it all of them, each with its goal, hints and solution. */
class Challenges {
  /** @type {Component<object> | null} */
  component = null;
  /** @type {Map<string, ChallengeEntry>} */
  entries = new Map();

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.count = element("strong", {});
    const properties = { type: "button", class: "open", popovertarget: "challenges" };
    this.button = element("button", properties, "Challenges", this.count);
    this.list = element("div", {});
    this.panel = element(
      "div",
      { id: "challenges", popover: "auto", role: "dialog", "aria-label": "Challenges" },
      element("p", {}, HOW),
      this.list,
    );
    this.panel.addEventListener("beforetoggle", (event) => this.stand(/** @type {ToggleEvent} */ (event)));
    place.append(this.button, this.panel);
    this.questions = new Questions(channel, "challenges", (bytes) => this.hear(bytes), { waits: true });
    this.ask(false);
  }

  /** @param {Component<object>} component */
  receive(component) {
    this.component = component;
  }

  /** @param {boolean} open */
  ask(open) {
    this.message = { open };
    this.questions.ask(this.message);
  }

  /** @param {Uint8Array} bytes */
  hear(bytes) {
    const { met: now, names, challenges } = /** @type {ChallengesAnswer} */ (readJson(bytes));
    const met = metHere(names, now);
    write(this.count, `${met.length}/${names.length}`);
    this.button.setAttribute("aria-label", `Challenges: ${met.length} of ${names.length} met`);
    if (challenges) {
      if (!this.entries.size) this.build(challenges);
      for (const each of challenges) this.entries.get(each.name)?.show(each, met.includes(each.name));
    }
    this.questions.ask(this.message ?? {});
  }

  /** @param {ChallengeWords[]} challenges */
  build(challenges) {
    let group = "";
    for (const each of challenges) {
      if (each.group !== group) this.list.append(element("h2", {}, each.group));
      group = each.group;
      const entry = new ChallengeEntry(each, (solution) => this.open(each.name, solution));
      this.entries.set(each.name, entry);
      this.list.append(entry.node);
    }
  }

  /** @param {string} name @param {boolean} solution */
  open(name, solution) {
    this.panel.hidePopover();
    this.component?.setTriggerValue("opened", { name, solution });
  }

  /**
   * Stand below the button, wherever the page has been scrolled to.
   * @param {ToggleEvent} event
   */
  stand(event) {
    const open = event.newState === "open";
    this.ask(open);
    if (!open) return;
    standBelow(this.button, this.panel, 512);
  }

  close() {
    this.questions.close();
  }
}

const SHEETS = ["../popover.css", "challenges.css", "../unseen.css"].map((name) => new URL(name, import.meta.url));
/** It has no data: what there is comes over the live channel. */
export default view((place) => new Challenges(place), ...SHEETS);
