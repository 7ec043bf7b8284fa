import type { PersonWord, Rotation } from '@/core/log-ins/rotation';
import type { Rng } from '@/core/random.testing';
import type { VirtualTime } from '@/core/virtual-time.testing';

import { logInsTopic, openSeenLogIns } from '../authority/seen-log-ins';
import { openDeviceTopics } from './device-topics';
import type { Memory } from './decide';
import { openRotationPort, type Witness } from './port-over-broker';
import { runRotation, type RotationPort, type RunningRotation } from './run';
import { openRunnerHandOver } from './runner-hand-over.testing';
import { account, type RunnerHome } from './runner-home.testing';
import { openRunnerWires, type Wire } from './runner-wires.testing';
import { openSightings } from './sightings';
import type { openPerson } from './world-person.testing';
import type { Word } from './world-voice.testing';

type Parts = {
  readonly name: string;
  readonly home: RunnerHome;
  readonly time: VirtualTime;
  readonly wire: Wire;
  readonly rng: Rng;
  /** how far the clock on its wall is wrong */
  readonly skewMs: number;
  /** class B: it answers its commands, as a Shelly does and a Tasmota does not */
  readonly answers: boolean;
};

export type RunnerBrowser = ReturnType<typeof openRunnerBrowser>;

const firstDay = Date.UTC(2026, 10, 24);
const usernames = [`${account}.a`, `${account}.b`];
/** a home of some hundred roles has so many */
const certificatePages = 4;

