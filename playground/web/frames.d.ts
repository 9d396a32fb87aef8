/** The frames of each view, as Python packs them. */

interface ImageTilesFrame extends Frame {
  header: { tiles: ImageTile[]; width: number; in_one_row: boolean };
  arrays: { images: Uint8Array };
}
/** An image's words, and bars of `[name, share, is it the true one]`. */
interface ImageTile {
  title: string;
  lines: string[];
  wrong: boolean;
  bars: [string, number, boolean][];
}

/** A column of the network, and a unit or channel in it. */
type Unit = [column: number, unit: number];
interface SwitchesHeader {
  revision: number;
  off: Unit[];
}

interface LayerOutputsFrame extends Frame {
  header: {
    blocks: BlockWords[];
    legend: "none" | "own" | "shared";
    note: string;
    revision: number;
    switches: SwitchesHeader | null;
  };
  /** Values by the number of their block, and ink by the name that a block's `under` gives. */
  arrays: Record<string, Int8Array | Uint8Array>;
}
interface BlockWords {
  name: string;
  shape: Shape;
  count: number;
  classes: string[];
  scale: number;
  low: number;
  high: number;
  zero: number;
  ink: boolean;
  under: string | null;
  side: number | null;
  /** The network's whose units' outputs these are, where they can be switched off. */
  column: number | null;
}

interface FilterFrame extends Frame {
  header: {
    layer: number;
    chosen: number;
    order: number[];
    column: number | null;
    switches: SwitchesHeader;
    /** That a filter reads; there may be slices of the first only. */
    channels: number;
    /** Null where there is no clear direction. */
    angles: (number | null)[];
    coherences: number[];
    slides: boolean;
    output: number;
    weights: { low: number; high: number };
    firing: { low: number; high: number };
  };
  arrays: {
    kernels: Int8Array;
    slices: Int8Array;
    image: Uint8Array;
    over?: Int8Array;
    firing: Int8Array;
  };
}
interface ExcitingFrame extends Frame {
  header: { message: object; names: string[]; values: number[] };
  arrays: { best: Uint8Array; seen: Uint8Array };
}

interface MapFrame extends Frame {
  header: MapHeader;
  arrays: { points: Float32Array; labels: Uint8Array; groups: Uint8Array; wrong: Uint8Array; images: Uint8Array };
}
interface MapHeader {
  axes: [across: string, up: string];
  extent: Extent;
  walkable: boolean;
  clustered: boolean;
  names: string[];
  group_names: string[];
  colours: string;
  wrong_means: string;
}
interface MarksFrame extends Frame {
  header: Marks;
}
interface Marks {
  revision: number;
  place: Point | null;
  picked: number | null;
  drawn: Point | null;
  drawn_title: string;
}

interface CodeFrame extends Frame {
  header: { title: string; note: string | null; revision: number };
  arrays: CodeArrays;
}
interface CodeArrays {
  code: Float32Array;
  ranges: Float32Array;
  means: Float32Array;
  picked?: Float32Array;
  image: Uint8Array;
}

type Stroke = Point[];
interface DrawingLimits {
  points: number;
  strokes: number;
  brush: { low: number; high: number };
}
interface DrawingFrame extends Frame {
  header: DrawingHeader & VerdictHeader & RebuiltHeader;
  arrays: { image?: Uint8Array } & VerdictArrays & RebuiltArrays;
}
interface DrawingHeader {
  kind: "classes" | "rebuilt" | "taught";
  note: string | null;
  revision: number;
}
interface VerdictHeader {
  classes: string[];
  /** The second opinion's class, where the answer is that it is not sure. */
  doubt: number | null;
}
interface StrokesHeader {
  revision: number;
  /** The answer's class and its share, where something is drawn. */
  named: string | null;
  share: number | null;
  /** How many strokes there are, and whether the parts are pieces of an only one. */
  strokes: number;
  pieces: boolean;
  parts: StrokePart[];
}
/** Points of a stroke, the answer's share without them, and the class that would be the answer, where any is left. */
interface StrokePart {
  stroke: number;
  first: number;
  last: number;
  share: number | null;
  instead: string | null;
  instead_share: number | null;
}
interface VerdictArrays {
  probabilities?: Float32Array;
}
interface RebuiltHeader {
  sentence: string | null;
  standing: string | null;
  error: number | null;
  error_high?: number;
  code_length: number;
}
interface RebuiltArrays {
  rebuilt?: Uint8Array;
  code?: Float32Array;
  code_low?: Float32Array;
  code_high?: Float32Array;
  error_counts?: Uint32Array;
}

