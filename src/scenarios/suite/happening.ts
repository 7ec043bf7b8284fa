import type { AlertClass } from '@/core/alerts/alert';
import type { SimulatedDevice } from '@/simulator/device';
import type { Act, SimulatedHome } from '@/simulator/simulated-home';

import type { Draw } from './ranges';

/** Whose key: the device's own, or that of somebody else. */
export type SigningKey = 'device' | 'stranger';

/** A message as whoever caused it would publish it. */
export type SaidMessage = {
  readonly topic: string;
  readonly payload: string;
  readonly retain?: boolean;
  /** each character is a byte */ readonly binary?: true;
  /** it is signed on its way; broken: the signature is not that of these words */
  readonly signed?: { readonly by: SigningKey; readonly isBroken?: true };
  /** the announcement shows this key */
  readonly shows?: SigningKey;
};

export type CameraName = 'Yard camera' | 'Gate camera';
export type CameraChange =
  /** it is so much warmer than it would be */
  | { readonly warmerC: number }
  /** it tells the same temperature again and again, or one of the same two */
  | { readonly standsStill: 'no' | 'at-one' | 'at-two' }
  /** it streams so many times what it would at this hour */
  | { readonly streams: number };

/** One moment of a happening, in seconds since it began. */
export type Beat = { readonly afterSeconds: number } & (
  | { readonly act: Act }
  | { readonly say: SaidMessage }
  /** the broker tells all that it remembers again, as after a reconnect of whoever listens */
  | { readonly told: 'again-retained' }
  /** the last messages come twice: all of them, as with QoS 1, or what the bridge says of its devices */
  | { readonly told: 'again-live' | 'again-by-bridge'; readonly messages: number }
  /** a word that the device which signs said so long ago, to the byte */
  | { readonly told: 'once-more'; readonly agoSeconds: number }
  /** that device has a new key, for which the same authority vouches, and announces it */
  | { readonly renews: true }
  /** the connection to the broker: nothing is heard until it is back, and then what the broker remembers */
  | { readonly link: 'lost' | 'back' }
  /** somebody of the home, or in it, gives an order by message, and the device obeys */
  | { readonly order: SaidMessage }
  /** one of the two cameras tells something else than it would, from now on */
  | ({ readonly camera: CameraName } & CameraChange)
  /** somebody keeps to himself what this device says, from now on; null: no more of anybody */
  | { readonly keptBack: string | null }
  /** the listener's clock is so far off from now on; 0: right again */
  | { readonly clockSeconds: number }
);

/** Where a happening may take place. Looked at, never changed. */
export type Stage = {
  readonly home: SimulatedHome;
  readonly draw: Draw;
  /** a device of that name which has no fault of its own */
  device(name: string): SimulatedDevice;
  /** the hour of the home's day at which the happening begins */
  readonly hour: number;
};

export type Plot = {
  readonly beats: readonly Beat[];
  /** from the first beat till that is when it may be told; default: the last beat */
  readonly lastsSeconds?: number;
  /** it is an attack from here on: what precedes it is preparation that nobody could tell from life */
  readonly beginsAtSeconds?: number;
  /** names of the devices that may be told of it; default: those that its beats touch */
  readonly about?: readonly string[];
};

/** An attack, in a form that is easy to see or one that evades being seen, or something harmless that looks like one. */
export type Happening = {
  readonly name: string;
  readonly class: AlertClass;
  readonly form: 'easy' | 'evasive' | 'decoy';
  /** other classes that would be right too; of a decoy, what may be said although it is harmless */
  readonly alsoRight?: readonly AlertClass[];
  /** must be told by then, after its last beat */
  readonly patienceSeconds: number;
  /** at which hours of the day it may begin; default: any */
  readonly hours?: readonly [from: number, to: number];
  /** the home must have lived so long: there is something to go back to */
  readonly afterDays?: number;
  /** from Monday to Friday only */
  readonly workingDays?: true;
  /** on Saturday and Sunday only */
  readonly weekends?: true;
  /** only who has learned what is usual in the home can tell it, though of others of its class anybody could */
  readonly needsHabits?: true;
  /** it lasts for hours or days, and others happen meanwhile */
  readonly beside?: true;
  plot(stage: Stage): Plot;
};

export function acts(afterSeconds: number, act: Act): Beat {
  return { afterSeconds, act };
}

export function says(afterSeconds: number, topic: string, payload: unknown, retain = false): Beat {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return { afterSeconds, say: { topic, payload: text, retain } };
}
