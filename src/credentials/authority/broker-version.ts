/** Retained; who may administer may mostly read it, others mostly not. */
export const brokerVersionTopic = '$SYS/broker/version';

export type BrokerVersion = {
  /** `mosquitto`, `gatehouse` (the embedded broker), or neither */
  readonly product: 'mosquitto' | 'gatehouse' | 'other';
  /** major, minor, patch */
  readonly numbers: readonly [number, number, number];
};

/** What is known of a version and wants to be said before credentials are changed on it (CREDENTIALS.md, 0 and 1.1). */
export type BrokerWarning =
  /** Mosquitto before 2.0.16 may lose every account when it is killed while it changes one (finding 1) */
  | 'loses-accounts-in-a-crash'
  /** Mosquitto 2.0 loses them when its disk is full */
  | 'loses-accounts-on-a-full-disk'
  /** Mosquitto before 2.1 does not tell who is connected */
  | 'hides-connections'
  /** what Mosquitto 2.1 wrote, 2.0 cannot read: going back locks everybody out */
  | 'cannot-go-back';

/** Reads `mosquitto version 2.0.11` and `gatehouse embedded broker 0.1.0`; null where no version is told. */
export function readBrokerVersion(payload: string): BrokerVersion | null {
  const [, name = '', major, minor, patch] = /^(.{0,64}?)\s*v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,6}))?/.exec(payload) ?? [];
  if (major === undefined || minor === undefined) return null;
  const product = /^mosquitto\b/i.test(name) ? 'mosquitto' : /^gatehouse\b/i.test(name) ? 'gatehouse' : 'other';
  return { product, numbers: [Number(major), Number(minor), Number(patch ?? 0)] };
}

export function warningsOf({ product, numbers }: BrokerVersion): readonly BrokerWarning[] {
  if (product !== 'mosquitto') return [];
  const is = (...first: readonly number[]) => compare(numbers, first) >= 0;
  if (is(2, 1)) return ['cannot-go-back'];
  const always = ['loses-accounts-on-a-full-disk', 'hides-connections'] as const;
  return is(2, 0, 16) ? always : ['loses-accounts-in-a-crash', ...always];
}

function compare(numbers: readonly number[], others: readonly number[]): number {
  const different = numbers.findIndex((number, index) => number !== (others[index] ?? 0));
  return different < 0 ? 0 : (numbers[different] ?? 0) - (others[different] ?? 0);
}