/** What networks that were taught own classes say of a drawing. */
interface TaughtHeader {
  sentence: string;
  classes: string[];
  ways: string[];
}
interface TaughtArrays {
  /** Of each way that is taught already, one for each class. */
  shares?: Float32Array;
}
/** The own classes, and the images of the examples that were not known yet. */
interface OwnClassesFrame extends Frame {
  header: { classes: OwnClass[]; revision: number; refusal: string | null; undoable: boolean; mark: string };
  arrays: { images: Uint8Array; numbers: Uint32Array };
}
interface OwnClass {
  number: number;
  name: string;
  examples: number[];
  advice: string;
}
interface TeachData extends Omit<CanvasData, "reader"> {
  enough: number;
  longest: number;
  most: number;
}
type ClassEdit =
  | { do: "undo" | "begin" }
  | { do: "drop"; class: number }
  | { do: "rename"; class: number; name: string }
  | { do: "add"; class: number; drawing: { strokes: Stroke[]; brush: number } }
  | { do: "remove"; example: number };

type LiveView = "plane_classes" | "plane_values" | "digits" | "reconstructions";
interface LiveFrame extends Frame {
  header: LiveHeader;
  /** `rates` are there where the learning rate moves. */
  arrays: { curve: Float32Array; rates?: Float32Array };
}
interface Measured {
  loss: number | null;
  accuracy: number | null;
}
interface LiveHeader {
  view: LiveView;
  epoch: number;
  updates: number;
  loss_name: string;
  note: string | null;
  /** Whether the run has ended. */
  ended?: boolean;
  /** Epochs at which settings were changed, and what was. */
  changes?: [epoch: number, text: string][];
  /** Whether this is a moment of its past, to be marked on the curve. */
  past?: boolean;
  train: Measured;
  /** Only where samples are set aside for it. */
  validation?: Measured;
  /** Null where it is not to be seen yet. */
  test: Measured | null;
}
interface PlaneFrame extends LiveFrame {
  header: PlaneHeader;
  arrays: LiveFrame["arrays"] & PlaneArrays;
}
interface PlaneHeader extends LiveHeader {
  extent: Extent;
  train_count: number;
  classes: string[];
  value_range: Span;
}
/** The network's answers, and the points with either labels or values. */
interface PlaneArrays {
  plane: Uint8Array;
  points: Float32Array;
  labels: Uint8Array;
  values: Float32Array;
}
interface DigitsFrame extends LiveFrame {
  header: LiveHeader & { classes: string[]; count: number; wrong_count: number };
  arrays: LiveFrame["arrays"] & {
    images: Uint8Array;
    numbers: Uint32Array;
    truth: Uint8Array;
    predicted: Uint8Array;
    confidence: Float32Array;
    confusion: Uint32Array;
  };
}
interface ReconstructionsFrame extends LiveFrame {
  header: LiveHeader & { classes: string[]; noise: string | null; errors: Record<string, number> | null };
  arrays: LiveFrame["arrays"] & { truth: Uint8Array; originals: Uint8Array; inputs: Uint8Array; outputs: Uint8Array };
}

interface NetworkFrame extends Frame {
  header: NetworkHeader;
  arrays: NetworkArrays;
}
interface NetworkHeader {
  columns: NetworkColumn[];
  /** How many there are to tell apart; 0 where the answer is a value or an image. */
  classes: number;
  standardised: boolean;
  updates: number;
  /** Names of the images that outputs are of; none where they are over the plane. */
  images: string[];
  /** In words, what the cost is of that the gradients are of. */
  gradients_of: string;
  /** From which column to which one a row adds what it was given. */
  skips: [from: number, to: number][];
  /** What a person has changed; null of weights as training has left them. */
  hand: HandHeader | null;
}
/** `revision` is that of the last change the server has heard; `undo` counts the changes that can be taken back. */
interface HandHeader {
  revision: number;
  undo: number;
  changed: [what: string, column: number, unit: number, input: number][];
  off: [column: number, unit: number][];
  /** Whether units can be switched off. */
  switches: boolean;
}
interface HandChange {
  do: "weight" | "bias" | "off" | "on" | "undo";
  column?: number;
  unit?: number;
  input?: number;
  value?: number;
  stroke?: number;
}
type UnitRole = "inputs" | "hidden" | "outputs";
type UnitTile = "plane" | "ink" | "incoming" | "outgoing" | "maps" | "value" | "share";
/**
 * The units of one layer: `names` of those that are shown; `link` says how they hang on the column before: a line is a
 * weight, or the length of several together, or each unit hands its value on.
 */
