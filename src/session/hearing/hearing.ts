import type { Decoded } from '@/conventions/convention';
import type { Device, DeviceId } from '@/core/device';
import type { Message } from '@/core/message';
import type { Fact } from '@/core/observation';

import { openAskedElsewhere } from '../firmware/asked-elsewhere';
import type { KeptMessage } from '../recent/recent-messages';
import type { Line, SessionParts } from '../session-parts';
import { readPlan, updatesTopic } from '../firmware/update-mirror';

/** What becomes of one message, and of the time between two of them. */
export type Hearing = {
  hear(message: Message): void;
  /** what changed in the home since the last call goes to all who are told of it */
  passOn(heard: KeptMessage | null): void;
  /** time passes for what waits for it: a snoozed alert, a device that must stay well for a while */
  tick(): void;
};

const nobody: readonly never[] = [];
/** a message of a bridge with more devices than that stands in the list of so many */
const mostOthers = 64;
/** what a device says, other than what is said about it: a bridge's list of its devices is no message of theirs */
const ofItself: ReadonlySet<Fact['type']> = new Set(['heard', 'state', 'battery', 'signal']);

export function openHearing(parts: SessionParts, line: Line): Hearing {
  const { options, pipeline, home, alerts, access, firmware, history, pictures, recent, series, witness } = parts;
  const { clock } = options;
  const { changes } = pipeline;
  const asked = openAskedElsewhere((device, askedAt) =>
    alerts.happen({ type: 'update-asked', at: clock(), device, askedAt }),
  );

  function hear(message: Message): void {
    if (witness.hear(message)) return;
    if (alerts.hearShared(message) || isOfOurs(message)) return passOn(recent.keep(null, message, null));
    alerts.pass(message.at);
    const { device: id, decoded } = pipeline.hear(message);
    const device = id === null ? undefined : home.devices.get(id);
    if (device !== undefined) access.deviceHeard(device.id, message);
    const picture = decoded?.picture;
    const told = toldOf(device, decoded);
    if (!message.retained)
      for (const one of told) {
        series.count(one, message.at);
        history?.heard(one, message.at, picture === undefined ? message.payload.byteLength : 0);
      }
    if (picture !== undefined) {
      const standstill = pictures.keep(picture.voice, picture.bytes, message);
      if (id !== null) alerts.happen({ type: 'picture', at: message.at, device: id, ...standstill });
    }
    if (decoded !== null) alerts.hear(message, decoded.observations, changes);
    passOn(recent.keep(device?.id ?? null, message, decoded, besides(told, device)));
    line.listening?.review(message);
  }

  /** `first`, and where a program tells of several devices in one message, as Frigate of its cameras, each of these. */
  function toldOf(first: Device | undefined, decoded: Decoded | null): readonly Device[] {
    const { changed } = changes;
    const isAlone = changed.size === (first !== undefined && changed.has(first.id) ? 1 : 0);
    if (decoded === null || isAlone) return first === undefined ? nobody : [first];
    const told = new Set<Device>();
    if (first !== undefined) told.add(first);
    for (const { device: voice, fact } of decoded.observations) {
      const id = ofItself.has(fact.type) ? home.byVoice.get(voice) : undefined;
      const device = id === undefined ? undefined : home.devices.get(id);
      if (device !== undefined) told.add(device);
    }
    return [...told];
  }

  /** true: the message was for one of the parts that agree with other sessions */
  function isOfOurs(message: Message): boolean {
    return parts.watching.hear(message) || parts.speaker.hear(message) || access.hear(message) || hearUpdates(message);
  }

  /** true: the message was the plan of updates, as another session of this home knows it */
  function hearUpdates(message: Message): boolean {
    if (message.topic !== updatesTopic) return false;
    const plan = readPlan(message, clock());
    const isRead = plan !== null && typeof plan !== 'string';
    if (isRead) asked.hear(plan);
    if (!parts.sharesUpdates) return true;
    if (isRead) firmware.hearPlan(plan);
    else if (plan !== null) firmware.hearUnreadable(plan);
    else if (message.payload.byteLength === 0) firmware.hearNone();
    return true;
  }

  function passOn(heard: KeptMessage | null): void {
    if (changes.removed.size > 0) pictures.forgetUnless((voice) => home.byVoice.has(voice));
    for (const gone of changes.removed) {
      recent.forget(gone);
      series.forget(gone);
      history?.gone(gone);
    }
    parts.audience.touched(changes, heard);
    firmware.heard(changes.changed);
    access.homeChanged(changes.changed);
    changes.changed.clear();
    changes.removed.clear();
  }

  function tick(): void {
    const at = clock();
    witness.tick();
    alerts.tick();
    parts.keeper.tick(at);
    parts.signatures.tick(at);
    parts.desk.tick(at);
    history?.tick(parts.audience.news.connection.status === 'connected');
    parts.alertKeeper.tick(at);
    parts.countKeeper.tick(at);
    parts.learning.tick(at);
    parts.audience.tick();
    parts.lookers.tick(at);
    parts.watching.tick();
    parts.speaker.tick();
    if (options.askForStates) access.tick();
    else if (options.watchDuty !== undefined) access.watchCodes();
  }

  return { hear, passOn, tick };
}

function besides(told: readonly Device[], first: Device | undefined): readonly DeviceId[] {
  if (told.length < 2) return nobody;
  return told.flatMap((one) => (one === first ? nobody : one.id)).slice(0, mostOthers);
}