/** A browser in which an administrator is signed in. What carries the rotation on in it is the real thing, down to the port. */
export function openRunnerBrowser({ name, home, time, wire, rng, skewMs, answers }: Parts) {
  const { device, voice, kind } = home;
  const heard = voice.listener();
  const seen = openSeenLogIns();
  const clock = () => Math.floor(firstDay + time.now() + skewMs);
  let known = heard.hear({ about: 'nothing', retained: true }, clock());
  let isOpen = true;
  let isLinked = true;
  let asleepUntil = 0;
  let running: {
    readonly run: RunningRotation;
    readonly sightings: ReturnType<typeof openSightings>;
    stop(): void;
  } | null = null;
  let last: Rotation | null = null;
  /** every password that was made here */
  const made: string[] = [];
  const sleepers = new Set<() => void>();
  const wake = () => [...sleepers].forEach((waken) => waken());

  const wires = openRunnerWires({
    name,
    home,
    time,
    wire,
    isOpen: () => isOpen,
    isLinked: () => isLinked,
    asleepUntil: () => asleepUntil,
  });
  const { authority, broker, call, later, deliver, whenAwake } = wires;
  const deviceTopics = openDeviceTopics(broker, account, wake);
  wires.onMessage(deviceTopics.hear);
  const handOver = openRunnerHandOver({ home, rng, answers, call, topics: deviceTopics });

  /** In whose name a certificate is good is told in pages, one question after the other. */
  async function isCertified(): Promise<boolean | null> {
    for (let page = 0; page < certificatePages; page++) {
      if ((await call<boolean, null>(() => false, null)) === null) return null;
    }
    return false;
  }

  function hear(word: Word): void {
    known = heard.hear(word, clock());
    running?.sightings.see(known, time.now());
    wake();
  }

  function witnessOf(sightings: ReturnType<typeof openSightings>): Witness {
    return {
      isPresent: () => device.connectedAs !== null,
      usedLogin: () => sightings.login,
      cameOnlineAt: () => sightings.cameOnlineAt,
      heardAt: () => sightings.heardAt,
      waitsForRestart: () => kind.way === 'one-slot',
      answered: (username) => sightings.answered(username, time.now()),
      isSeenAs: seen.isIn,
      forgetSeen: seen.forget,
    };
  }

  /** As `session/access/rotations/rotations.ts` does it. */
  function carryOn(wish: Memory['wish'], rotations: readonly string[], isTidying = false): void {
    const stopping = new AbortController();
    const sightings = openSightings();
    sightings.see(known, time.now());
    const port = openRotationPort({
      authority,
      broker,
      device: account,
      usernames,
      rotations,
      witness: witnessOf(sightings),
      handOver,
      isCertified,
      clock,
      steady: time.now,
      change,
    });
    const run = runRotation({
      subject: { account, device: account, name: 'Camera', spokenName: 'the camera', way: kind.way },
      wish,
      port: watched(port, stopping.signal),
      by: 'admin',
      clock,
      steady: time.now,
      newPassword() {
        made.push(`secret ${rng()}`);
        return made.at(-1) ?? '';
      },
      newRotation: () => `r${Math.floor(rng() * 1e9)}`,
      left: null,
      onProgress: isTidying ? () => {} : show,
      usualMs: () => null,
      signal: stopping.signal,
    });
    const entry = { run, sightings, stop: () => stopping.abort() };
    running = entry;
    void run.ended.then((ended) => {
      if (running !== entry) return;
      running = null;
      home.note(`${name}: ${ended.outcome ?? 'stopped'}: ${ended.sentence}`);
      void resume(true);
    });
  }

  function show(rotation: Rotation): void {
    last = rotation;
    const page = JSON.stringify(rotation);
    if (made.some((password) => page.includes(password))) home.complain('a password is told to the page');
  }

  /** Who was signed out begins nothing more, though what is on its way still comes. */
  function watched(port: RotationPort, signal: AbortSignal): RotationPort {
    const entries = Object.entries(port) as readonly (readonly [string, (...asked: unknown[]) => Promise<unknown>])[];
    const asked = entries.map(([what, ask]) => [
      what,
      (...all: unknown[]) => {
        if (signal.aborted && what !== 'change') home.complain(`${name} goes on with ${what} though it was stopped`);
        if (what !== 'change' && what !== 'observe') home.note(`${name} ${what} ${JSON.stringify(all)}`);
        return ask(...all);
      },
    ]);
    return Object.fromEntries(asked) as RotationPort;
  }

  function change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const undo = time.later(ms * (0.3 + 0.7 * rng()), end);
      sleepers.add(end);
      function end(): void {
        undo();
        sleepers.delete(end);
        whenAwake(resolve);
      }
    });
  }

  /** What has two accounts, or registers of a change that is over, is carried on; what has just stopped is only swept. */
  async function resume(isSweeping: boolean): Promise<void> {
    const listed = await authority.list(null);
    if (listed.outcome === 'failed' || running !== null) return;
    const rotations = [...new Set([...listed.registers.keys()].map((key) => key.split(':')[2] ?? ''))];
    const isTidying = listed.accounts.length < 2;
    if (isTidying ? rotations.length > 0 : !isSweeping) carryOn('finish', rotations, isTidying);
  }

  void broker.subscribe([logInsTopic]);
  void deviceTopics.begin();
  for (const word of voice.remembered()) hear(word);
  void resume(false);

  return {
    name,
    deliver,
    /** the device says something, or the broker of it */
    hears: (word: Word) => later(() => hear(word)),
    logLine: (line: string) =>
      later(() => {
        if (!isLinked) return;
        seen.hear({ topic: logInsTopic, payload: new TextEncoder().encode(line), retained: false, at: clock() });
        wake();
      }),
    get last() {
      return last;
    },
    get isBusy() {
      return running !== null;
    },
    async start(): Promise<void> {
      const listed = await authority.list(null);
      if (listed.outcome === 'failed' || running !== null) return;
      home.note(`somebody says to ${name}: start`);
      carryOn('start', [...new Set([...listed.registers.keys()].map((key) => key.split(':')[2] ?? ''))]);
    },
    rollBack: () => running?.run.rollBack(),
    say(word: PersonWord) {
      home.note(`somebody says to ${name}: ${word}`);
      running?.run.say(word);
      wake();
    },
    /** somebody looks at this page, and does what it says */
    look(meet: ReturnType<typeof openPerson>) {
      const slots = [...home.accounts.values()];
      const next = slots.find(({ rotation }) => rotation !== null && rotation === last?.id);
      if (running === null || last === null || next === undefined || asleepUntil > time.now()) return;
      const secret = running.run.reveal()?.password ?? null;
      const word = meet({ rotation: last.id, next: next.username, secret, asks: last.asks });
      if (word !== null) this.say(word);
    },
    sleep: (ms: number) => void (asleepUntil = time.now() + ms),
    /** the connection goes, and comes back */
    link(connected: boolean) {
      isLinked = connected;
      seen.clear();
      if (connected) void deviceTopics.begin();
      else deviceTopics.lost();
    },
    /** the administrator is signed out; the page stays */
    signOut() {
      home.note(`${name} is signed out`);
      running?.stop();
      running = null;
    },
    close() {
      home.note(`${name} is closed`);
      running?.stop();
      isOpen = false;
    },
  };
}