interface NetworkColumn {
  role: UnitRole;
  title: string;
  tile: UnitTile;
  names: string[];
  units: number;
  link: "weights" | "lengths" | "same" | null;
}
type NetworkArrays = {
  biases: Float32Array;
  bias_gradients: Float32Array;
  ranges: Float32Array;
  scales: Float32Array;
} & { [tiles: `maps_${number}`]: Uint8Array } & {
  [further: `${"weights" | "gradients" | "outputs"}_${number}`]: Float32Array | undefined;
} & { [filters: `filters_${number}`]: Uint8Array | undefined };

/** Digits to be written again: strokes in the order they were written, their points at equal times. */
interface ReplayData {
  digits: { title: string; lines: string[]; strokes: Stroke[] }[];
}

interface MatrixData {
  classes: string[];
  counts: number[][];
  /** The cell that is marked at first, null where cells cannot be chosen. */
  chosen: [truth: number, answer: number] | null;
}

/** What the page's frame is given: the session's token, the page's own name, and the turn that it was drawn at. */
interface FrameData {
  token: string;
  page: string;
  turn: number;
}
/** A topic whose answers a view shows, and the message to ask it with. */
interface AskedData {
  topic: string;
  message: object;
}
interface RefreshData {
  topic: string;
  message: object;
  /** In milliseconds. */
  pause: number;
}
interface ProgressData {
  share: number;
  text: string;
}
/** What a picture begins with: a packed frame, and a setting that all frames have in common. */
interface PlotData extends Frame {
  header: { live: boolean; progress: ProgressData | null; version?: [run: string, version: number]; past?: PastData; hand?: number | null };
  arrays: { frame: Uint8Array; setting?: Uint8Array };
}
/** The past of a run that stands: the names of its checkpoints, the present last, and which of them is shown. */
interface PastData {
  rest: string;
  names: string[];
  place: number;
  revision: number;
}
/** What the topics `frame` and `past` answer: the run's progress, and a frame, packed; `past` also what it has heard. */
interface TrainingFrame extends Frame {
  header: ProgressData & { version: [run: string, version: number]; revision?: number };
  arrays: { frame?: Uint8Array };
}
/** What the canvas begins with, and who reads the drawing. */
interface CanvasData {
  limits: DrawingLimits;
  begin: { strokes: Stroke[]; brush: number; centre: boolean; revision: number };
  clearings: number;
  reader: object;
}
/** A setting in the bar: its values, their texts, the present one, and what holds where none can be chosen. */
interface BarSetting {
  part: string;
  kind: string;
  name: string;
  help: string;
  values: (number | string)[];
  texts: string[];
  value: number | string;
  fixed: string | null;
}
/** A setting's new value, as the bar tells of it. */
interface SettingPress {
  part: string;
  kind: string;
  name: string;
  value: number | string;
}
/** Which of the buttons that move a run can do something, which presses have been obeyed, and the bar's settings. */
interface ControlsData {
  moving: boolean;
  begun: boolean;
  stuck: boolean;
  obeyed: { page: string; number: number };
  settings: BarSetting[];
  /** The speeds that there are, the slowest first, and that which holds. */
  speeds: string[];
  speed: string;
  hints: HintFacts;
}
/** How the page stands, for the hints of a first visit. */
interface HintFacts {
  begun: boolean;
  moving: boolean;
  points: boolean;
  tanh: boolean;
  drawing: boolean;
}
interface HintData {
  hint: "play" | "tanh" | "draw";
  facts: HintFacts;
}
/** The challenges: how many are met, and, where somebody looks, each with how the present network stands to it. */
interface ChallengesAnswer {
  met: string[];
  names: string[];
  challenges?: ChallengeWords[];
}
interface ChallengeWords {
  group: string;
  name: string;
  text: string;
  hints: string[];
  solved: boolean;
  checks: { text: string; met: boolean }[];
}
/** The examples to start from, in groups, each with what it shows, and the name of the one that is open. */
interface PresetsData {
  groups: { title: string; presets: { name: string; shows: string }[] }[];
  present: string | null;
}
/** The terms of the glossary, and the size of their pictures. */
interface GlossaryData {
  size: [width: number, height: number];
  terms: GlossaryTerm[];
}
interface GlossaryTerm {
  name: string;
  keys: string[];
  text: string;
  picture: GlossaryMark[];
  shows: string;
}
/** A mark of a picture: one of line, dots, boxes, arrows and words. */
interface GlossaryMark {
  colour: string;
  line?: Point[];
  dots?: Point[];
  boxes?: Box[];
  arrows?: [x1: number, y1: number, x2: number, y2: number][];
  words?: [x: number, y: number, text: string][];
  shades?: number[];
  size?: number;
}
/** What a container of the page is, and is called. */
interface LandmarkData {
  role: string;
  name: string;
}

