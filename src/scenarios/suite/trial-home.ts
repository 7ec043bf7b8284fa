import { happenLater, openHome, receive, step } from '@/simulator/home';
import { householdSize } from '@/simulator/household';
import { openRandom } from '@/simulator/random';
import type { SimulatedHome } from '@/simulator/simulated-home';

import { openAgenda, type Moment } from './agenda';
import { clockChanges, clocksAreChanged, wallMinutesOf } from './clock-changes';
import { openCompany } from './company';
import { devicesIn } from './devices-in';
import type { Beat, Happening, SaidMessage, Stage } from './happening';
import { openDraw } from './ranges';
import { openSaidBefore } from './said-before';
import { signingAbout } from './signing-camera';
import type { Sealing, TrialLink, TrialMessage } from './trial-message';

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** One happening, and the span of time in which what is said is about it. */
export type Trial = {
  readonly happening: Happening;
  /** ms since the epoch: from when it is an attack */
  readonly from: number;
  readonly until: number;
  /** names of the devices that it is about; null: what is told of any device may be about it */
  readonly devices: ReadonlySet<string> | null;
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
  /** IANA name of the zone whose clocks it keeps to */
  readonly timeZone: string;
  /** those that have begun so far */
  readonly trials: readonly Trial[];
  /** devices that have a fault of their own: what is said of them is true every day */
  readonly faulty: ReadonlySet<string>;
  /** the life of the home, in the order in which it is heard; to be read once */
  messages(): Generator<TrialMessage | TrialLink>;
};

/** a rest between two happenings, in seconds: what one leaves behind is not the next one's */
const rest = { from: 1_500, to: 3_000 } as const;
/** so often a clock is looked at while nothing is heard */
const awayMs = 5 * second;

