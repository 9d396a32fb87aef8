/**
 * The types that the JavaScript's comments name: what Streamlit hands to a component, what Python packs into frames, and
 * what views share. `tsc` reads this file (`make lint`); no browser does.
 */

/** A component as Streamlit hands it over. `parentElement` is where it lives; the values it sets go to Python. */
interface Component<Data = Packed> {
  parentElement: ShadowRoot;
  data: Data;
  setStateValue(name: string, value: unknown): void;
  setTriggerValue(name: string, value: unknown): void;
}

/** An instance behind a place on a page. */
interface View<Data = Packed> {
  receive(component: Component<Data>): void;
  close?(): void;
}

/** What `element` takes: listeners under `on` and the event's name, everything else as the attribute of that name. */
interface Attributes extends Listeners {
  [name: string]: string | number | boolean | null | undefined | ((event: never) => unknown);
}
type Listeners = { [Name in keyof HTMLElementEventMap as `on${Name}`]?: (event: HTMLElementEventMap[Name]) => unknown };

type Point = [x: number, y: number];
type Span = [low: number, high: number];
/** The edges of a part of the plane, in its own coordinates. */
type Extent = [left: number, right: number, lower: number, upper: number];
type Shape = number[];
type Numbers = ArrayLike<number>;
/** A rectangle in CSS pixels. */
type Box = [left: number, top: number, width: number, height: number];

/** Marks of an axis, and where on it, 0 to 1, a value lies; NaN where it has no place. */
interface Scale {
  marks: number[];
  place(value: number): number;
}

/** Red, green and blue, 0 to 255. */
type Colour = number[];
/** A pixel for each byte. */
type Palette = Uint32Array;
type SignedPalettes = Record<"solid" | "veil" | "paperToInk" | "ink" | "faintInk", Palette>;
/** The colours around a node, and the font of texts on canvases. */
interface Theme {
  key: string;
  paper: Colour;
  ink: Colour;
  font: string;
  muted: Colour;
  line: Colour;
  faint: Colour;
  negative: Colour;
  positive: Colour;
  test: Colour;
  validation: Colour;
  mark: Colour;
  classes: Colour[];
}

type Packed = ArrayBuffer | Uint8Array;
/** What `playground.processes.wire.pack` wrote: a header, and flat arrays with their shapes, by name. */
interface Frame {
  header: object;
  arrays: object;
  shapes: Record<string, Shape>;
}

/** Whoever asks or tells under a topic of the live channel, in a slot of its own. */
interface Speaker {
  topic: string;
  slot: number;
  /** Whether the slot may have been another's: its answers are none of this speaker's. */
  fresh: boolean;
  hear(number: number, bytes: Uint8Array): void;
  refuse(number: number, why: string): void;
  repeat(): void;
}
