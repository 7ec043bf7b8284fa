import type { People, Program, ProgramMessage } from './program';

/** A program in a test: as if it were connected, with what it has said so far. */
export type Living = {
  readonly program: Program;
  /** all that it said, in order */
  readonly said: readonly ProgramMessage[];
  /** lets seconds pass */
  live(seconds: number): void;
  hear(topic: string, payload?: string | object): void;
  notice(way: 'leave' | 'return'): void;
  /** the texts said on this topic since they were last asked for */
  texts(topic: string): readonly string[];
  /** the last of them as JSON */
  json(topic: string): Readonly<Record<string, unknown>>;
  now(): number;
};

export const atHome: People = { atHome: 3, awake: true };

/** Connects whenever the program wants to be connected, as the broker would let it; it lives in steps of one second. */
export function letLive(program: Program, startAt: number, people: People = atHome): Living {
  const said: ProgramMessage[] = [];
  const asked = new Map<string, number>();
  const tell = (message: ProgramMessage) => void said.push(message);
  let now = startAt;
  let connectedAs = '';
  follow();

  function follow(): void {
    const { isUp, ...login } = program.link();
    const wanted = isUp ? JSON.stringify(login) : '';
    if (wanted === connectedAs) return;
    connectedAs = wanted;
    if (!isUp) said.push(program.will);
    else program.connected(tell);
  }

  function texts(topic: string): readonly string[] {
    const from = asked.get(topic) ?? 0;
    asked.set(topic, said.length);
    return said.slice(from).flatMap((one) => (one.topic === topic && 'payload' in one ? [one.payload] : []));
  }

  return {
    program,
    said,
    live(seconds) {
      for (let second = 0; second < seconds; second++) {
        program.pass((now += 1_000), people, tell);
        follow();
      }
    },
    hear(topic, payload = '') {
      program.hear(topic, typeof payload === 'string' ? payload : JSON.stringify(payload), tell);
      follow();
    },
    notice: (way) => program.notice(way, now),
    texts,
    json: (topic) => JSON.parse(texts(topic).at(-1) ?? 'null') as Readonly<Record<string, unknown>>,
    now: () => now,
  };
}
