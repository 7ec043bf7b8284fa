import type { Device } from '../device';
import { isLoopback } from '../loopback';
import type { Transport } from '../observation';

/** How a device's words travel to the broker, in words, and whether somebody should do something about it. */
export type TransportWords = {
  /** null: nobody tells, or its bridge does */
  readonly way: Transport['way'] | null;
  readonly short: string;
  readonly sentence: string;
  readonly isFinding: boolean;
};

export function transportWords(device: Pick<Device, 'transport' | 'via'>): TransportWords {
  if (device.transport === null) {
    const sentence =
      device.via === null
        ? 'Nothing tells whether it speaks to the broker encrypted.'
        : 'It speaks to its bridge; how that speaks to the broker is said there.';
    return { way: null, short: device.via === null ? 'Unknown' : 'Through its bridge', sentence, isFinding: false };
  }
  const { way, evidence } = device.transport.value;
  return { way, ...words[way], sentence: `${words[way].sentence} ${evidence}`, isFinding: way === 'clear' };
}

const words: Readonly<Record<Transport['way'], { readonly short: string; readonly sentence: string }>> = {
  encrypted: { short: 'Encrypted', sentence: 'What it says to the broker is encrypted.' },
  clear: {
    short: 'In clear',
    sentence: 'What it says to the broker, its password too, can be read by whoever listens on your network.',
  },
  local: {
    short: 'Stays on one computer',
    sentence: 'It speaks to the broker in clear, but on the same computer, where nobody on your network hears it.',
  },
};

/** What follows from the address that a program says it connects to; null: nothing for certain. */
export function transportOfAddress(address: string, who: string): Transport | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const scheme = url.protocol.slice(0, -1);
  if (['mqtts', 'ssl', 'tls', 'wss'].includes(scheme))
    return { way: 'encrypted', evidence: `${who} says that it connects to ${scheme}://.` };
  if (!['mqtt', 'tcp', 'ws'].includes(scheme)) return null;
  const isLocal = isLoopback(url.hostname);
  return {
    way: isLocal ? 'local' : 'clear',
    evidence: `${who} says that it connects to ${scheme}://${isLocal ? url.hostname : ''}.`,
  };
}

/** What follows from the port at which a client came in: the registered ones tell, others do not (IANA; Mosquitto's manual). */
export function transportOfPort(port: number, evidence: string): Transport | null {
  if (port === 8883 || port === 8884) return { way: 'encrypted', evidence };
  return port === 1883 ? { way: 'clear', evidence } : null;
}
