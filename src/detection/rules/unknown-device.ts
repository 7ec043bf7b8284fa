import type { AlertClass } from '@/core/alerts/alert';
import type { Device, DeviceId } from '@/core/device';
import { lastingNames } from '@/core/known-device';
import type { ConventionName } from '@/core/observation';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { showBrokerLog, showDevice } from '../fixes';
import { isRecent } from '../recent';
import type { Rule, RuleContext, Step } from '../rule';

/** a bridge that appears for the first time brings its devices within this time: they did not join, they were found */
const bridgeArrivalMs = 10_000;
/** joining takes a while after it was allowed */
const permittedMs = 3 * 60_000;
/** devices that come within this time come together */
const togetherMs = 500;
/** more of one bridge at once than this are one alert */
const mostApart = 3;
/** 20,000 devices with a handful of names each */
const mostNames = 100_000;

/** Whoever listens to the radio hears all that sends nearby, and none of it asked to join. */
const receivers: ReadonlySet<ConventionName> = new Set(['rtl_433', 'openmqttgateway']);

type JoinClass = Extract<AlertClass, 'unknown_device' | 'joined_while_closed'>;
type Joined = { readonly device: Device; readonly topic: string; readonly at: number };

/**
 * A device nobody knew is part of the home. The first look at a home, a bridge that announces everything again and a device
 * that comes back are no joining. While the bridge lets devices join it is a question ("was this you?"), else a warning; and
 * through a bridge that says that it lets nobody join it is a class of its own, for somebody got past that. What a receiver overhears is a
 * neighbour's more often than not: worth knowing.
 */
