/**
 * For a command that prints something and ends: a reader that has had enough, as `| head -1` has, is no failure; what cannot be
 * written, as to a disk that is full, is one, and is said.
 */
export function endWithOutput(): void {
  hear({ onUnread: () => process.exit(), onLost: () => process.exit(1) });
}

/**
 * For a command that runs until it is told to end: resolves when it is, by a signal or because nobody reads it any more. A disk
 * that is full tells it nothing: it says once that what it prints is lost, and goes on.
 */
export function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    // Ctrl-C in a terminal reaches us twice: from the terminal and from npm
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
    hear({ onUnread: resolve, onLost: () => {} });
  });
}

type Heard = {
  readonly onUnread: () => void;
  readonly onLost: () => void;
};

function hear({ onUnread, onLost }: Heard): void {
  let isSaid = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return onUnread();
    if (!isSaid) process.stderr.write(`What this command prints cannot be written, and is lost: ${error.message}.\n`);
    isSaid = true;
    onLost();
  });
  // there is nobody left to tell
  process.stderr.on('error', () => {});
}
