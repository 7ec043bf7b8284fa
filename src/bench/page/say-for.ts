export type Said = { readonly topic: string; readonly payload: Uint8Array };
export type Say = (message: Said) => void;

const turnMs = 10;

/** Says `perSecond` of the messages evenly for so long; resolves to how many a second it really were. */
export async function sayFor(messages: readonly Said[], perSecond: number, forMs: number, say: Say): Promise<number> {
  const began = performance.now();
  let said = 0;
  for (;;) {
    const passed = performance.now() - began;
    if (passed >= forMs) return (said / passed) * 1_000;
    for (const wanted = (passed / 1_000) * perSecond; said < wanted; said++) {
      const message = messages[said % messages.length];
      if (message !== undefined) say(message);
    }
    await new Promise((resolve) => setTimeout(resolve, turnMs));
  }
}