/** Samples that a step is made with: the next batch, or one that was picked, by its number from 0. */
interface StepSource {
  kind: string;
  number: number;
}
/** Where the next step begins: sent back with "Make this step", so that exactly this one is made. */
type StepStands = [run: string, version: number, revision: number, drawings: number];
interface StepData {
  revision: number;
}
/** A phase of a step; while the run moves nothing but that. */
interface StepFrame extends Frame {
  header: StepHeader;
  arrays: Record<string, Float32Array>;
}
interface StepHeader {
  moving: boolean;
  stands: StepStands;
  source: StepSource;
  counts: Record<string, number>;
  name: string;
  phase: string;
  sample: number;
  count: number;
  value: number | string;
  columns: { title: string; blocks: StepBlock[] }[];
  stops: StepStop[];
}
/** Numbers that stand together; `whole` is the size of the last axis, of which only a part may be here. */
interface StepBlock {
  title: string;
  kind: string;
  row: number;
  name: string;
  shape: Shape;
  whole: number;
}
interface StepStop {
  phase: string;
  column: number;
  block: number;
  index: number;
}
/** How a number comes about. Numbers that are not finite are texts that `Number` reads. */
interface StepExplained {
  pointed: { kind: string; row: number; name: string; place: Shape };
  explanation: Explanation;
  /** What the update moves, before it. */
  old: number | string | null;
  linked: { kind: string; row: number; indices: number[] } | null;
  check: StepCheck | null;
}
interface Explanation {
  title: string;
  formula: string;
  filled: string;
  symbols: [symbol: string, meaning: string][];
  terms: ExplainedTerm[];
  rest: { label: string; sum: number | string } | null;
  result: number | string;
  steps: Explanation[];
  picture: ExplainedPicture | null;
}
interface ExplainedTerm {
  label: string;
  factors: (number | string)[];
  product: number | string;
}
interface StepCheck {
  backward: number | string;
  difference: number | string;
  above: number | string;
  below: number | string;
  step: number | string;
  kink: boolean;
}
type ExplainedPicture = CurvePicture | WindowPicture | WinnerPicture | SpreadPicture;
interface CurvePicture {
  kind: "curve";
  x: (number | string)[];
  y: (number | string)[];
  point: (number | string)[];
  slope: number | string;
}
interface WindowPicture {
  kind: "window";
  corner: Shape;
  size: [rows: number, columns: number];
  channels: number[];
  count: number;
  values: (number | string)[][];
  filter: (number | string)[][];
  products: (number | string)[][];
}
interface WinnerPicture {
  kind: "winner";
  positions: Shape[];
  values: (number | string)[];
  shares: (number | string)[];
}
interface SpreadPicture {
  kind: "spread";
  counts: number[];
  edges: (number | string)[];
  mean: number | string;
  deviation: number | string;
  value: number | string;
  count: number;
}
