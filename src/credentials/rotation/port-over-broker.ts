import type { Broker } from '@/broker/broker';

import type { Authority, Failed, ListedAccount, RoleRule } from '../authority/authority';
import { readSlotNote } from '../authority/slot-note';
import { seal } from '../hand-over/sealed';
import { credentialTopics, type DeviceTopics } from './device-topics';
import { groupOf, groupRight, letterOf, standingOf, type Decision, type Facts, type Mark, type Slot } from './facts';
import { openHeldLogin } from './held-login';
import type { Act, HandedLogin, RotationPort } from './run';

/** What only the living home knows of the device. */
export type Presence = {
  /** it is connected, as far as anybody can tell */
  isPresent(): boolean;
  /** the account that it says it uses, and when it said so; null: it does not tell */
  usedLogin(): { readonly username: string; readonly at: number } | null;
  /** when it was last heard to come online, ms since the epoch; null: it was online before anybody listened, or is not */
  cameOnlineAt(): number | null;
  /** how often it was heard itself, live */
  timesHeard(): number;
  /** the broker's log tells that somebody is logged in with this account */
  isSeenAs(username: string): boolean;
  /** there is no such account now: what the log told of it was of an earlier one of that name */
  forgetSeen(username: string): void;
  /** what it is set to waits for a restart that it must be told; what it says of its log-in says nothing of its use */
  waitsForRestart(): boolean;
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
  readonly presence: Presence;
  readonly handOver: HandOver;
  /** ms since the epoch, as the presence tells it */
  readonly clock: () => number;
  /** ms since anything, never set right */
  readonly steady: () => number;
  change(ms: number): Promise<void>;
};

const done: Act = { outcome: 'done' };
const unanswered: Act = { outcome: 'unanswered' };
/** how long what was on its way may still come in after the device was cut */
const lingerMs = 2_000;
/** how long after it was told of another log-in a device may take to restart with it */
const restartMs = 15_000;
/** a restart that was ordered can be lost after the setting was answered */
const restartAgainMs = 60_000;
const mostRestarts = 5;

