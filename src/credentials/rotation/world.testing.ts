import type { Rng } from '@/core/random.testing';

import { openAttention, type Attention } from './attention';
import { decide, freshMs, quietMs, type Action, type Memory, type Way } from './decide';
import { identityOf, isHandedOver, standingOf, type Decision, type Facts, type Mark, type Slot } from './facts';
import { openEvidence, type Evidence } from './evidence';
import { asksOf } from './progress';
import { openSightings, type Sightings } from './sightings';
import { openWorldDevice, type Credential, type Temper } from './world-device.testing';
import { openPerson, type Manner } from './world-person.testing';
import { openWorldVoice, type Hears } from './world-voice.testing';

/**
 * A broker, one device and any number of browsers, in which everything may happen in any order: a pure world with virtual
 * time. Commands take up to 45 s to arrive, browsers stop between reading and acting, die and come, the broker is killed.
 */

/** What sort of device it is, and who lives with it. */
export type Kind = {
  readonly way: Way;
  readonly temper: Temper;
  /** the device or the broker tells which log-in it uses */
  readonly tells: boolean;
  readonly manner: Manner;
  /** what is sent may come twice, the second time long after: QoS 1 */
  readonly comesTwice?: boolean;
  /** some browsers take it for another kind of device, or see less of it, and some are of an earlier version */
  readonly isMistaken?: boolean;
  /** class B: it does not say to which log-in it is set */
  readonly cannotBeAsked?: boolean;
  /** it says to which log-in it is set; nobody at the broker tells which it uses */
  readonly says?: boolean;
  /** the clocks on the walls of the browsers are set forward and back at any time, by minutes or by days */
  readonly clocksJump?: boolean;
};

type Browser = {
  readonly name: string;
  readonly attention: Attention;
  /** for what it takes the device */
  readonly way: Way;
  /** it is told which log-in the device uses */
  readonly tells: boolean;
  /** class B: it can ask the device which log-in it is set to */
  readonly asks: boolean;
  /** of a version that did not write down how a password was handed over */
  readonly isEarlier: boolean;
  secret: string | null;
  seen: { readonly slots: readonly Slot[]; readonly shown: ReturnType<Evidence['of']>; readonly at: number } | null;
  facts: { readonly facts: Facts; readonly at: number } | null;
  ended: Extract<Action, { do: 'end' }>['how'] | null;
  /** what it has heard of the device, and what it makes of that: the real parts */
  readonly sightings: Sightings;
  readonly evidence: Evidence;
  /** what its home holds of the device, with the moments of the clock on its wall */
  readonly hears: Hears;
  /** how far that clock is wrong */
  wallMs: number;
  /** its tab sleeps until then: it hears, and does and reads nothing */
  asleepUntil: number;
  /** the rotation that it has seen aborted, and since when */
  aborted: { readonly rotation: string; readonly at: number } | null;
};

type InFlight = { readonly from: string; readonly dueAt: number; readonly apply: () => void };

const longestWayMs = 45_000;
/** how long a word of the device may be on its way to a browser: less than what is waited for after it was cut */
const slowestWordMs = 1_900;
const longestSleepMs = 5 * 60_000;
const ways: readonly Way[] = ['two-slots', 'one-slot', 'by-hand'];

export type World = ReturnType<typeof openWorld>;