export function unknownDevice(context: RuleContext): Rule {
  const names = new Set((context.known ?? []).flatMap((device) => device.names));
  const newBridges = new Map<DeviceId, number>();
  const allowedAt = new Map<DeviceId, number>();
  /** of whom there is, or may be, an alert */
  const told = new Map<DeviceId, JoinClass>();
  let joined: Joined[] = [];

  function hear(step: Step): void {
    const { before, after, at } = step;
    if (after.pairing?.value.open === true) allowedAt.set(after.id, at);
    else if (before?.pairing?.value.open === true) allowedAt.set(after.id, at);
    if (before === undefined) appear(step);
    else if (before.identifiers !== after.identifiers) remember(after);
  }

  function remember(device: Device): void {
    if (names.size < mostNames) for (const name of lastingNames(device)) names.add(name);
  }

  function appear({ after, at, topic }: Step): void {
    const isKnown = lastingNames(after).some((name) => names.has(name));
    remember(after);
    // whoever described a device knew it
    if (after.conventions.every((convention) => convention === 'mapped')) return;
    if (isKnown || (context.known === null && !context.isLookedOver())) return;
    if (after.kind === 'hub') newBridges.set(after.id, at);
    else if (after.via !== null && isRecent(newBridges.get(after.via), at, bridgeArrivalMs)) return;
    if (joined.length === 0) context.later(at + togetherMs, tell);
    joined.push({ device: after, topic, at });
  }

  function tell(): void {
    const groups = new Map<DeviceId | null, Joined[]>();
    for (const one of joined) groups.set(one.device.via, [...(groups.get(one.device.via) ?? []), one]);
    joined = [];
    for (const [bridge, those] of groups) {
      const areFound = areFirstBehind(bridge, those);
      if (those.length > mostApart) raiseMany(bridge, those, areFound);
      else for (const one of those) raise(one, areFound);
    }
  }

  /** Of what stands behind a device that is no bridge of its own, as sensors behind a Shelly, it tells when it is first asked: they were found. */
  function areFirstBehind(gateway: DeviceId | null, those: readonly Joined[]): boolean {
    const hub = gateway === null ? undefined : context.devices.get(gateway);
    if (hub === undefined || hub.kind === 'hub' || hub.pairing !== null) return false;
    const found = new Set(those.map(({ device }) => device.id));
    for (const { id, via } of context.devices.values()) if (via === gateway && !found.has(id)) return false;
    return true;
  }

  function raise({ device: then, topic, at }: Joined, isFound: boolean): void {
    const device = context.devices.get(then.id);
    if (device === undefined) return;
    const isBridge = device.kind === 'hub';
    const isAllowed = isBridge || isFound || mayJoin(device.via, at);
    const kind = isAllowed ? 'unknown_device' : classAt(device.via);
    told.set(device.id, kind);
    context.seen({
      t: at,
      class: kind,
      subject: device.id,
      device: device.id,
      title: titleOf(device, isBridge, isAllowed),
      severity: isAllowed || isOverheard(device) ? 'info' : 'warning',
      confidence: device.via === null ? 0.7 : 0.9,
      evidence: [{ t: at, topic, text: howItCame(device, isAllowed && !isFound) }],
      fix: showDevice(device),
      lasting: false,
      news: context.isLookedOver(),
    });
  }

  function raiseMany(bridge: DeviceId | null, those: readonly Joined[], areFound: boolean): void {
    const [first] = those;
    if (first === undefined) return;
    const { at, topic } = first;
    const hub = bridge === null ? undefined : context.devices.get(bridge);
    const where = bridge === null ? 'in the home' : `at ${bridgeName(bridge)}`;
    const shown = those.slice(0, 6).map(({ device }) => device.name);
    const rest = those.length > shown.length ? ' and others' : '';
    const isAllowed = areFound || mayJoin(bridge, at);
    context.seen({
      t: at,
      class: isAllowed ? 'unknown_device' : classAt(bridge),
      subject: `${bridge ?? 'home'} many`,
      device: bridge,
      title: `${those.length} devices that nobody knew appeared ${where}`,
      severity: isAllowed || those.every(({ device }) => isOverheard(device)) ? 'info' : 'warning',
      confidence: 0.7,
      evidence: [{ t: at, topic, text: `New: ${shown.join(', ')}${rest}` }],
      fix: hub === undefined ? showBrokerLog : showDevice(hub),
      lasting: false,
      news: context.isLookedOver(),
    });
  }

  function mayJoin(bridge: DeviceId | null, at: number): boolean {
    if (bridge === null) return false;
    const isOpen = context.devices.get(bridge)?.pairing?.value.open === true;
    return isOpen || isRecent(allowedAt.get(bridge), at, permittedMs);
  }

  function classAt(bridge: DeviceId | null): JoinClass {
    const pairing = bridge === null ? null : (context.devices.get(bridge)?.pairing ?? null);
    return pairing === null ? 'unknown_device' : 'joined_while_closed';
  }

  function bridgeName(bridge: DeviceId): string {
    const name = context.devices.get(bridge)?.name;
    return name === undefined ? 'its bridge' : spokenName(name);
  }

  function howItCame(device: Device, isAllowed: boolean): string {
    const { via, kind } = device;
    if (isOverheard(device))
      return 'A receiver heard it: it may be a neighbour’s, or one of yours that names itself anew with each battery';
    if (kind === 'hub') return 'A bridge that was not there before announced itself';
    if (via === null) return 'It announced itself on the broker';
    const joining =
      context.devices.get(via)?.pairing === null ? 'did not say whether devices may join' : 'lets nobody join';
    return `It came through ${bridgeName(via)}, which ${isAllowed ? 'lets devices join' : joining}`;
  }

  return {
    restsOn: aspect.identity | aspect.pairing,
    hear,
    forget(device, at) {
      newBridges.delete(device);
      allowedAt.delete(device);
      const kind = told.get(device);
      if (kind === undefined) return;
      told.delete(device);
      const evidence = { t: at, topic: '', text: 'It was removed again' };
      context.say('over', { class: kind, subject: device }, evidence);
    },
    adopt({ class: kind, device }) {
      if (device !== null && (kind === 'unknown_device' || kind === 'joined_while_closed')) told.set(device, kind);
    },
  };
}

function isOverheard({ conventions, kind }: Device): boolean {
  return kind !== 'hub' && conventions.every((convention) => receivers.has(convention));
}

function titleOf(device: Device, isBridge: boolean, isAllowed: boolean): string {
  const { name } = device;
  const who = startSentence(spokenName(name));
  if (isOverheard(device)) return `${who} was heard for the first time`;
  if (isBridge) return `A new bridge appeared: ${name}`;
  // it logged in by itself: there is nobody who could have let it in
  if (device.via === null) return `${who} is new in your home. Was this you?`;
  return isAllowed ? `${who} joined your home. Was this you?` : `${who} joined your home, and nobody had allowed that`;
}
