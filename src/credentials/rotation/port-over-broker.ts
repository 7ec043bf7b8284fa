import type { Broker } from '@/broker/broker';

import type { Authority, ListedAccount, RoleRule } from '../authority/authority';
import { readSlotNote } from '../authority/slot-note';
import { neededByCertificate } from '../certificates/certificate-account';
import { nextSequence, seal } from '../hand-over/sealed';
import { openAccountReader, registerName } from './account-reading';
import { actOf, done, refused, unanswered } from './act-of-answer';
import { freshMs } from './decide';
import { credentialTopics, type DeviceTopics } from './device-topics';
import { openEvidence, rotationsOf, type Presence } from './evidence';
import { groupOf, letterOf, type Facts, type Slot } from './facts';
import { openHeldLogin } from './held-login';
import { openRestarts } from './restarts';
import type { Act, HandedLogin, RefusedAct, RotationPort } from './run';

/** What only this browser knows of the device beside the account database. */
export type Witness = Presence & {
  /** it was asked, and says that it is set to this account */
  answered(username: string): void;
  /** the broker's log tells that somebody is logged in with this account */
  isSeenAs(username: string): boolean;
  /** there is no such account now: what the log told of it was of an earlier one of that name */
  forgetSeen(username: string): void;
};

/** How the new log-in reaches the device. */
export type HandOver =
  | { readonly way: 'two-slots'; readonly topics: DeviceTopics }
  | {
      readonly way: 'one-slot';
      tell(login: HandedLogin): Promise<Act>;
      /** `openHeldLogin` */
      readonly askLogin: (() => Promise<string | null>) | null;
      /** makes it start with what it is set to; null: it does so by itself */
      readonly restart: (() => Promise<unknown>) | null;
    }
  /** a person types it in */
  | { readonly way: 'by-hand' };

export type RotationPortOptions = {
  readonly authority: Authority;
  /** the administrator's connection */
  readonly broker: Broker;
  readonly device: string;
  /** the accounts that are, or may become, the device's */
  readonly usernames: readonly string[];
  /** rotations of this device whose registers were found */
  readonly rotations: readonly string[];
  readonly witness: Witness;
  readonly handOver: HandOver;
  /** a certificate that is good logs in as this account; null: the broker does not tell */
  isCertified(username: string): Promise<boolean | null>;
  /** ms since the epoch: what an offer is numbered by; where it does not go with `steady`, nobody knows what was so meanwhile */
  readonly clock: () => number;
  /** ms since anything, never set right: what was first and what was later is told by it alone */
  readonly steady: () => number;
  change(ms: number): Promise<void>;
};

