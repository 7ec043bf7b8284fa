import { happenLater, openHome, step } from '@/simulator/home';
import { householdSize } from '@/simulator/household';
import { openRandom, type Random } from '@/simulator/random';
import type { SimulatedHome } from '@/simulator/simulated-home';

import { cameraAbout, cameraTelemetry, cameraTopics } from './cameras';
import type { Beat, Happening, SaidMessage, Stage } from './happening';
import { openDraw } from './ranges';

const second = 1_000;
const day = 86_400 * second;

/** A message as the listener of a home gets it. */
export type TrialMessage = SaidMessage & { readonly at: number; readonly retained: boolean };

/** One happening, and the span of time in which what is said is about it. */
export type Trial = {
  readonly happening: Happening;
  /** ms since the epoch: from when it is an attack */
  readonly from: number;
  readonly until: number;
};

export type TrialHomeOptions = {
  readonly seed: number;
  readonly happenings: readonly Happening[];
  /** so long nothing unusual happens: what is learned is learned then */
  readonly quietDays: number;
  readonly days: number;
};

export type TrialHome = {
  readonly startAt: number;
  /** those that have begun so far */
  readonly trials: readonly Trial[];
  /** devices that have a fault of their own: what is said of them is true every day */
  readonly faulty: ReadonlySet<string>;
  /** the life of the home, in the order in which it is heard; to be read once */
  messages(): Generator<TrialMessage>;
};

/** a rest between two happenings, in seconds: what one leaves behind is not the next one's */
const rest = { from: 900, to: 2_700 } as const;
const kept = 200;

/** A home that lives, and to which now and then one of the happenings happens, each as often as any other. */
export function openTrialHome({ seed, happenings, quietDays, days }: TrialHomeOptions): TrialHome {
  const random = openRandom(seed);
  const startAt = Date.UTC(2026, 2, 2 + random.whole(0, 6)) + random.whole(0, 3_600) * second;
  // without its last one, a plug that is faulty and talks more than all sensors together
  const opened = openHome({ seed, startAt, devices: householdSize - 1 });
  const { home } = opened;
  const trials: Trial[] = [];
  const draw = openDraw(random);
  const retained = new Map<string, SaidMessage>();
  const lately: SaidMessage[] = [];
  const plugs = new Set((home.byRole.get('plug') ?? []).map(({ name }) => `${home.base}/${name}`));
  let passed = 0;
  let clockMs = 0;
  let warmerC = 0;
  let queue: Happening[] = [];
  let next = startAt + quietDays * day + 3_600 * second;
  /** beats that are not acts of the simulated home, soonest first */
  let due: (readonly [at: number, beat: Beat])[] = [];

  function* hear(message: SaidMessage, at: number, isMemory = false): Generator<TrialMessage> {
    if (message.retain === true) {
      if (message.payload === '') retained.delete(message.topic);
      else retained.set(message.topic, message);
    }
    if (!isMemory && lately.push(message) > 2 * kept) lately.splice(0, kept);
    yield { ...message, at: at + clockMs, retained: isMemory };
  }

  function* perform(beat: Beat, at: number): Generator<TrialMessage> {
    if ('say' in beat) return yield* hear(beat.say, at);
    if ('warmerC' in beat) ({ warmerC } = beat);
    if ('clockSeconds' in beat) clockMs = beat.clockSeconds * second;
    if (!('told' in beat)) return;
    const again = beat.told === 'again-retained' ? [...retained.values()] : lately.slice(-beat.messages);
    for (const message of again) yield { ...message, at: at + clockMs, retained: beat.told === 'again-retained' };
  }

  function begin(happening: Happening): void {
    const { beats, lastsSeconds, beginsAtSeconds = 0 } = happening.plot(stageOf(home, draw));
    const acts = beats.flatMap((beat) => ('act' in beat ? [beat] : []));
    happenLater(home, acts);
    const others = beats.flatMap((beat) =>
      'act' in beat ? [] : [[home.now + beat.afterSeconds * second, beat] as const],
    );
    due = [...due, ...others].toSorted(([one], [other]) => one - other);
    const last = Math.max(0, ...beats.map(({ afterSeconds }) => afterSeconds));
    const told = (lastsSeconds ?? last) + happening.patienceSeconds;
    trials.push({ happening, from: home.now + beginsAtSeconds * second, until: home.now + told * second });
    next = home.now + (Math.max(told, last) + random.between(rest.from, rest.to)) * second;
  }

  function* messages(): Generator<TrialMessage> {
    const about = JSON.stringify(cameraAbout);
    yield* hear({ topic: cameraTopics.about, payload: about, retain: true }, startAt, true);
    yield* hear({ topic: cameraTopics.status, payload: '{"status":"online"}', retain: true }, startAt, true);
    for (const message of opened.messages) yield* hear(message, startAt, message.retain);
    const end = startAt + (quietDays + days) * day;
    while (home.now < end) {
      if (home.now >= next) {
        if (queue.length === 0) queue = shuffled(happenings, random);
        const hour = hourOf(home.now);
        const isWorkingDay = ![0, 6].includes(new Date(home.now).getUTCDay());
        const index = queue.findIndex(
          ({ hours: [from, to] = [0, 24], workingDays }) =>
            hour >= from && hour < to && (workingDays !== true || isWorkingDay),
        );
        const [chosen] = index < 0 ? [] : queue.splice(index, 1);
        if (chosen !== undefined) begin(chosen);
      }
      const said = step(home, 1).messages;
      while (due[0] !== undefined && due[0][0] <= home.now) {
        const [[at, beat]] = due.splice(0, 1) as [readonly [number, Beat]]; // there is one
        yield* perform(beat, at);
      }
      for (const message of said) {
        // its plugs are hurried for the sake of who watches; real ones take three times as long
        if (plugs.has(message.topic) && (passed = (passed + 1) % 3) !== 0) continue;
        yield* hear(message, home.now);
      }
      if ((home.now - startAt) % (60 * second) === 0) {
        const payload = JSON.stringify(cameraTelemetry(home.now, random.between(-1, 1), warmerC));
        yield* hear({ topic: cameraTopics.telemetry, payload }, home.now);
      }
    }
  }

  const faulty = [...home.devices.values()].filter(({ plan }) => plan.fault !== null || plan.battery < 15);
  return { startAt, trials, faulty: new Set(faulty.map(({ name }) => name)), messages };
}

function stageOf(home: SimulatedHome, draw: Stage['draw']): Stage {
  return {
    home,
    draw,
    hour: hourOf(home.now),
    device(name) {
      const device = home.byName.get(name);
      if (device === undefined) throw new Error(`The household has no ${name}`);
      return device;
    },
  };
}

function hourOf(at: number): number {
  return (at % day) / (3_600 * second);
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const left = [...list];
  return list.flatMap(() => left.splice(random.whole(0, left.length - 1), 1));
}
