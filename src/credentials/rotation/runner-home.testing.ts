import { newDeviceKey, publicHalf } from '@/cli/reference-device/device-key';
import { openOffer } from '@/cli/reference-device/offer';
import type { Rng } from '@/core/random.testing';
import { openStoryLog } from '@/core/story-log.testing';

import type { Authority, Listed, ListedAccount, Names } from '../authority/authority';
import { readRegisterName } from '../authority/register-name';
import { readSlotNote, writeSlotNote } from '../authority/slot-note';
import { credentialTopics } from './device-topics';
import { letterOf, type Slot } from './facts';
import type { RunnerKind } from './runner-kinds.testing';
import { openWorldDevice, type Credential } from './world-device.testing';
import { openWorldVoice } from './world-voice.testing';

type Stored = Slot & { readonly secret: string; readonly note: string | null };

export const account = 'cam';
export const topics = credentialTopics(account);

const ownKey = newDeviceKey();
const otherKey = newDeviceKey();

export type RunnerHome = ReturnType<typeof openRunnerHome>;

/** A broker as its administrators meet it, with one device on it. `onPublish`: what everybody who listens is told. */
export function openRunnerHome(kind: RunnerKind, rng: Rng, now: () => number, onPublish: (topic: string) => void) {
  const { way, temper, tells } = kind;
  const accounts = new Map<string, Stored>();
  const registers = new Map<string, string>();
  const retained = new Map<string, string>([[topics.key, JSON.stringify(publicHalf(ownKey))]]);
  /** all that was ever retained: what a broker has saved of it may be as old as anything */
  const earlier: { readonly topic: string; readonly text: string }[] = [];
  const story = openStoryLog(now);
  const { note, complain } = story;
  let offer: { readonly rotation: string; readonly credential: Credential } | null = null;
  let lastSequence = -1;
  let isLost = false;

  const first = { username: `${account}.a`, secret: 'the first secret' };
  const held = { enabled: true, rotation: null, replaces: null, clientId: account, note: null };
  accounts.set(first.username, { ...first, ...held, roles: [`dev:${account}`, `proof:${first.username}`] });

  const device = openWorldDevice(
    way,
    temper,
    first,
    {
      get offer() {
        return offer;
      },
      slot: (username) => accounts.get(username),
      opens,
      prove,
    },
    rng,
  );
  const voice = openWorldVoice(device, tells === 'device', rng);

  function opens({ username, secret }: Credential): boolean {
    const stored = accounts.get(username);
    return stored !== undefined && stored.enabled && stored.secret === secret;
  }

  /** on the topic of the account it is in with, where nobody else may write */
  function prove(rotation: string): void {
    const letter = letterOf(account, device.connectedAs?.username ?? '');
    if (way === 'two-slots' && letter !== null) set(topics.proof(letter), JSON.stringify({ rotation }));
  }

  function set(topic: string, text: string): void {
    if ((retained.get(topic) ?? '') === text) return;
    if (text === '') retained.delete(topic);
    else {
      retained.set(topic, text);
      earlier.push({ topic, text });
    }
    onPublish(topic);
  }

  /** As the device of our own profile takes it: what it cannot open, or has passed, is none. */
  async function takeOffer(text: string): Promise<void> {
    const key = temper === 'wrong-key' ? otherKey : ownKey;
    const opened = await openOffer(new TextEncoder().encode(text), topics.offer, key);
    if (!opened.opened || opened.offer.sequence <= lastSequence) return;
    const { rotation, sequence, username, password } = opened.offer;
    lastSequence = sequence;
    offer = { rotation, credential: { username, secret: password } };
  }

  /** The broker cuts whoever is in with it, and says nothing (CREDENTIALS.md, finding 3). */
  function kick(username: string): void {
    if (device.connectedAs?.username !== username) return;
    voice.kicked();
    device.cut();
  }

  function change(username: string, part: Partial<Stored>): boolean {
    const stored = accounts.get(username);
    if (stored !== undefined) accounts.set(username, { ...stored, ...part });
    return stored !== undefined;
  }

  function made<T>(what: string, result: T): T {
    if (isLost) complain(`${what} after the accounts were lost`);
    return result;
  }

  function listed({ username, enabled, clientId, roles, note: text }: Stored): ListedAccount {
    const connections = Number(device.connectedAs?.username === username);
    const issuedAt = readSlotNote(text)?.at ?? null;
    const counted = tells === 'counts' ? connections : null;
    return { username, clientId, disabled: !enabled, roles, groups: [], issuedAt, connections: counted, note: text };
  }

  function list(only: Names | null): Listed {
    const isWanted = (name: string, names: readonly string[] | undefined) => names?.includes(name) ?? true;
    const own = [...accounts.values()].filter(({ username }) => isWanted(username, only?.usernames));
    const isOf = (name: string) => readRegisterName(name)?.device === only?.registersOf;
    const found = new Map([...registers].filter(([name]) => isWanted(name, only?.registers) || isOf(name)));
    return { outcome: 'done', accounts: own.map(listed), roles: [...found.keys()], registers: found };
  }

  /** What the broker does at once with each command that reaches it. */
  const administration = {
    list,
    createSlot({ username, password, clientId, note: slotNote }) {
      if (accounts.has(username)) return { outcome: 'exists' };
      const { rot: rotation, prev: replaces } = slotNote;
      const text = writeSlotNote(slotNote);
      const slot = { username, secret: password, enabled: true, rotation, replaces, clientId, roles: [], note: text };
      accounts.set(username, slot);
      return made('an account was made', { outcome: 'created' });
    },
    grant(username, right) {
      const roles = accounts.get(username)?.roles;
      const role = 'name' in right ? right.name : right.group;
      if (roles === undefined) return { outcome: 'missing' };
      if (!roles.includes(role) && change(username, { roles: [...roles, role] })) kick(username);
      return { outcome: 'done' };
    },
    setDisabled(username, disabled) {
      if (!change(username, { enabled: !disabled })) return { outcome: 'missing' };
      if (disabled) kick(username);
      return { outcome: 'done' };
    },
    remove(what) {
      if ('register' in what) registers.delete(what.register);
      else if (accounts.delete(what.account)) kick(what.account);
      return { outcome: 'done' };
    },
    register(name, value) {
      const before = registers.get(name);
      if (before !== undefined) return { outcome: 'taken', value: before };
      registers.set(name, value);
      return made('a register was written', { outcome: 'owned', value });
    },
  } satisfies {
    [Call in keyof Authority]: (...asked: Parameters<Authority[Call]>) => Awaited<ReturnType<Authority[Call]>>;
  };

  return {
    kind,
    device,
    voice,
    accounts,
    registers,
    retained,
    log: story.log,
    note,
    complain,
    administration,
    get complaint() {
      return story.complaint;
    },
    get isLost() {
      return isLost;
    },
    /** the one thing that must never happen */
    check() {
      if (!isLost && !device.holds.some(opens)) complain('the device is locked out');
      if (device.connectedAs !== null && !opens(device.connectedAs)) kick(device.connectedAs.username);
    },
    publish(topic: string, text: string) {
      if (text !== '') made(`${topic} was written`, null);
      set(topic, text);
      if (topic !== topics.offer) return;
      offer = null;
      if (text === '') device.endProving();
      else void takeOffer(text);
    },
    /** retained messages may be lost, or be what was saved at any time before; the account database is neither */
    kill() {
      note('the broker is killed');
      const before = retained.get(topics.offer);
      for (const topic of [topics.offer, topics.proof('a'), topics.proof('b')]) {
        const roll = rng();
        const was = earlier.filter((one) => one.topic === topic);
        const text =
          roll < 0.4 ? undefined : roll < 0.7 ? was[Math.floor(rng() * was.length)]?.text : retained.get(topic);
        if (text === undefined) retained.delete(topic);
        else retained.set(topic, text);
      }
      const stands = retained.get(topics.offer);
      if (stands !== before) offer = null;
      if (stands !== undefined && stands !== before) void takeOffer(stands);
      voice.kicked();
      device.cut();
      if (rng() < 0.5) voice.forgetLast();
    },
    /** and now it is */
    loseAccounts() {
      note('the accounts are lost');
      isLost = true;
      accounts.clear();
      registers.clear();
      device.cut();
    },
  };
}
