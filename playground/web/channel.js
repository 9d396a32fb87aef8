/** The live channel: one WebSocket beside the page, over which its views ask and the server answers. */

// Slot, number and length of an answer; its bytes are filled up to a multiple of the alignment.
const HEAD = 16;
const ALIGNMENT = 8;
const LEAST_PAUSE = 250;
const MOST_PAUSE = 8000;
// A page of whose session the server knows nothing is about to be run anew, and to join another.
const UNKNOWN_PAUSE = 3000;
// So long a break goes unsaid: most are over before anybody has noticed.
const UNSAID = 1000;
const UNKNOWN = 4404;
const STOPPING = 1012;
const MOST_SLOTS = 64;
// Characters: the server reads a quarter more in one message.
const LARGEST = 200_000;

/**
 * How the connection stands: `broken` once it has been for a second; `stopped` where the server has ended; `unknown` where
 * the server knows nothing of the session; `lost` where it is open, but the session that this page had before is gone.
 * @typedef {"open" | "broken" | "stopped" | "unknown" | "lost"} ChannelState
 */

/** A connection that opens again by itself, with growing pauses; `states` are told how it stands. */
export class Channel {
  /** @type {string | null} */
  token = null;
  page = "";
  tab = "";
  /** @type {string | null} */
  before = null;
  /** @type {WebSocket | null} */
  socket = null;
  open = false;
  stopped = false;
  pause = LEAST_PAUSE;
  number = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  again = undefined;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  saying = undefined;
  /** @type {Map<number, Speaker>} */
  slots = new Map();
  /** @type {Set<(state: ChannelState) => void>} */
  states = new Set();
  /**
   * Questions of this moment: they go in one message.
   * @type {object[]}
   */
  outgoing = [];

  /** @param {URL} address @param {(to: URL) => WebSocket} connect */
  constructor(address, connect = (to) => new WebSocket(to)) {
    this.address = address;
    this.connect = connect;
  }

  /**
   * Speak for the session of this token, as the page of this name in the tab of that; `before` is the token of the
   * session that the tab had open before, or null.
   * @param {string} token @param {string} page @param {string} tab @param {string | null} before
   */
  join(token, page, tab, before = null) {
    if (token === this.token) return;
    this.token = token;
    this.page = page;
    this.tab = tab;
    this.before = before;
    this.end();
    this.begin();
  }

  get greeting() {
    const { token, page, tab, before } = this;
    return { token, page, tab, before };
  }

  begin() {
    const socket = this.connect(this.address);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => socket.send(JSON.stringify(this.greeting));
    socket.onmessage = ({ data }) => this.hear(data);
    socket.onclose = ({ code }) => this.broken(code);
    this.socket = socket;
  }

  end() {
    clearTimeout(this.again);
    clearTimeout(this.saying);
    if (this.socket) {
      this.socket.onmessage = this.socket.onclose = null;
      this.socket.close();
    }
    this.socket = null;
    this.outgoing = [];
    this.open = this.stopped = false;
    this.pause = LEAST_PAUSE;
    this.saying = undefined;
  }

  /** @param {string | ArrayBuffer} data */
  hear(data) {
    if (typeof data === "string") {
      const { hello, slot, number, refused } = JSON.parse(data);
      if (hello) this.greeted(hello.lost);
      else this.slots.get(slot)?.refuse(number, refused);
      return;
    }
    const view = new DataView(data);
    for (let at = 0; at < data.byteLength; ) {
      const [slot, number, length] = [view.getUint16(at, true), view.getUint32(at + 4, true), view.getUint32(at + 8, true)];
      this.slots.get(slot)?.hear(number, new Uint8Array(data, at + HEAD, length));
      at += HEAD + Math.ceil(length / ALIGNMENT) * ALIGNMENT;
    }
  }

  /** @param {boolean} lost */
  greeted(lost) {
    clearTimeout(this.saying);
    this.saying = undefined;
    this.open = true;
    this.stopped = false;
    this.pause = LEAST_PAUSE;
    this.before = null;
    this.say(lost ? "lost" : "open");
    this.slots.forEach((speaker) => speaker.repeat());
  }

