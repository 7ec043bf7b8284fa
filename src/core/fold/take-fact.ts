import { effectiveReachability } from './behind-bridge';
import { cut } from '../cut';
import type { Device, Leak } from '../device';
import type { Told } from '../told';
import { writable, type Draft } from './draft';
import { hasFirstHand, isSecondHand } from './first-hand';
import type { Home } from '../home';
import { codesAfter } from '../codes/lock-code';
import type { ConventionName, Fact, Observation } from '../observation';
import { proofAfter } from '../proof';
import { evidence, settle, settleSame, told } from './settle';
import type { State, StateKey } from '../state';
import { isMissedElsewhere, testimoniesAfter } from './testimonies';

type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;

/** One fact into the device it is about. What only repeats what stands leaves it untouched: most readings do. */
export function takeFact(home: Home, draft: Draft, observation: Observation): void {
  const { fact } = observation;
  take(home, draft, observation, fact);
  const { device } = draft;
  if (device.testimonies.length === 0) return;
  const testimonies = testimoniesAfter(device, observation, fact);
  if (testimonies !== device.testimonies) writable(draft).testimonies = testimonies;
}

function take(home: Home, draft: Draft, observation: Observation, fact: Fact): void {
  const { device } = draft;
  switch (fact.type) {
    case 'reachability': {
      if (fact.reachability === 'offline' && isMissedElsewhere(device, observation)) return;
      const said = settle(device.said, fact.reachability, observation);
      if (said === device.said) return;
      const next = writable(draft);
      next.said = said;
      next.reachability = effectiveReachability(home, next);
      return;
    }
    case 'heard':
      // a device whose clock is ahead was not heard in the future
      return hear(draft, Math.min(fact.at, observation.at), observation.retained);
    case 'battery':
      return takeBattery(draft, observation, fact);
    case 'signal':
      return takeSignal(draft, observation, fact);
    case 'firmware':
      return takeFirmware(draft, observation, fact);
    case 'state':
      return takeState(draft, observation, fact.state);
    case 'untold':
      return takeBack(draft, observation, fact.key);
    case 'event': {
      if (isSecondHand(observation.convention) && hasFirstHand(device)) return;
      const value = { event: fact.event, text: cut(fact.text), meaning: fact.meaning ?? null };
      writable(draft).lastEvent = evidence(value, observation);
      return;
    }
    case 'update-source':
      writable(draft).updateSource = evidence({ url: fact.url }, observation);
      return;
    case 'update-check': {
      const value = { outcome: fact.outcome, reason: fact.reason === null ? null : cut(fact.reason) };
      writable(draft).lastCheck = evidence(value, observation);
      return;
    }
    case 'update-outcome': {
      const { outcome, reason, percent } = fact;
      const value = { outcome, reason: reason === null ? null : cut(reason), percent };
      writable(draft).lastUpdate = evidence(value, observation);
      return;
    }
    case 'picture':
      writable(draft).picture = evidence(fact.picture, observation);
      return;
    case 'broker-login':
      return takeLogin(draft, observation, fact);
    case 'transport': {
      const value = { way: fact.transport.way, evidence: cut(fact.transport.evidence) };
      const before = device.transport?.value;
      const same = before !== undefined && before.way === value.way && before.evidence === value.evidence;
      return put(draft, 'transport', settleSame(device.transport, value, observation, same));
    }
    case 'proof':
      return put(draft, 'proof', proofAfter(device.proof, fact.proof, observation));
    case 'lock-codes':
      return put(draft, 'codes', codesAfter(device.codes, fact, observation));
    case 'pairing': {
      const { open, until } = fact;
      const before = device.pairing?.value;
      const same = before !== undefined && before.open === open && before.until === until;
      return put(draft, 'pairing', settleSame(device.pairing, { open, until }, observation, same));
    }
    case 'secret-exposed': {
      const { secret, topic } = fact;
      if (device.leaks.some((leak) => leak.secret === secret && leak.topic === topic)) return;
      const leak: Leak = { secret, topic, by: observation.convention };
      writable(draft).leaks = [...device.leaks, leak].slice(-16);
      return;
    }
    case 'identity':
    case 'removed':
      return;
  }
}

function put<K extends 'battery' | 'signal' | 'login' | 'transport' | 'proof' | 'pairing' | 'codes'>(
  draft: Draft,
  key: K,
  value: Device[K],
): void {
  if (draft.device[key] !== value) writable(draft)[key] = value;
}

function hear(draft: Draft, at: number, retained: boolean): void {
  const { device } = draft;
  const lastSeen = device.lastSeen === null ? at : Math.max(device.lastSeen, at);
  if (retained && lastSeen === device.lastSeen) return;
  const next = writable(draft);
  next.lastSeen = lastSeen;
  if (retained) return;
  next.lastSeenLive = true;
  next.messages += 1;
}

