import { openAttention, type Attention } from './attention';
import { decide, type Action, type Memory, type Way } from './decide';
import { identityOf, type Decision, type Facts, type Mark, type Slot } from './facts';

/**
 * A broker, one device and any number of browsers, in which everything may happen in any order: a pure world with virtual
 * time. Commands take up to 45 s to arrive, browsers stop between reading and acting, die and come, the broker is killed.
 */

export type Rng = () => number;

/** mulberry32 */
export function openRng(seed: number): Rng {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Credential = { readonly username: string; readonly secret: string };

type Device = {
  readonly way: Way;
  /** `obeys`, `ignores` every offer, or loses power now and then */
  readonly temper: 'obeys' | 'ignores';
  /** what is in its flash; class B holds one */
  holds: Credential[];
  connectedAs: Credential | null;
  refusals: number;
  powered: boolean;
  /** the rotation whose offer it took last */
  lastOffer: string | null;
  /** class A: it took an offer that was not taken back since */
  proving: boolean;
};

type Browser = {
  readonly name: string;
  readonly attention: Attention;
  secret: string | null;
  seen: { readonly slots: readonly Slot[]; readonly at: number } | null;
  facts: { readonly facts: Facts; readonly at: number } | null;
  ended: Extract<Action, { do: 'end' }>['how'] | null;
};

type InFlight = { readonly from: string; readonly dueAt: number; readonly apply: () => void };

/** how long ago facts may have been read when they are acted on (`run.ts` holds the same) */
const freshMs = 5_000;
const longestWayMs = 45_000;

export type World = ReturnType<typeof openWorld>;

export function openWorld(rng: Rng, way: Way, temper: Device['temper']) {
  let now = 0;
  let rotations = 0;
  let lockedOut: string | null = null;
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
  const device: Device = {
    way,
    temper,
    holds: [first],
    connectedAs: first,
    refusals: 0,
    powered: true,
    lastOffer: null,
    proving: false,
  };

  const chance = (probability: number) => rng() < probability;
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(rng() * list.length)];
  const opens = ({ username, secret }: Credential) => {
    const slot = slots.get(username);
    return slot !== undefined && slot.enabled && slot.secret === secret;
  };

  function note(line: string): void {
    log.push(`${now} ${line}`);
    if (log.length > 400) log.splice(0, 200);
  }

  /** the one thing that must never happen */
  function check(after: string): void {
    if (lockedOut === null && !device.holds.some(opens)) lockedOut = after;
    if (device.connectedAs !== null && !opens(device.connectedAs)) device.connectedAs = null; // kicked
  }

  function observeSlots(browser: Browser): void {
    browser.seen = { slots: [...slots.values()], at: now };
    browser.facts = null;
  }

  function observeRest(browser: Browser): void {
    const { seen } = browser;
    browser.seen = null;
    if (seen === null || now - seen.at > freshMs) return;
    const facts: Facts = {
      slots: seen.slots,
      marks: new Map(marks),
      decisions: new Map(decisions),
      offer: offer?.rotation ?? null,
      proofs: new Set(proofs),
      litter: way === 'two-slots' && (offer !== null || proofs.size > 0),
      present: device.connectedAs !== null,
      keepsOld: false,
    };
    browser.attention.see(facts);
    browser.facts = { facts, at: seen.at };
  }

  function act(browser: Browser): void {
    const { facts } = browser;
    browser.facts = null;
    if (facts === null || now - facts.at > freshMs) return;
    const action = decide(facts.facts, browser.attention.memory);
    note(`${browser.name} ${JSON.stringify(action)}`);
    perform(browser, action);
  }

  function perform(browser: Browser, action: Action): void {
    const send = (apply: () => void) =>
      inFlight.push({
        from: browser.name,
        dueAt: now + (chance(0.8) ? rng() * 200 : rng() * longestWayMs),
        apply() {
          apply();
          check(`${browser.name} ${JSON.stringify(action)}`);
        },
      });
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
        return void send(() => void (marks.has(action.rotation) || marks.set(action.rotation, action.value)));
      case 'decide':
        return void send(() => void (decisions.has(action.rotation) || decisions.set(action.rotation, action.value)));
      case 'hand-over': {
        const credential = { username: action.next.username, secret: browser.secret ?? '' };
        return void send(() => {
          if (way === 'two-slots') offer = { rotation: action.rotation, credential };
          else if (receiveCommand(credential)) browser.attention.told();
        });
      }
      case 'disable':
        return void send(() => {
          const slot = slots.get(action.username);
          if (slot) slots.set(action.username, { ...slot, enabled: false });
        });
      case 'remove':
        return void send(() => void slots.delete(action.username));
      case 'clear':
        return void send(() => {
          offer = null;
          proofs.clear();
          // whoever listens proves nothing any more, and begins with what it uses now; it forgets nothing, because this may
          // be a late word about the rotation before
          if (device.connectedAs === null || way !== 'two-slots') return;
          device.proving = false;
          device.holds = [device.connectedAs, ...device.holds.filter((held) => held !== device.connectedAs)];
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

  /** class B: a command over the wire, heard only while connected; it replaces the only log-in there is */
  function receiveCommand(credential: Credential): boolean {
    if (device.connectedAs === null) return false;
    if (device.temper === 'ignores') return true;
    device.holds = [credential];
    device.connectedAs = null;
    return true;
  }

  function liveDevice(): void {
    if (!device.powered) return;
    if (device.connectedAs === null) {
      const [preferred, fallback] = device.holds;
      const wanted = device.refusals >= 3 && fallback && device.refusals % 2 === 1 ? fallback : preferred;
      if (wanted === undefined) return;
      if (opens(wanted)) {
        device.connectedAs = wanted;
        device.refusals = 0;
        prove();
      } else device.refusals += 1;
      return;
    }
    prove();
    if (way !== 'two-slots' || device.temper === 'ignores' || offer === null) return;
    const { rotation, credential } = offer;
    if (credential.username === device.connectedAs.username) {
      if (device.lastOffer === rotation) device.proving = true; // offered again by who has not seen the proof
      return;
    }
    if (device.lastOffer === rotation) return;
    device.lastOffer = rotation;
    device.proving = true;
    device.holds = [credential, device.connectedAs]; // durable before it is used
    device.connectedAs = null;
  }

  /** class A writes on its guarded topic until the offer is cleared; class B shows which log-in it uses */
  function prove(): void {
    if (way === 'two-slots' && !device.proving) return;
    const slot = device.connectedAs && slots.get(device.connectedAs.username);
    if (slot?.rotation && (way === 'one-slot' || slot.roles.includes(`proof:${slot.username}`)))
      proofs.add(slot.rotation);
  }

  function deliver(): void {
    const due = inFlight.filter(({ dueAt }) => dueAt <= now).toSorted((one, other) => one.dueAt - other.dueAt);
    inFlight = inFlight.filter(({ dueAt }) => dueAt > now);
    for (const { apply } of due) apply();
  }

  function arrive(name: string, wish: Memory['wish']): void {
    const attention = openAttention(way, wish, () => now);
    browsers.push({ name, attention, secret: null, seen: null, facts: null, ended: null });
  }

  function killBroker(): void {
    offer = chance(0.5) ? null : offer; // retained messages may be lost, the account database is not
    if (chance(0.5)) proofs.clear();
    inFlight = inFlight.filter(() => chance(0.5));
    device.connectedAs = null;
    note('broker killed');
  }

  function somethingHappens(faults: boolean): void {
    const browser = pick(browsers.filter(({ ended }) => ended === null));
    const roll = rng();
    if (browser !== undefined && roll < 0.55) goOn(browser);
    else if (roll < 0.8) liveDevice();
    else if (roll < 0.95 || !faults) now += chance(0.9) ? rng() * 1_500 : rng() * 30_000;
    else fault(browser);
    deliver();
  }

  function goOn(browser: Browser): void {
    if (browser.facts !== null) act(browser);
    else if (browser.seen !== null) observeRest(browser);
    else observeSlots(browser);
  }

  function fault(browser: Browser | undefined): void {
    const roll = rng();
    if (roll < 0.2) killBroker();
    else if (roll < 0.45) device.connectedAs = null;
    else if (roll < 0.55) {
      device.powered = !device.powered;
      device.connectedAs = null;
    } else if (roll < 0.7) browser?.attention.wishBack();
    else if (roll < 0.85 && browser !== undefined) {
      note(`${browser.name} closed`);
      browsers.splice(browsers.indexOf(browser), 1);
    } else if (browsers.length < 5) arrive(`browser-${log.length}`, chance(0.5) ? 'start' : 'finish');
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
    /** the faults are over: the device has power again, and everybody goes on */
    calm() {
      device.powered = true;
      for (const browser of browsers) browser.ended = null;
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