/** What a rotation does in the world, done through the broker's administration and a few topics. */
export function openRotationPort(options: RotationPortOptions): RotationPort {
  const { authority, broker, device, usernames, witness, handOver, clock, steady } = options;
  const reader = openAccountReader(options);
  const evidence = openEvidence(witness, steady, clock);
  const restarts = handOver.way === 'one-slot' ? openRestarts(handOver.restart, steady) : null;
  const ask = handOver.way === 'one-slot' ? handOver.askLogin : null;
  const held = ask === null ? null : openHeldLogin(askAndHear(ask), steady);

  /** What it answers is what it says, asked for or not. */
  function askAndHear(askNow: () => Promise<string | null>) {
    return async () => {
      const username = await askNow();
      if (username !== null) witness.answered(username);
      return username;
    };
  }

  /** when the facts were asked for on which the next act rests */
  let askedAt = steady();

  async function observe(): Promise<Facts | RefusedAct | null> {
    askedAt = steady();
    if (handOver.way === 'two-slots' && handOver.topics.isRefused) return refused(mayNotHear(device));
    if (handOver.way === 'two-slots' && !handOver.topics.heard) return null;
    const reading = await reader.read();
    if (reading === null) return null;
    const { accounts, slots, marks, decisions, tellsWho } = reading;
    for (const username of usernames) {
      if (!slots.some((slot) => slot.username === username)) witness.forgetSeen(username);
    }
    const isIn = (username: string) => isConnected(accounts, username);
    const isPresent = witness.isPresent();
    const used = witness.usedLogin();
    const facts: Facts = {
      slots,
      marks,
      decisions,
      ...shown(slots, isIn, tellsWho),
      holdsOld: held?.isOld({ slots, decisions, isPresent, isIn: tellsWho ? isIn : null }) ?? false,
      isAskable: held !== null,
      present: isPresent,
      // what it said once, and nobody can ask it again, tells no more
      isBlind: (used === null || (!used.isFresh && held === null)) && !tellsWho,
    };
    if (used !== null) {
      if (!used.isFresh) held?.refresh(used.username, facts);
      restarts?.look(used.username, facts);
    }
    return facts;
  }

  /** Where the broker does not count who is connected, its log may tell. */
  function isConnected(accounts: readonly ListedAccount[], username: string): boolean {
    const counted = accounts.find((one) => one.username === username)?.connections ?? null;
    return counted === null ? witness.isSeenAs(username) : counted > 0;
  }

  /** What was handed over, and what the device has shown of it: on topics of its own, where it holds two. */
  function shown(slots: readonly Slot[], isIn: (username: string) => boolean, tellsWho: boolean) {
    const seen = evidence.of(slots, isIn, tellsWho);
    if (handOver.way !== 'two-slots') return { ...seen, offer: null, litter: false };
    const { offer: stands, proofs, litter } = handOver.topics;
    const proven = slots.filter(({ username, rotation }) => {
      const letter = letterOf(device, username);
      return rotation !== null && letter !== null && proofs.get(letter) === rotation;
    });
    const { livesWithout } = seen;
    const rest = { litter, livesWithout, keepsOld: false, cameBack: false };
    return { offer: stands?.rotation ?? null, proofs: rotationsOf(proven), ...rest };
  }

  async function hand(login: HandedLogin): Promise<Act> {
    if (handOver.way === 'by-hand') return done; // the person who reads it off the page does
    const act = handOver.way === 'two-slots' ? await offer(login, handOver.topics) : await handOver.tell(login);
    if (act.outcome === 'done') evidence.told();
    return act;
  }

  async function offer({ rotation, username, password }: HandedLogin, topics: DeviceTopics): Promise<Act> {
    const { key } = topics;
    if (key === null) {
      return refused('The device has published no key that a password could be sealed to. The old one stays valid.');
    }
    const topic = credentialTopics(device).offer;
    // Where the device does not tell what it has taken, a clock that is behind makes a number that it has passed: it refuses the
    // offer, and is rolled back with what it holds. Wrong in either way, it is never without a log-in.
    const sequence = nextSequence(clock(), topics.offer?.sequence ?? null, topics.lastSequence);
    if (sequence === null) {
      return refused(
        'The device has heard a later offer than any that can be made: somebody gave it the highest number there is. The old password stays valid; set the device up anew to replace it.',
      );
    }
    const sealed = await seal({ topic, rotation, sequence, username, password }, key).catch(() => null);
    if (sealed === null) return refused('The key that the device has published is none. The old password stays valid.');
    return publish(topic, JSON.stringify(sealed));
  }

  async function publish(topic: string, payload: string): Promise<Act> {
    const result = await broker.publish({ topic, payload, qos: 1, retain: true });
    if (result.outcome === 'sent') return done;
    return result.reason === 'not-authorised'
      ? refused(`This administrator may not publish on ${topic}. Give its role that right, then start again.`)
      : unanswered;
  }

  /**
   * It may have been issued since this began: whatever was shown and decided, the account that it rests on stays. Asking takes
   * time, and a tab may sleep meanwhile: what was read before is looked at again, if it is too old by then.
   */
  async function unlessCertified(names: readonly string[], act: () => Promise<Act>): Promise<Act> {
    const certified = await Promise.all(names.map(options.isCertified));
    if (certified.includes(null) || steady() - askedAt >= freshMs) return unanswered;
    return certified.includes(true) ? refused(`${neededByCertificate} Until then both log-ins stay valid.`) : act();
  }

  const sent = (rotation: string) => registerName('sent', device, rotation);
  const decision = (rotation: string) => registerName('dec', device, rotation);

  return {
    observe,
    async create({ username, password, clientId, note }) {
      const readNote = readSlotNote(note);
      if (readNote === null) return refused('This device cannot be named in a description.');
      reader.expect(readNote.rot);
      return actOf(await authority.createSlot({ username, password, clientId, note: readNote }));
    },
    async grant(username, right) {
      const group = groupOf(right);
      const given = group === null ? { name: right, acls: aclsOf(device, right) } : { group };
      return actOf(await authority.grant(username, given, usernames));
    },
    mark: async (_, rotation, value) => actOf(await authority.register(sent(rotation), value)),
    decide: (_, rotation, value) =>
      unlessCertified(value === 'commit' ? usernames : [], async () =>
        actOf(await authority.register(decision(rotation), value)),
      ),
    handOver: hand,
    disable: (username) => unlessCertified([username], async () => actOf(await authority.setDisabled(username, true))),
    enable: async (username) => actOf(await authority.setDisabled(username, false)),
    reconsider: async (_, rotation) => actOf(await authority.remove({ register: decision(rotation) })),
    remove: (username) => unlessCertified([username], async () => actOf(await authority.remove({ account: username }))),
    async clear() {
      const { offer: offers, proof } = credentialTopics(device);
      for (const topic of [offers, proof('a'), proof('b')]) {
        const act = await publish(topic, '');
        if (act.outcome !== 'done') return act;
      }
      return done;
    },
    async forget(_, rotation) {
      const mark = actOf(await authority.remove({ register: sent(rotation) }));
      return mark.outcome === 'done' ? actOf(await authority.remove({ register: decision(rotation) })) : mark;
    },
    change: options.change,
  };
}

function mayNotHear(device: string): string {
  const { offer, key } = credentialTopics(device);
  return `This administrator may not subscribe to all of ${offer}, ${key} and the proofs beside them. Give its role that right, then start again.`;
}

/** A role that is made anew can only be one that proves; the others are held by the old slot. */
function aclsOf(device: string, role: string): readonly RoleRule[] {
  const letter = letterOf(device, role.replace(/^proof:/, ''));
  if (!role.startsWith('proof:') || letter === null) return [];
  return [{ type: 'publishClientSend', topic: credentialTopics(device).proof(letter), allow: true }];
}