  /** @param {number} code */
  broken(code) {
    this.socket = null;
    this.outgoing = []; // asked again once it is back, where that is wanted
    this.open = false;
    if (code === STOPPING) {
      this.stopped = true;
      this.say("stopped");
    }
    if (code === UNKNOWN) this.say("unknown");
    // A server that has stopped is known to be away until there is one again.
    else if (!this.stopped) this.saying ??= setTimeout(() => this.say("broken"), UNSAID);
    this.again = setTimeout(() => this.begin(), code === UNKNOWN ? UNKNOWN_PAUSE : this.pause);
    this.pause = Math.min(2 * this.pause, MOST_PAUSE);
  }

  /** @param {ChannelState} state */
  say(state) {
    this.states.forEach((listener) => listener(state));
  }

  /**
   * Send a message, with all others of this moment, and give its number.
   * @param {Speaker} speaker @param {object} message
   */
  send({ topic, slot, fresh }, message) {
    this.number = (this.number + 1) >>> 0;
    if (!this.outgoing.length) queueMicrotask(() => this.flush());
    this.outgoing.push({ topic, slot, number: this.number, fresh, message });
    return this.number;
  }

  flush() {
    const questions = this.outgoing.map((question) => JSON.stringify(question));
    this.outgoing = [];
    while (questions.length && this.open) {
      let count = 1;
      let length = questions[0].length;
      while (count < questions.length && length + questions[count].length < LARGEST) length += questions[count++].length;
      this.socket?.send(`[${questions.splice(0, count).join()}]`);
    }
  }

  /**
   * Give a speaker a free slot, and its number.
   * @param {Speaker} speaker
   */
  seat(speaker) {
    let slot = 0;
    while (this.slots.has(slot)) slot += 1;
    if (slot >= MOST_SLOTS) throw new Error(`A page has at most ${MOST_SLOTS} kinds of questions at a time.`);
    this.slots.set(slot, speaker);
    return slot;
  }
}

/**
 * Questions of one kind, of which the newest counts: one is under way at a time, the newest of those that come meanwhile
 * is next, and one whose answer was lost with the connection is asked again.
 */
export class Questions {
  /** @type {object | null} */
  asked = null;
  /** @type {object | null} */
  next = null;
  number = 0;
  /** The slot may have been another's: its answers are none of these. */
  fresh = true;

  /**
   * `heard` is given the bytes of each answer, `refused` why there is none. Where `waits` is set, the server answers when
   * there is something new, and another question replaces the one under way at once.
   * @param {Channel} channel @param {string} topic @param {(bytes: Uint8Array) => void} heard
   * @param {{ waits?: boolean, refused?: (why: string) => void }} options
   */
  constructor(channel, topic, heard, { waits = false, refused = () => {} } = {}) {
    this.channel = channel;
    this.topic = topic;
    this.heard = heard;
    this.refused = refused;
    this.waits = waits;
    this.slot = channel.seat(this);
  }

  /** Whether a question is under way or next. */
  get busy() {
    return this.asked !== null || this.next !== null;
  }

  /**
   * Ask when the answer to the one before has come; `now` replaces that one.
   * @param {object} message @param {boolean} now
   */
  ask(message, now = this.waits) {
    // What is under way already would only lose its answer.
    if (now && this.asked !== null && JSON.stringify(message) === JSON.stringify(this.asked)) return;
    this.next = message;
    if (now) this.asked = null;
    this.go();
  }

  go() {
    if (this.asked !== null || this.next === null || !this.channel.open) return;
    [this.asked, this.next] = [this.next, null];
    this.number = this.channel.send(this, this.asked);
    this.fresh = false;
  }

  /** @param {number} number @param {Uint8Array} bytes */
  hear(number, bytes) {
    if (this.answered(number)) this.heard(bytes);
    this.go();
  }

  /** @param {number} number @param {string} why */
  refuse(number, why) {
    const message = this.asked;
    if (this.answered(number)) {
      this.refused(why);
      // The server waits until there is another state to answer about.
      if (this.waits && message && !this.busy) this.ask(message);
    }
    this.go();
  }

  /**
   * Whether this is the answer that is waited for, which then is there.
   * @param {number} number
   */
  answered(number) {
    if (this.asked === null || number !== this.number) return false;
    this.asked = null;
    return true;
  }

  /** Ask again what was under way when the connection broke, unless something newer has come. */
  repeat() {
    this.next ??= this.asked;
    this.asked = null;
    this.fresh = true;
    this.go();
  }

  close() {
    this.channel.slots.delete(this.slot);
    this.asked = this.next = null;
  }
}
