/** The live channel: one WebSocket beside the page, over which its views ask and the server answers. */

const HEAD = 8;
const LEAST_PAUSE = 250;
const MOST_PAUSE = 8000;
// So long a break goes unsaid: most are over before anybody has noticed.
const UNSAID = 1000;
const UNKNOWN = 4404;
const STOPPING = 1012;
const MOST_SLOTS = 64;

/**
 * Connects again by itself, with growing pauses. `states` are functions that hear how it stands: "open", "broken" once
 * it has been for a second, "stopped" where the server has ended, "lost" where it is open, but the session before is gone.
 */
export class Channel {
  constructor(address, connect = (to) => new WebSocket(to)) {
    Object.assign(this, { address, connect, token: null, before: null, socket: null, open: false });
    Object.assign(this, { pause: LEAST_PAUSE, number: 0 });
    this.slots = new Map();
    this.states = new Set();
  }

  /** Speak for the session of this token; `before` is that of the session which this page had before, or null. */
  join(token, before = null) {
    if (token === this.token) return;
    Object.assign(this, { token, before });
    this.end();
    this.begin();
  }

  begin() {
    const socket = this.connect(this.address);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => socket.send(JSON.stringify({ token: this.token, before: this.before }));
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
    Object.assign(this, { socket: null, open: false, pause: LEAST_PAUSE, saying: undefined });
  }

  hear(data) {
    if (typeof data === "string") {
      const { hello, slot, number, refused } = JSON.parse(data);
      if (hello) this.greeted(hello);
      else this.slots.get(slot)?.refuse(number, refused);
      return;
    }
    const head = new DataView(data);
    this.slots.get(head.getUint16(0, true))?.hear(head.getUint32(4, true), data);
  }

  greeted({ lost }) {
    clearTimeout(this.saying);
    Object.assign(this, { open: true, pause: LEAST_PAUSE, saying: undefined, before: null });
    this.say(lost ? "lost" : "open");
    this.slots.forEach((questions) => questions.repeat());
  }

  broken(code) {
    Object.assign(this, { socket: null, open: false });
    if (code === UNKNOWN) {
      // A page that runs anew brings another token: until then there is nothing to say to this server.
      return;
    }
    if (code === STOPPING) this.say("stopped");
    else this.saying ??= setTimeout(() => this.say("broken"), UNSAID);
    this.again = setTimeout(() => this.begin(), this.pause);
    this.pause = Math.min(2 * this.pause, MOST_PAUSE);
  }

  say(state) {
    this.states.forEach((listener) => listener(state));
  }

  send(message) {
    this.socket.send(JSON.stringify(message));
  }

  /** Take a free slot for questions. */
  seat(questions) {
    let slot = 0;
    while (this.slots.has(slot)) slot += 1;
    if (slot >= MOST_SLOTS) throw new Error(`A page has at most ${MOST_SLOTS} kinds of questions at a time.`);
    this.slots.set(slot, questions);
    return slot;
  }
}

/**
 * Questions of one kind, of which the newest counts: one is under way at a time, the newest of those that come meanwhile
 * is next, and one whose answer was lost with the connection is asked again.
 *
 * `hear(bytes, message)` is given each answer, a DataView of it, and what was asked; `refuse(words, message)` why there is
 * none. Where `waits` is set, the server answers when there is something new, and another question replaces the one under
 * way at once.
 */
export class Questions {
  constructor(channel, topic, hear, { waits = false, refuse = () => {} } = {}) {
    Object.assign(this, { channel, topic, heard: hear, refused: refuse, waits, asked: null, next: null, number: 0 });
    this.slot = channel.seat(this);
  }

  /** Whether a question is under way or next. */
  get busy() {
    return this.asked !== null || this.next !== null;
  }

  /** Ask when the answer to the one before has come; `now` replaces that one. */
  ask(message, now = this.waits) {
    this.next = message;
    if (now) this.asked = null;
    this.go();
  }

  go() {
    if (this.asked !== null || this.next === null || !this.channel.open) return;
    this.number = this.channel.number = (this.channel.number + 1) >>> 0;
    [this.asked, this.next] = [this.next, null];
    this.channel.send({ topic: this.topic, slot: this.slot, number: this.number, message: this.asked });
  }

  hear(number, data) {
    this.answered(number, (message) => this.heard(new DataView(data, HEAD), message));
  }

  refuse(number, why) {
    this.answered(number, (message) => this.refused(why, message));
  }

  answered(number, tell) {
    if (number !== this.number || this.asked === null) return;
    const message = this.asked;
    this.asked = null;
    tell(message);
    this.go();
  }

  /** Ask again what was under way when the connection broke, unless something newer has come. */
  repeat() {
    this.next ??= this.asked;
    this.asked = null;
    this.go();
  }

  close() {
    this.channel.slots.delete(this.slot);
    Object.assign(this, { asked: null, next: null });
  }
}
