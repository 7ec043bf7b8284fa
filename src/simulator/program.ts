import type { Scene } from './cameras/scene';
import type { SimulatedMessage } from './types';

/** What a program puts on the wire. A picture is told as what it shows: drawing it takes time. */
export type ProgramMessage = SimulatedMessage | PictureMessage;
type PictureMessage = {
  readonly topic: string;
  readonly scene: Scene;
  readonly retain: boolean;
  readonly qos: 0 | 1;
};

export type TellProgram = (message: ProgramMessage) => void;

/** Who lives there at the moment: what the programs see and measure depends on it. */
export type People = { readonly atHome: number; readonly awake: boolean };

/** The account with which a program logs in, and what it needs to be allowed. All of these are topic filters. */
export type ProgramAccount = {
  readonly username: string;
  readonly clientId: string;
  readonly says: readonly string[];
  readonly hears: readonly string[];
};

/** How a program wants to be connected. null: as it was set up. */
export type Link = {
  /** false: it starts again, or sleeps */
  readonly isUp: boolean;
  readonly username: string | null;
  readonly password: string | null;
};

/**
 * Something in the house that speaks MQTT for itself, on a connection and with an account of its own: the firmware of a
 * plug, a server with cameras. Changed in place by what it hears and by time; says all that it says through `tell`.
 */
export type Program = {
  readonly account: ProgramAccount;
  /** what the broker says in its name when it loses it */
  readonly will: SimulatedMessage;
  /** how long it waits before it tries again to be let in, ms */
  readonly retryMs: number;
  link(): Link;
  /** It is connected, for the first time or again. */
  connected(tell: TellProgram): void;
  hear(topic: string, payload: string, tell: TellProgram): void;
  /** Lets time pass for it, up to `until` (ms since the epoch). */
  pass(until: number, people: People, tell: TellProgram): void;
  /** Somebody of the household comes or goes. */
  notice(way: 'leave' | 'return', at: number): void;
  /** what it says when it is stopped on purpose; without any word the broker speaks its will */
  farewell(): readonly SimulatedMessage[];
};

export function text(topic: string, payload: string, options: Partial<SimulatedMessage> = {}): SimulatedMessage {
  return { topic, payload, retain: false, qos: 0, ...options };
}

export function json(topic: string, body: object, options: Partial<SimulatedMessage> = {}): SimulatedMessage {
  return text(topic, JSON.stringify(body), options);
}

/** null: no JSON object. */
export function objectIn(payload: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(payload);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : null; // just tested
  } catch {
    return null;
  }
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
