// Brings drawings to the server, one at a time: a second one under way would break off the answer to the first.

// 20 pictures a second look continuous; the pauses leave the server free for others, and for the lifted pen's drawing.
const PAUSE = 50;
// An answer may get lost, when the page ran anew or the server was restarted: then the drawing is sent again.
const PATIENCE = 800;
const MOST_PATIENCE = 12800;

export class Courier {
  /** @param {number} revision @param {(message: { revision: number }) => void} send */
  constructor(revision, send) {
    this.revision = revision;
    this.send = send;
    /** @type {number | null} */
    this.awaited = null;
    /** @type {{ read: () => object, urgent: boolean } | null} */
    this.next = null;
    this.sent = -Infinity;
    this.patience = PATIENCE;
  }

  /**
   * Send what `read()` gives when the answer under way has come, and unless it is urgent after a pause.
   * @param {() => object} read @param {boolean} urgent
   */
  bring(read, urgent) {
    this.next = { read, urgent: urgent || (this.next?.urgent ?? false) };
    this.go();
  }

  go() {
    if (!this.next || this.awaited !== null) return;
    clearTimeout(this.timer);
    const early = this.next.urgent ? 0 : this.sent + PAUSE - performance.now();
    if (early > 0) {
      this.timer = setTimeout(() => this.go(), early);
      return;
    }
    const { read } = this.next;
    this.next = null;
    this.revision += 1;
    this.awaited = this.revision;
    this.sent = performance.now();
    this.timer = setTimeout(() => this.again(read), this.patience);
    this.send({ ...read(), revision: this.revision });
  }

  /** @param {() => object} read */
  again(read) {
    this.patience = Math.min(2 * this.patience, MOST_PATIENCE);
    this.awaited = null;
    this.bring(read, true);
  }

  /**
   * The answer to `revision` has come: the next drawing may go.
   * @param {number} revision
   */
  answered(revision) {
    if (revision !== this.awaited) return;
    clearTimeout(this.timer);
    this.awaited = null;
    this.patience = PATIENCE;
    this.go();
  }

  close() {
    clearTimeout(this.timer);
  }
}