/** What a rotation does in the world, done through the broker's administration and a few topics. */
export function openRotationPort(options: RotationPortOptions): RotationPort {
  const { authority, broker, device, usernames, presence, handOver, clock } = options;
  const rotations = new Set(options.rotations);
  const ask = handOver.way === 'one-slot' ? handOver.askLogin : null;
  const held = ask === null ? null : openHeldLogin(ask, options.steady);
  let restarts = 0;
  let restartedAt = -Infinity;
  let handedAt: number | null = null;
  /** accounts that are off: since when, and how often the device had been heard when nothing of before could come any more */
  const off = new Map<string, { readonly since: number; heard: number | null }>();

  async function observe(): Promise<Facts | null> {
    if (handOver.way === 'two-slots' && !handOver.topics.heard) return null;
    const first = await look();
    if (first.outcome === 'failed') return null;
    const found = first.accounts.map((account) => readSlotNote(account.note)?.rot).filter((rot) => rot !== undefined);
    const isNew = found.some((rotation) => !rotations.has(rotation));
    for (const rotation of found) rotations.add(rotation);
    const looked = isNew ? await look() : first;
    if (looked.outcome === 'failed') return null;
    const slots = looked.accounts.map(slotOf);
    for (const username of usernames) {
      if (!slots.some((slot) => slot.username === username)) presence.forgetSeen(username);
    }
    const decisions = registersOf('dec', looked.registers) as ReadonlyMap<string, Decision>; // only what `decide` wrote passes
    const tellsWho = looked.accounts.every(({ connections }) => connections !== null);
    const isPresent = presence.isPresent();
    const facts: Facts = {
      slots,
      marks: registersOf('sent', looked.registers) as ReadonlyMap<string, Mark>, // likewise
      decisions,
      ...handedOver(slots, looked.accounts),
      holdsOld: held?.isOld({ slots, decisions, isPresent, isIn: tellsWho ? isIn(looked.accounts) : null }) ?? false,
      isAskable: held !== null,
      present: isPresent,
      livesWithout: livesWithout(slots),
      isBlind: presence.usedLogin() === null && !tellsWho,
    };
    restartWhatWaits(facts);
    return facts;
  }

  /** It says that it is set to the new log-in and has not started with it: whoever told it may be closed. */
  function restartWhatWaits({ slots, marks, proofs, present }: Facts): void {
    const standing = standingOf(slots);
    if (handOver.way !== 'one-slot' || handOver.restart === null || standing.type !== 'two') return;
    const { next, rotation } = standing;
    const isSet = presence.usedLogin()?.username === next.username && marks.get(rotation) === 'told';
    if (!isSet || !present || !next.enabled || proofs.has(rotation)) return;
    if (restarts >= mostRestarts || options.steady() - restartedAt < restartAgainMs) return;
    restarts += 1;
    restartedAt = options.steady();
    void handOver.restart();
  }

  function look() {
    const registers = [...rotations].flatMap((rotation) => [name('sent', rotation), name('dec', rotation)]);
    return authority.list({ usernames, registers });
  }

  const name = (kind: 'sent' | 'dec', rotation: string) => `${kind}:${device}:${rotation}`;

  function registersOf(kind: 'sent' | 'dec', registers: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    const allowed: readonly string[] =
      kind === 'sent' ? ['offered', 'told', 'shown', 'sent', 'void'] : ['commit', 'abort'];
    const found = [...rotations].map((rotation) => [rotation, registers.get(name(kind, rotation))] as const);
    return new Map(found.filter((entry): entry is [string, string] => allowed.includes(entry[1] ?? '')));
  }

  /** What was handed over, and what the device has shown of it. */
  function handedOver(
    slots: readonly Slot[],
    accounts: readonly ListedAccount[],
  ): Pick<Facts, 'offer' | 'proofs' | 'litter' | 'keepsOld' | 'cameBack'> {
    if (handOver.way === 'two-slots') {
      const { offer, proofs, litter } = handOver.topics;
      const proven = slots.filter(({ username, rotation }) => {
        const letter = letterOf(device, username);
        return rotation !== null && letter !== null && proofs.get(letter) === rotation;
      });
      const rest = { litter, keepsOld: false, cameBack: false };
      return { offer: offer?.rotation ?? null, proofs: rotationsOf(proven), ...rest };
    }
    const used = presence.usedLogin();
    const said = presence.isPresent() ? slots.filter(({ username }) => username === used?.username) : [];
    const connected = slots.filter(({ username }) => isIn(accounts)(username));
    // what it says when it is back may be what it said before: it is given the time to say so
    const standing = standingOf(slots);
    const isBack = cameBack() && clock() - (presence.cameOnlineAt() ?? 0) >= restartMs;
    return {
      offer: null,
      proofs: rotationsOf([...connected, ...(hasRestarted(used) ? said : [])]),
      litter: false,
      cameBack: cameBack(),
      keepsOld: isBack && standing.type === 'two' && said.includes(standing.old),
    };
  }

  const isIn = (accounts: readonly ListedAccount[]) => (username: string) =>
    (accounts.find((one) => one.username === username)?.connections ?? Number(presence.isSeenAs(username))) > 0;

  /**
   * Tasmota and Shelly tell the log-in that they are set to, which they use from their next start on. So what a device says
   * counts once it has come online since, or, if it restarts by itself, could not have waited so long with that.
   */
  function hasRestarted(used: ReturnType<Presence['usedLogin']>): boolean {
    if (used === null) return false;
    if (handedAt !== null) return cameBack();
    const online = presence.cameOnlineAt();
    if (online !== null && online >= used.at) return true;
    return !presence.waitsForRestart() && clock() - used.at >= restartMs;
  }

  function cameBack(): boolean {
    const online = presence.cameOnlineAt();
    return handedAt !== null && online !== null && online > handedAt;
  }

  /** Whoever is heard while an account is off does not use that one. */
  function livesWithout(slots: readonly Slot[]): ReadonlySet<string> {
    const now = clock();
    const online = presence.cameOnlineAt() ?? 0;
    const without = new Set<string>();
    for (const { username, enabled } of slots) {
      if (enabled) {
        off.delete(username);
        continue;
      }
      const seen = off.get(username) ?? { since: now, heard: null };
      off.set(username, seen);
      if (now - seen.since >= lingerMs) seen.heard ??= presence.timesHeard();
      const isHeard = seen.heard !== null && presence.timesHeard() > seen.heard;
      if (isHeard || online > seen.since) without.add(username);
    }
    return without;
  }

  async function hand(login: HandedLogin): Promise<Act> {
    if (handOver.way === 'by-hand') return done; // the person who reads it off the page does
    const act = handOver.way === 'two-slots' ? await offer(login, handOver.topics) : await handOver.tell(login);
    if (act.outcome === 'done') handedAt = clock();
    return act;
  }

  async function offer({ rotation, username, password }: HandedLogin, topics: DeviceTopics): Promise<Act> {
    const { key } = topics;
    if (key === null) {
      return refused('The device has published no key that a password could be sealed to. The old one stays valid.');
    }
    const topic = credentialTopics(device).offer;
    const sequence = Math.max(clock(), (topics.offer?.sequence ?? 0) + 1);
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

  return {
    observe,
    async create({ username, password, clientId, note }) {
      const readNote = readSlotNote(note);
      if (readNote === null) return refused('This device cannot be named in a description.');
      rotations.add(readNote.rot);
      return actOf(await authority.createSlot({ username, password, clientId, note: readNote }));
    },
    async grant(username, right) {
      const group = groupOf(right);
      const given = group === null ? { name: right, acls: aclsOf(device, right) } : { group };
      return actOf(await authority.grant(username, given, usernames));
    },
    mark: async (_, rotation, value) => actOf(await authority.register(name('sent', rotation), value)),
    decide: async (_, rotation, value) => actOf(await authority.register(name('dec', rotation), value)),
    handOver: hand,
    disable: async (username) => actOf(await authority.setDisabled(username, true)),
    enable: async (username) => actOf(await authority.setDisabled(username, false)),
    reconsider: async (_, rotation) => actOf(await authority.remove({ register: name('dec', rotation) })),
    remove: async (username) => actOf(await authority.remove({ account: username })),
    async clear() {
      const { offer: offered, proof } = credentialTopics(device);
      for (const topic of [offered, proof('a'), proof('b')]) {
        const act = await publish(topic, '');
        if (act.outcome !== 'done') return act;
      }
      return done;
    },
    async forget(_, rotation) {
      const mark = actOf(await authority.remove({ register: name('sent', rotation) }));
      return mark.outcome === 'done' ? actOf(await authority.remove({ register: name('dec', rotation) })) : mark;
    },
    change: options.change,
  };
}

function slotOf(account: {
  username: string;
  disabled: boolean;
  clientId: string | null;
  roles: readonly string[];
  groups: readonly string[];
  note: string | null;
}): Slot {
  const { username, disabled, clientId } = account;
  const roles = [...account.roles, ...account.groups.map(groupRight)];
  const note = readSlotNote(account.note);
  return { username, enabled: !disabled, rotation: note?.rot ?? null, replaces: note?.prev ?? null, clientId, roles };
}

const rotationsOf = (slots: readonly Slot[]) =>
  new Set(slots.map(({ rotation }) => rotation).filter((rotation) => rotation !== null));

/** A role that is made anew can only be one that proves; the others are held by the old slot. */
function aclsOf(device: string, role: string): readonly RoleRule[] {
  const letter = letterOf(device, role.replace(/^proof:/, ''));
  if (!role.startsWith('proof:') || letter === null) return [];
  return [{ type: 'publishClientSend', topic: credentialTopics(device).proof(letter), allow: true }];
}

/** What the broker's answer means for a rotation. What is there or gone already is done; the facts are read again. */
function actOf(result: { readonly outcome: string } | Failed): Act {
  if (result.outcome !== 'failed') return done;
  const { failure } = result as Failed; // of that outcome
  switch (failure.kind) {
    case 'unanswered':
    case 'missing':
    case 'exists':
    case 'internal':
      return unanswered;
    case 'refused':
      return refused('The broker does not let this administrator change accounts any more.');
    case 'own-account':
      return refused('You are signed in with this account. Sign in as another administrator to change it.');
    case 'role-held':
      return refused(
        `A register of this change is held as a role by ${failure.by.join(', ')}. Take it away there first.`,
      );
    case 'no-register':
      return refused('A register of this change has a name that is none.');
    case 'other':
      return refused(`The broker refused: ${failure.said}. Nothing more is changed, and the old log-in stays valid.`);
  }
}

function refused(why: string): Act {
  return { outcome: 'refused', why };
}
