export interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Progress {
  update(done: number, asked: number): void;
  /** Takes the bar off the screen. */
  end(): void;
}

/** What `createProgress` needs to know of the world. */
export interface ProgressOptions {
  readonly terminal: Terminal;
  readonly quiet: boolean;
  /** Such as `2 threads`. */
  readonly note: string;
  readonly now: () => number;
}

const LINE_EVERY_MS = 10_000;
const LINE_EVERY_SHARE = 0.1;
/** Short runs need no lines in a log. */
const SILENT_MS = 2_000;
const REDRAW_MS = 100;

/** A bar with the time left in a terminal; elsewhere a line every 10 s or 10 %; nothing when asked for quiet. */
export function createProgress(options: ProgressOptions): Progress {
  if (options.quiet) return { update() {}, end() {} };
  return options.terminal.isTTY ? new Bar(options) : new Lines(options);
}

class Bar implements Progress {
  private readonly options: ProgressOptions;
  private readonly startMs: number;
  private drawnMs = -Infinity;

  constructor(options: ProgressOptions) {
    this.options = options;
    this.startMs = options.now();
  }

  update(done: number, asked: number): void {
    const { terminal, note, now } = this.options;
    if (now() - this.drawnMs < REDRAW_MS && done < asked) return;
    this.drawnMs = now();
    const numbers = ` ${done}/${asked}`;
    const tail = `  ${note}  ${left(done, asked, now() - this.startMs)}`;
    const columns = terminal.columns || 80;
    const head = columns < 60 ? '  ' : '  replications ';
    // One column stays free: a full line would wrap in some terminals.
    const room = columns - 1 - head.length - numbers.length - tail.length;
    const width = Math.max(0, Math.min(20, room));
    const full = Math.round((width * done) / asked);
    terminal.write(`\r${CLEAR}${`${head}${'█'.repeat(full)}${'░'.repeat(width - full)}${numbers}${tail}`.slice(0, columns - 1)}`);
  }

  end(): void {
    if (this.drawnMs !== -Infinity) this.options.terminal.write(`\r${CLEAR}`);
  }
}

class Lines implements Progress {
  private readonly options: ProgressOptions;
  private readonly startMs: number;
  private toldMs: number;
  private toldShare = 0;

  constructor(options: ProgressOptions) {
    this.options = options;
    this.startMs = options.now();
    this.toldMs = this.startMs;
  }

  update(done: number, asked: number): void {
    const { terminal, note, now } = this.options;
    const ms = now() - this.startMs;
    if (ms < SILENT_MS) return;
    if (done / asked - this.toldShare < LINE_EVERY_SHARE && now() - this.toldMs < LINE_EVERY_MS) return;
    this.toldMs = now();
    this.toldShare = done / asked;
    terminal.write(`replications ${done}/${asked}, ${note}, ${left(done, asked, ms)}\n`);
  }

  end(): void {}
}

const CLEAR = '\u001b[K';

function left(done: number, asked: number, ms: number): string {
  if (done === 0) return 'ETA -:--';
  const seconds = Math.ceil(((asked - done) * ms) / done / 1_000);
  const parts = seconds < 3_600 ? [Math.floor(seconds / 60), seconds % 60] : [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `ETA ${parts.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')}`;
}
