/** What Python tells the editor of layers: the stack, a row for each layer, and what there is to choose from. */
interface EditorData {
  revision: number;
  /** The edit that this answers. */
  answered: string | null;
  layers: LayerData[];
  rows: RowAnswer[];
  input: string;
  output: OutputAnswer;
  undo: boolean;
  redo: boolean;
  most: number;
  palette: KindData[];
  /** Kinds that are offered without opening the list. */
  at_hand: string[];
  /** Rows that are seen at once on a wide screen. */
  shown: number;
}
type SettingValue = string | number | boolean;
/** A layer's kind and settings. */
type LayerData = { kind: string } & Record<string, SettingValue>;
interface OutputAnswer {
  text: string;
  error: string | null;
  fix: Fix | null;
  note: { text: string; fix: Fix | null } | null;
  /** Kinds that fit below the last row. */
  fits: string[] | null;
}
interface RowAnswer {
  /** The sizes of what the row gives. */
  shape: string;
  /** What it receives and gives, in words. */
  about: string;
  /** Kinds that fit above the row; null below an error. */
  fits: string[] | null;
  parameters: number;
  memory: number;
  error: string | null;
  fix: Fix | null;
}
/** A click that mends something, and the stack that it makes. */
interface Fix {
  label: string;
  layers: LayerData[];
}
interface KindData {
  kind: string;
  title: string;
  group: string;
  help: string;
  formula: string;
  settings: Setting[];
}
interface Setting {
  name: string;
  label: string;
  help: string;
  type: "bool" | "choice" | "int" | "float";
  default: SettingValue;
  choices: string[];
  low: number | null;
  high: number | null;
  step: number | string;
  rare: boolean;
}

/** A row of the stack: its id names it for as long as it lives, wherever it moves. */
interface Entry {
  id: number;
  data: LayerData;
}
/** An edit; one whose row is gone changes nothing. */
type Edit = (entries: Entry[]) => Entry[];
type Command = "undo" | "redo";

/** A kind of layer as the palette shows it: its group's colour, and formula and help in one. */
interface Kind extends KindData {
  accent: string;
  about: string;
}
/** What is dragged: a chip of the palette, or with an id a row of the stack. */
interface Dragged {
  kind: Kind;
  element: HTMLElement;
  id?: number;
}
/** The control of one setting. */
interface Field {
  element: HTMLElement;
  show(value: SettingValue): void;
}