export function openWorld(
  rng: Rng,
  {
    way,
    temper,
    tells,
    manner,
    comesTwice = false,
    isMistaken = false,
    cannotBeAsked = false,
    says = false,
    clocksJump = false,
  }: Kind,
) {
  let now = 0;
  let rotations = 0;
  let lockedOut: string | null = null;
  /** when the broker lost its account database */
  let lostAt: number | null = null;
  /** what somebody would change of a broker that he had seen without any account */
  let changedAfterLoss: string | null = null;
  const log: string[] = [];
  const slots = new Map<string, Slot & { readonly secret: string }>();
  const marks = new Map<string, Mark>();
  const decisions = new Map<string, Decision>();
  let offer: { readonly rotation: string; readonly credential: Credential } | null = null;
  const proofs = new Set<string>();
  let inFlight: InFlight[] = [];
  const browsers: Browser[] = [];

  const first = { username: 'cam.a', secret: 'secret-0' };
  slots.set(first.username, {
    ...first,
    enabled: true,
    rotation: null,
    replaces: null,
    clientId: 'cam',
    roles: ['dev:cam', 'proof:cam.a'],
  });
  const chance = (probability: number) => rng() < probability;
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(rng() * list.length)];
  const opens = ({ username, secret }: Credential) => {
    const slot = slots.get(username);
    return slot !== undefined && slot.enabled && slot.secret === secret;
  };

  const device = openWorldDevice(
    way,
    temper,
    first,
    {
      get offer() {
        return offer;
      },
      slot: (username) => slots.get(username),
      opens,
      prove: (rotation) => void (way === 'two-slots' && proofs.add(rotation)),
    },
    rng,
  );
  const meet = openPerson(manner, device, rng);
  const voice = openWorldVoice(device, says, rng);
  /** class B: it answers its commands, as a Shelly does and a Tasmota does not */
  const answers = chance(0.5);
  let isCalm = false;

  function note(line: string): void {
    log.push(`${now} ${line}`);
    if (log.length > 400) log.splice(0, 200);
  }

  /** the one thing that must never happen */
  function check(after: string): void {
    if (lostAt !== null) return;
    // what a careless person has switched off is still there to be switched on again
    const isThere = ({ username, secret }: Credential) => slots.get(username)?.secret === secret;
    const isSafe = manner === 'careless' ? isThere : opens;
    if (lockedOut === null && !device.holds.some(isSafe)) lockedOut = after;
    if (device.connectedAs === null || opens(device.connectedAs)) return;
    voice.kicked(); // the broker says nothing of it (CREDENTIALS.md, finding 3)
    device.cut();
  }

  function observeSlots(browser: Browser): void {
    const all = [...slots.values()];
    browser.seen = { slots: all, shown: browser.evidence.of(all, () => false, false), at: now };
    browser.facts = null;
  }

  function observeRest(browser: Browser): void {
    const { seen } = browser;
    browser.seen = null;
    if (seen === null || now - seen.at > freshMs) return;
    const { shown } = seen;
    const facts: Facts = {
      slots: seen.slots,
      marks: new Map(marks),
      decisions: new Map(decisions),
      offer: offer?.rotation ?? null,
      proofs: new Set([...proofsFor(browser, seen.slots), ...(browser.way === 'two-slots' ? [] : shown.proofs)]),
      litter: browser.way === 'two-slots' && (offer !== null || proofs.size > 0),
      present: device.connectedAs !== null,
      keepsOld: false,
      holdsOld: holdsOld(browser, seen.slots),
      cameBack: shown.cameBack,
      livesWithout: shown.livesWithout,
      isAskable: browser.asks,
      isBlind: !browser.tells && browser.sightings.login?.isFresh !== true,
    };
    browser.attention.see(facts);
    browser.facts = { facts, at: seen.at };
  }

  /** Class A proves on a topic of its own; of the others somebody tells who is connected, and sometimes who was. */
  function proofsFor(browser: Browser, all: readonly Slot[]): ReadonlySet<string> {
    if (browser.way === 'two-slots') return new Set(proofs);
    const standing = standingOf(all);
    if (!browser.tells || standing.type !== 'two') return new Set();
    const { next, rotation } = standing;
    const isStale = !marks.has(rotation) && chance(0.1); // a line of the last account of that name
    const isConnected =
      device.connectedAs?.username === next.username && slots.get(next.username)?.rotation === rotation;
    return new Set(isStale || isConnected ? [rotation] : []);
  }

  /** The device says to which log-in it is set, which it may not use before it has started again. */
  function holdsOld(browser: Browser, all: readonly Slot[]): boolean {
    const standing = standingOf(all);
    if (standing.type !== 'two' || decisions.get(standing.rotation) !== 'abort') {
      browser.aborted = null;
      return false;
    }
    const { rotation, old } = standing;
    if (browser.aborted?.rotation !== rotation) browser.aborted = { rotation, at: now };
    const isSettled = now - browser.aborted.at >= quietMs;
    return browser.asks && isSettled && device.connectedAs !== null && device.holds[0]?.username === old.username;
  }

  function act(browser: Browser): void {
    const { facts } = browser;
    browser.facts = null;
    if (facts === null || now - facts.at > freshMs) return;
    const action = decide(facts.facts, browser.attention.memory);
    note(`${browser.name} ${JSON.stringify(action)}`);
    const changes = action.do !== 'wait' && action.do !== 'end';
    if (lostAt !== null && facts.at > lostAt && changes) changedAfterLoss = browser.name;
    perform(browser, action);
    if (action.do === 'wait') ask(browser, facts.facts, action);
  }

  /** The person looks at the page, does what it shows, and answers what it asks. */
  function ask({ name, attention, secret }: Browser, facts: Facts, action: Action): void {
    const standing = standingOf(facts.slots);
    if (standing.type !== 'two' || chance(0.6)) return;
    const { next, rotation } = standing;
    const isShown = action.do === 'wait' && action.for === 'person' && attention.memory.holds === rotation;
    const asks = asksOf(facts, attention.memory, action);
    const word = meet({ rotation, next: next.username, secret: isShown ? secret : null, asks });
    if (word === null) return;
    note(`somebody says to ${name}: ${word}`);
    attention.say(word);
  }

  const markBy = ({ isEarlier }: Browser, value: Mark): Mark => (isEarlier && value !== 'void' ? 'sent' : value);

  function perform(browser: Browser, action: Action): void {
    const copies = () => ({ length: comesTwice && chance(0.1) ? 2 : 1 });
    const send = (apply: () => void) =>
      inFlight.push(
        ...Array.from(copies(), () => ({
          from: browser.name,
          dueAt: now + (chance(0.8) ? rng() * 200 : rng() * longestWayMs),
          apply() {
            apply();
            check(`${browser.name} ${JSON.stringify(action)}`);
          },
        })),
      );
    switch (action.do) {
      case 'create': {
        const { replaces } = action;
        const username = replaces.username === 'cam.a' ? 'cam.b' : 'cam.a';
        const rotation = `r${++rotations}`;
        const secret = `secret of ${rotation}`;
        browser.attention.hold(rotation);
        browser.secret = secret;
        const replacesIdentity = identityOf(replaces);
        return void send(() => {
          if (slots.has(username)) return; // "Client already exists"
          const { clientId } = replaces;
          slots.set(username, {
            username,
            secret,
            enabled: true,
            rotation,
            replaces: replacesIdentity,
            clientId,
            roles: [],
          });
        });
      }
      case 'grant':
        return void send(() => {
          const slot = slots.get(action.username);
          if (slot && !slot.roles.includes(action.role))
            slots.set(action.username, { ...slot, roles: [...slot.roles, action.role] });
        });
      case 'mark':
        return void send(
          () => void (marks.has(action.rotation) || marks.set(action.rotation, markBy(browser, action.value))),
        );
      case 'decide':
        return void send(() => void (decisions.has(action.rotation) || decisions.set(action.rotation, action.value)));
      case 'hand-over': {
        const credential = { username: action.next.username, secret: browser.secret ?? '' };
        return void send(() => {
          if (browser.way === 'two-slots') offer = { rotation: action.rotation, credential };
          else if (browser.way === 'one-slot') tell(browser, credential);
        });
      }
      case 'disable':
      case 'enable':
        return void send(() => {
          const slot = slots.get(action.username);
          if (slot) slots.set(action.username, { ...slot, enabled: action.do === 'enable' });
        });
      case 'reconsider':
        return void send(() => void decisions.delete(action.rotation));
      case 'remove':
        return void send(() => void slots.delete(action.username));
      case 'clear':
        return void send(() => {
          offer = null;
          proofs.clear();
          device.endProving();
        });
      case 'forget':
        return void send(() => {
          marks.delete(action.rotation);
          decisions.delete(action.rotation);
        });
      case 'wait':
        return;
      case 'end':
        browser.ended = action.how;
    }
  }

  /** A command by the wire: it may be lost behind the broker, and not every device answers whether it was heard. */
  function tell(browser: Browser, credential: Credential): void {
    const isHeard = (isCalm || chance(0.7)) && device.receive(credential);
    if (!isHeard && answers) return;
    browser.attention.told();
    browser.evidence.told();
  }

  function deliver(): void {
    if (!inFlight.some(({ dueAt }) => dueAt <= now)) return;
    const due = inFlight.filter(({ dueAt }) => dueAt <= now).toSorted((one, other) => one.dueAt - other.dueAt);
    inFlight = inFlight.filter(({ dueAt }) => dueAt > now);
    for (const { apply } of due) apply();
  }

  /** What the device has said since, on its way to everybody who listens; a message is stamped when it comes, heard or not. */
  function speak(): void {
    for (const word of voice.words()) {
      for (const browser of browsers) {
        const dueAt = now + 1 + (chance(0.8) ? 0 : rng() * slowestWordMs);
        inFlight.push({ from: 'the device', dueAt, apply: () => hear(browser, word, dueAt) });
      }
    }
  }

  function hear(browser: Browser, word: Parameters<Hears['hear']>[0], at: number): void {
    browser.sightings.see(browser.hears.hear(word, at + browser.wallMs), at);
  }

  function arrive(name: string, wish: Memory['wish']): void {
    const takenFor = isMistaken && chance(0.5) ? (pick(ways) ?? way) : way;
    const attention = openAttention(takenFor, wish, () => now);
    const isTold = tells && !(isMistaken && chance(0.3));
    const sightings = openSightings();
    const browser: Browser = {
      name,
      attention,
      way: takenFor,
      tells: isTold,
      asks: takenFor === 'one-slot' && way === 'one-slot' && isTold && !cannotBeAsked && !(isMistaken && chance(0.3)),
      isEarlier: isMistaken && chance(0.2),
      secret: null,
      seen: null,
      facts: null,
      ended: null,
      sightings,
      evidence: openEvidence(
        presenceOf(sightings),
        () => now,
        () => now + browser.wallMs,
      ),
      hears: voice.listener(),
      wallMs: 0,
      asleepUntil: 0,
      aborted: null,
    };
    browsers.push(browser);
    for (const word of voice.remembered()) hear(browser, word, now);
  }

  const presenceOf = (sightings: Sightings) => ({
    isPresent: () => device.connectedAs !== null,
    usedLogin: () => sightings.login,
    cameOnlineAt: () => sightings.cameOnlineAt,
    heardAt: () => sightings.heardAt,
    waitsForRestart: () => way === 'one-slot', // a restart that was ordered may be lost
  });

  function killBroker(): void {
    offer = chance(0.5) ? null : offer; // retained messages may be lost, the account database is not
    if (chance(0.5)) proofs.clear();
    inFlight = inFlight.filter(() => chance(0.5));
    voice.kicked();
    device.cut();
    if (chance(0.5)) voice.forgetLast();
    for (const browser of browsers) for (const word of voice.remembered()) hear(browser, word, now);
    note('broker killed');
  }

  function somethingHappens(faults: boolean): void {
    const browser = pick(browsers.filter(({ ended, asleepUntil }) => ended === null && asleepUntil <= now));
    const roll = rng();
    if (browser !== undefined && roll < 0.55) goOn(browser);
    else if (roll < 0.8) device.live();
    else if (roll < 0.95 || !faults) now += chance(0.9) ? rng() * 1_500 : rng() * (faults ? 30_000 : 8_000);
    else fault(browser);
    if (clocksJump && chance(0.1)) setClock();
    speak();
    deliver();
    check('what happened around it');
  }

  function goOn(browser: Browser): void {
    if (browser.facts !== null) act(browser);
    else if (browser.seen !== null) observeRest(browser);
    else observeSlots(browser);
  }

  function fault(browser: Browser | undefined): void {
    const roll = rng();
    if (roll < 0.2) killBroker();
    else if (roll < 0.4) device.cut();
    else if (roll < 0.5) device.power(chance(0.5));
    else if (roll < 0.52) beAwayForAWeek();
    else if (roll < 0.57) forgeProof();
    else if (roll < 0.63 && browser !== undefined) browser.asleepUntil = now + rng() * longestSleepMs;
    else if (roll < 0.73) browser?.attention.wishBack();
    else if (roll < 0.86 && browser !== undefined) {
      note(`${browser.name} closed`);
      browsers.splice(browsers.indexOf(browser), 1);
    } else if (browsers.length < 5) arrive(`browser-${log.length}`, chance(0.5) ? 'start' : 'finish');
  }

  /** Somebody sets a clock right, or wrong: nothing may rest on it. */
  function setClock(): void {
    const browser = pick(browsers);
    if (browser === undefined) return;
    const mostMs = chance(0.5) ? 10 * 60_000 : 7 * 24 * 3_600_000;
    browser.wallMs += (rng() - 0.5) * 2 * mostMs;
    note(`the clock of ${browser.name} is set`);
  }

  function beAwayForAWeek(): void {
    note('the device is away for a week');
    device.power(false);
    now += 7 * 24 * 3_600_000;
  }

  /** Somebody who has the device's old password says that it uses the new one: the topic is guarded by a role. */
  function forgeProof(): void {
    const standing = standingOf([...slots.values()]);
    if (way !== 'two-slots' || standing.type !== 'two') return;
    if (standing.old.roles.includes(`proof:${standing.next.username}`)) proofs.add(standing.rotation);
  }

  return {
    arrive,
    device,
    slots,
    marks,
    log,
    get lockedOut() {
      return lockedOut;
    },
    /**
     * the rotation that one browser, which has the new password and has told it once at most, carries on alone; null: there is
     * none, or others may end it
     */
    get carriedOn() {
      const standing = standingOf([...slots.values()]);
      const [only, ...others] = browsers;
      if (standing.type !== 'two' || only === undefined || others.length > 0 || inFlight.length > 0) return null;
      const { holds, wish, tellings } = only.attention.memory;
      const isItsOwn = holds === standing.rotation && wish !== 'roll-back' && tellings < 2;
      return isItsOwn && !decisions.has(holds) && isHandedOver(marks.get(holds)) ? holds : null;
    },
    get changedAfterLoss() {
      return changedAfterLoss;
    },
    /** the broker comes back without any of its accounts: nothing holds any more, and nothing more may be changed */
    loseAccounts() {
      lostAt = now;
      now += 2 * freshMs; // that long it takes until somebody may administer it again
      inFlight = [];
      slots.clear();
      marks.clear();
      decisions.clear();
      device.cut();
      note('the account database is lost');
    },
    /** the faults are over: the device has power again, and everybody goes on */
    calm() {
      isCalm = true;
      device.power(true);
      for (const browser of browsers) Object.assign(browser, { ended: null, asleepUntil: 0 });
    },
    /** somebody pulls its plug: what it was set to and has not started with is used some day */
    restart() {
      device.power(false);
      device.power(true);
    },
    /** up to `most` things, as long as there is anything to happen and nobody is locked out */
    happen(most: number, faults: boolean) {
      for (let n = 0; n < most; n++) {
        if (lockedOut !== null) return;
        const isQuiet =
          inFlight.length === 0 && device.connectedAs !== null && browsers.every((one) => one.ended !== null);
        if (isQuiet && !faults) return;
        somethingHappens(faults);
      }
    },
  };
}
