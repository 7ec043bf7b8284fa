import { generateKeyPairSync } from 'node:crypto';

/** A device's own key on P-256 as a JWK (RFC 7518 §6.2); `d` is what makes it private and never leaves the device. */
export type DeviceKey = {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly d: string;
};

export function newDeviceKey(): DeviceKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' }); // an EC key has all three
  return { kty: 'EC', crv: 'P-256', x, y, d };
}

/** The half that the device publishes. Names each part, so that the private one can never slip in. */
export function publicHalf({ kty, crv, x, y }: DeviceKey): Omit<DeviceKey, 'd'> {
  return { kty, crv, x, y };
}
