import type { Message } from '@/core/message';
import type { VoiceKey } from '@/core/observation';

import { openCandidates } from '../../candidates';
import { isHead } from '../../head';
import type { Wanted } from '../../wanted';
import { readId } from '../shelly-id';
import { openGen2Device, type Gen2Device } from './device';

const mostDevices = 1_000;

/**
 * Which prefix is whose. Anything may say `online`: a prefix in the maker's form is a Shelly's at once, any other one is
 * listened to and becomes one with its first status or notification.
 */
export type Prefixes = {
  /** the hot path */
  device(prefix: string): Gen2Device | undefined;
  withId(id: string): Gen2Device | undefined;
  withVoice(voice: VoiceKey): Gen2Device | undefined;
  /** the same, but not where it has another prefix by now, and nobody listens here */
  reached(voice: VoiceKey): Gen2Device | undefined;
  /** somebody is online there: a device, where the prefix says so; null: a candidate, or too many of them */
  meet(prefix: string, online: boolean, when: When): Gen2Device | null;
  /** somebody spoke there as a Shelly does; null: nobody who was met */
  recognise(prefix: string): Gen2Device | null;
  /** null: there are too many */
  open(prefix: string): Gen2Device | null;
  remember(device: Gen2Device): void;
};

type When = Pick<Message, 'at' | 'retained'>;

export function openPrefixes(wanted: Wanted): Prefixes {
  const devices = new Map<string, Gen2Device>();
  const byId = new Map<string, Gen2Device>();
  const byVoice = new Map<VoiceKey, Gen2Device>();
  const candidates = openCandidates(wanted, filtersOf);

  function open(prefix: string): Gen2Device | null {
    if (devices.size >= mostDevices || !isHead(prefix)) return null;
    const device = openGen2Device(prefix);
    devices.set(prefix, device);
    byVoice.set(device.voice, device);
    candidates.take(prefix, device.will);
    remember(device);
    wanted.add(filtersOf(prefix));
    return device;
  }

  function remember(device: Gen2Device): void {
    const id = device.id?.toLowerCase();
    // what a prefix looks like does not take the place of whoever said so himself
    if (id !== undefined && (device.idIsTold || !byId.has(id))) byId.set(id, device);
  }

  return {
    device: (prefix) => devices.get(prefix),
    withId: (id) => byId.get(id.toLowerCase()),
    withVoice: (voice) => byVoice.get(voice),
    reached(voice) {
      const device = byVoice.get(voice);
      const isElsewhere = device?.id != null && byId.get(device.id.toLowerCase()) !== device;
      return isElsewhere && device.will.isOnline === false ? undefined : device;
    },
    meet(prefix, online, when) {
      if (readId(prefix).app !== null) return open(prefix);
      candidates.meet(prefix, online, when);
      return null;
    },
    recognise: (prefix) => (candidates.has(prefix) || readId(prefix).app !== null ? open(prefix) : null),
    open,
    remember,
  };
}

function filtersOf(prefix: string): readonly string[] {
  return [`${prefix}/events/rpc`, `${prefix}/status/+`];
}
