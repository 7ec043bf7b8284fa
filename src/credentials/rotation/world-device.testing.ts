import type { Rng } from '@/core/random.testing';

import type { Way } from './decide';
import type { Slot } from './facts';

export type Credential = { readonly username: string; readonly secret: string };

/**
 * `obeys`; `ignores` what it is handed; or has another key than it says, so it cannot open what is sealed to it. `lingers`: takes
 * a command, and mostly goes on with what it had until somebody switches it off and on.
 */
export type Temper = 'obeys' | 'ignores' | 'wrong-key' | 'lingers';

/** As much of the broker as a device meets. */
export type MetBroker = {
  readonly offer: { readonly rotation: string; readonly credential: Credential } | null;
  slot(username: string): Slot | undefined;
  opens(credential: Credential): boolean;
  prove(rotation: string): void;
};

/** One device as it is: what it holds, and as what it is connected. */
export type WorldDevice = {
  /** what is in its flash; only class A holds two */
  readonly holds: readonly Credential[];
  readonly connectedAs: Credential | null;
  /** how often it has come online */
  readonly starts: number;
  /** a moment of its life: connects, proves, takes an offer */
  live(): void;
  /** class B: a command over the wire, heard only while connected, replaces the only log-in there is. Was it answered? */
  receive(credential: Credential): boolean;
  /** class C: somebody typed it in */
  type(credential: Credential): void;
  /**
   * Class A: whoever listens while the offer is cleared proves nothing any more, and begins with what it uses now. It forgets
   * nothing, because this may be a late word about the rotation before.
   */
  endProving(): void;
  cut(): void;
  power(on: boolean): void;
};

export function openWorldDevice(way: Way, temper: Temper, first: Credential, broker: MetBroker, rng: Rng): WorldDevice {
  let holds: readonly Credential[] = [first];
  /** class B: what it has started with; what it is set to is used from the next start on, which may be lost */
  let startedWith = first;
  let connectedAs: Credential | null = first;
  let refusals = 0;
  let starts = 0;
  let powered = true;
  let lastOffer: string | null = null;
  /** class A: it took an offer that was not taken back since */
  let proving = false;

  function live(): void {
    if (!powered) return;
    if (connectedAs !== null) {
      prove();
      return takeOffer();
    }
    const [preferred, fallback] = way === 'one-slot' ? [startedWith] : holds;
    const wanted = refusals >= 3 && fallback && refusals % 2 === 1 ? fallback : preferred;
    if (wanted === undefined) return;
    if (!broker.opens(wanted)) return void (refusals += 1);
    connectedAs = wanted;
    starts += 1;
    refusals = 0;
    prove();
  }

  function takeOffer(): void {
    const { offer } = broker;
    if (way !== 'two-slots' || temper !== 'obeys' || offer === null || connectedAs === null) return;
    if (offer.credential.username === connectedAs.username) {
      if (lastOffer === offer.rotation) proving = true; // offered again by who has not seen the proof
      return;
    }
    if (lastOffer === offer.rotation) return;
    if (rng() < 0.1) return cut(); // it crashes before it has stored anything
    lastOffer = offer.rotation;
    proving = true;
    holds = [offer.credential, connectedAs]; // durable before it is used
    connectedAs = null;
  }

  /** class A writes on its guarded topic until the offer is cleared; the others show which log-in they use */
  function prove(): void {
    if (way === 'two-slots' && !proving) return;
    const slot = connectedAs === null ? undefined : broker.slot(connectedAs.username);
    const isAllowed = way !== 'two-slots' || slot?.roles.includes(`proof:${slot.username}`);
    if (slot?.rotation && isAllowed) broker.prove(slot.rotation);
  }

  function cut(): void {
    connectedAs = null;
  }

  function replace(credential: Credential): void {
    holds = [credential];
    start();
  }

  function start(): void {
    startedWith = holds[0] ?? first;
    connectedAs = null;
  }

  return {
    get holds() {
      return holds;
    },
    get connectedAs() {
      return connectedAs;
    },
    get starts() {
      return starts;
    },
    live,
    receive(credential) {
      if (connectedAs === null) return false;
      const takes = temper === 'obeys' || temper === 'lingers';
      if (takes) holds = [credential]; // else it goes on with what somebody has fixed in its environment
      if (rng() < (temper === 'lingers' ? 0.1 : 0.8)) start();
      return true;
    },
    type: replace,
    endProving() {
      if (connectedAs === null || way !== 'two-slots') return;
      proving = false;
      holds = [connectedAs, ...holds.filter((held) => held !== connectedAs)];
    },
    cut,
    power(on) {
      powered = on;
      if (!on) start();
    },
  };
}