/** A home that lives, and to which now and then one of the happenings happens, each as often as any other. */
export function openTrialHome({ seed, happenings, quietDays, days }: TrialHomeOptions): TrialHome {
  const random = openRandom(seed);
  const change = random.pick(clockChanges);
  const wallMinutes = wallMinutesOf(change);
  // on the day of the change it is between one and three quarters through with what is measured
  const age = quietDays + random.whole(Math.floor(days / 4), Math.ceil((3 * days) / 4));
  const firstMidnight = Math.floor((change.at + change.before * minute) / day - age) * day - change.before * minute;
  const startAt = firstMidnight + random.whole(0, 3_600) * second;
  // without its last one, a plug that is faulty and talks more than all sensors together
  const opened = openHome({ seed, startAt, wallMinutes, doorsSleep: true, devices: householdSize - 1 });
  const { home } = opened;
  const trials: Trial[] = [];
  const draw = openDraw(random);
  const company = openCompany(home, change.before, random);
  const before = openSaidBefore(home.base);
  const choose = openAgenda(happenings, random);
  const plugs = new Set((home.byRole.get('plug') ?? []).map(({ name }) => `${home.base}/${name}`));
  const end = startAt + (quietDays + days) * day;
  let passed = 0;
  let clockMs = 0;
  let deviceKey: 'first' | 'second' = 'first';
  let isLost = false;
  /** a topic on which nothing arrives */
  let keptBack: string | null = null;
  let next = startAt + quietDays * day + 3_600 * second;
  /** beats that are not acts of the simulated home, soonest first */
  let due: (readonly [at: number, beat: Beat])[] = [];

  function sealingOf({ signed, shows }: SaidMessage, at: number): Sealing | null {
    const by = signed?.by ?? shows;
    if (by === undefined) return null;
    const as = signed === undefined ? 'shown' : signed.isBroken ? 'broken' : 'signed';
    return { as, key: by === 'device' ? deviceKey : by, at };
  }

  function* hear(said: SaidMessage, at: number, isMemory = false): Generator<TrialMessage> {
    company.overhear(said);
    const message = { ...said, sealing: sealingOf(said, at) };
    before.note(message, isMemory);
    if (!isLost && said.topic !== keptBack) yield { ...message, at: at + clockMs, homeAt: at, retained: isMemory };
  }

  function* perform(beat: Beat, at: number): Generator<TrialMessage | TrialLink> {
    if ('say' in beat) return yield* hear(beat.say, at);
    if ('order' in beat) return yield* obey(beat.order, at);
    if ('told' in beat) return yield* tellAgain(beat, at);
    if ('camera' in beat) company.change(beat.camera, beat);
    if ('keptBack' in beat) keptBack = beat.keptBack === null ? null : `${home.base}/${beat.keptBack}`;
    if ('clockSeconds' in beat) clockMs = beat.clockSeconds * second;
    if ('renews' in beat) {
      deviceKey = deviceKey === 'first' ? 'second' : 'first';
      yield* hear(signingAbout('device'), at);
    }
    if (!('link' in beat)) return;
    isLost = beat.link === 'lost';
    yield { at: at + clockMs, homeAt: at, link: beat.link };
    if (!isLost) yield* tellAgain({ afterSeconds: 0, told: 'again-retained' }, at);
  }

  function* tellAgain(beat: Extract<Beat, { told: string }>, at: number): Generator<TrialMessage> {
    const isMemory = beat.told === 'again-retained';
    for (const message of before.again(beat, at))
      if (!isLost) yield { ...message, at: at + clockMs, homeAt: at, retained: isMemory };
  }

  function* obey(order: SaidMessage, at: number): Generator<TrialMessage> {
    yield* hear(order, at);
    for (const answer of receive(home, order.topic, order.payload).messages) yield* hear(answer, at);
  }

  function begin(happening: Happening): void {
    if (trials.some((one) => one.happening === happening && one.until > home.now)) return;
    const { beats, lastsSeconds, beginsAtSeconds = 0, about } = happening.plot(stageOf(home, draw));
    const devices = about === undefined ? devicesIn(beats, home) : new Set(about);
    const last = Math.max(0, ...beats.map(({ afterSeconds }) => afterSeconds));
    const told = (lastsSeconds ?? last) + happening.patienceSeconds;
    const busySeconds = happening.beside === true ? 0 : Math.max(told, last);
    next = home.now + (busySeconds + random.between(rest.from, rest.to)) * second;
    // what could not be told to its end says nothing
    if (home.now + Math.max(told, last) * second > end) return;
    const acts = beats.flatMap((beat) => ('act' in beat ? [beat] : []));
    happenLater(home, acts);
    const others = beats.flatMap((beat) =>
      'act' in beat ? [] : [[home.now + beat.afterSeconds * second, beat] as const],
    );
    due = [...due, ...others].toSorted(([one], [other]) => one - other);
    trials.push({ happening, from: home.now + beginsAtSeconds * second, until: home.now + told * second, devices });
  }

  function* messages(): Generator<TrialMessage | TrialLink> {
    for (const message of company.greeting()) yield* hear(message, startAt, true);
    for (const message of opened.messages) yield* hear(message, startAt, message.retain);
    let isChanged = false;
    while (home.now < end) {
      if (!isChanged && home.now >= change.at) {
        isChanged = true;
        const until = home.now + clocksAreChanged.patienceSeconds * second;
        trials.push({ happening: clocksAreChanged, from: home.now, until, devices: null });
      }
      if (home.now >= next) {
        const chosen = choose(momentOf(home, startAt));
        if (chosen !== null) begin(chosen);
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
      const seen = company.see(home.now);
      if (seen !== null) yield* hear(seen, home.now);
      if (isLost && home.now % awayMs === 0) yield { at: home.now + clockMs, homeAt: home.now, link: 'away' };
      if (home.now % minute !== 0) continue;
      for (const message of company.say(home.now)) yield* hear(message, home.now);
      const order = company.order(home.now);
      if (order !== null) yield* obey(order, home.now);
    }
  }

  const faulty = [...home.devices.values()].filter(({ plan }) => plan.fault !== null || plan.battery < 15);
  const { timeZone } = change;
  return { startAt, timeZone, trials, faulty: new Set(faulty.map(({ name }) => name)), messages };
}

function stageOf(home: SimulatedHome, draw: Stage['draw']): Stage {
  return {
    home,
    draw,
    hour: hourOf(home),
    device(name) {
      const device = home.byName.get(name);
      if (device === undefined) throw new Error(`The household has no ${name}`);
      return device;
    },
  };
}

/** As the clocks on its walls show it. */
function hourOf({ now, wallMs }: SimulatedHome): number {
  return ((now + wallMs(now)) % day) / (60 * minute);
}

function momentOf(home: SimulatedHome, startAt: number): Moment {
  const weekday = new Date(home.now + home.wallMs(home.now)).getUTCDay();
  return { hour: hourOf(home), weekday, age: (home.now - startAt) / day };
}