function takeBattery(draft: Draft, observation: Observation, fact: FactOf<'battery'>): void {
  const { battery } = draft.device;
  const before = battery?.value;
  const percent = told(fact.percent, before?.percent);
  const low = told(fact.low, before?.low);
  if (percent === null && low === null) return;
  const same = before !== undefined && before.percent === percent && before.low === low;
  put(draft, 'battery', settleSame(battery, { percent, low }, observation, same));
}

function takeSignal(draft: Draft, observation: Observation, fact: FactOf<'signal'>): void {
  const { signal } = draft.device;
  const before = signal?.value;
  const rssiDbm = told(fact.rssiDbm, before?.rssiDbm);
  const lqi = told(fact.lqi, before?.lqi);
  if (rssiDbm === null && lqi === null) return;
  const same = before !== undefined && before.rssiDbm === rssiDbm && before.lqi === lqi;
  put(draft, 'signal', settleSame(signal, { rssiDbm, lqi }, observation, same));
}

function takeFirmware(draft: Draft, observation: Observation, fact: FactOf<'firmware'>): void {
  const { firmware } = draft.device;
  const before = firmware?.value;
  const value = {
    installed: told(fact.installed, before?.installed),
    latest: told(fact.latest, before?.latest),
    updateAvailable: told(fact.updateAvailable, before?.updateAvailable),
    updating: fact.updating === undefined ? (before?.updating ?? null) : fact.updating,
    scheduled: told(fact.scheduled, before?.scheduled),
    fileInstalled: told(fact.fileInstalled, before?.fileInstalled),
    fileLatest: told(fact.fileLatest, before?.fileLatest),
    releaseNotes: told(fact.releaseNotes, before?.releaseNotes),
    supportEnds: told(fact.supportEnds, before?.supportEnds),
  };
  const same =
    before !== undefined &&
    before.installed === value.installed &&
    before.latest === value.latest &&
    before.updateAvailable === value.updateAvailable &&
    before.updating?.percent === value.updating?.percent &&
    before.updating?.remainingSeconds === value.updating?.remainingSeconds &&
    before.scheduled === value.scheduled &&
    before.fileInstalled === value.fileInstalled &&
    before.fileLatest === value.fileLatest &&
    before.releaseNotes === value.releaseNotes &&
    before.supportEnds === value.supportEnds;
  if (!same) writable(draft).firmware = settleSame(firmware, value, observation, false);
  else if (firmware !== null && value.installed !== null && fact.installed !== undefined)
    alsoSaidBy(draft, firmware, observation.convention);
}

/** That another convention says the same is worth a change once. */
function alsoSaidBy(draft: Draft, firmware: NonNullable<Device['firmware']>, by: ConventionName): void {
  const { alsoBy = [] } = firmware.value;
  if (by === firmware.by || alsoBy.includes(by)) return;
  writable(draft).firmware = { ...firmware, value: { ...firmware.value, alsoBy: [...alsoBy, by] } };
}

function takeLogin(draft: Draft, observation: Observation, fact: FactOf<'broker-login'>): void {
  const { username, clientId, handOver, certificate = null, certificateEndsAt = null } = fact;
  const { login } = draft.device;
  const before = login?.value;
  const same =
    before !== undefined &&
    before.username === username &&
    before.clientId === clientId &&
    before.handOver === handOver &&
    (before.certificate ?? null) === certificate &&
    (before.certificateEndsAt ?? null) === certificateEndsAt;
  const value = {
    username,
    clientId,
    handOver,
    ...(certificate !== null && { certificate }),
    ...(certificateEndsAt !== null && { certificateEndsAt }),
  };
  put(draft, 'login', settleSame(login, value, observation, same));
}

/** Whoever does not know says nothing against what another convention knows; discovery only repeats what the device's own says. */
function takeBack(draft: Draft, { convention }: Observation, key: StateKey): void {
  const { state } = draft.device;
  const by = state[key]?.by;
  if (by === undefined || (by !== convention && (!isSecondHand(by) || isSecondHand(convention)))) return;
  const { [key]: last, ...left } = state;
  const next = writable(draft);
  next.state = left;
  next.untold = { ...next.untold, [key]: last };
}

function takeState(draft: Draft, observation: Observation, state: State): void {
  const { state: before } = draft.device;
  let next: Record<string, Told<unknown>> | null = null;
  for (const key in state) {
    const name = key as StateKey; // a State has no other keys; for-in types them as string
    const value = state[name];
    if (value === undefined) continue;
    const stood = before[name];
    const stands = settle<unknown>(stood ?? null, value, observation);
    if (stands === stood) continue;
    next ??= { ...before };
    next[name] = stands;
  }
  if (next !== null) writable(draft).state = next;
}
