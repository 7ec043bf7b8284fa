import { createPrivateKey, createPublicKey } from 'node:crypto';

import { newIdentityKey } from '@/cli/reference-device/certificate-request';
import { firstKept, openMemory } from '@/cli/reference-device/memory';
import { openSigning, type Signing } from '@/cli/reference-device/signing';
import { sha256Hex } from '@/credentials/certificates/encoding';
import { issueForDevice, newHomeCa, toPem } from '@/credentials/certificates/issuing';
import { signingCamera } from '@/scenarios/suite/signing-camera';
import type { Sealing, TrialMessage } from '@/scenarios/suite/trial-message';

const encoder = new TextEncoder();
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

/** Signs what the home's camera and strangers say, as the reference device does: detection meets real signatures. */
export type Sealer = {
  /** the same sealing is the same message, to the byte */
  payloadOf(message: TrialMessage & { readonly sealing: Sealing }): Uint8Array;
};

/** `now`: when the authority gave the certificates, ms since the epoch. */
export async function openSealer(now: number): Promise<Sealer> {
  let clock = now;
  const { ca } = await newHomeCa({ name: 'Home', now, passphrase: 'four words are good', randomBytes });
  const memory = openMemory(firstKept({ slot: 'a', username: signingCamera.id, password: 'x' }));

  async function certified(): Promise<Signing> {
    const keyPem = newIdentityKey();
    const spki = new Uint8Array(createPublicKey(createPrivateKey(keyPem)).export({ format: 'der', type: 'spki' }));
    const { der, serial } = await issueForDevice(
      { ca, now, randomBytes },
      {
        subject: signingCamera.id,
        publicKey: spki,
        key: 'P-256',
        keyFingerprint: await sha256Hex(spki),
        pairingCode: '',
      },
    );
    const [certificatePem, authorityPem] = [toPem(der, 'CERTIFICATE'), toPem(ca.certificate, 'CERTIFICATE')];
    return openSigning(memory, { keyPem, certificatePem, authorityPem, serial, endsAt: Infinity }, () => clock);
  }

  const keys: Readonly<Record<Sealing['key'], Signing>> = {
    first: await certified(),
    second: await certified(),
    stranger: openSigning(memory, null, () => clock),
  };
  const sealed = new WeakMap<Sealing, Uint8Array>();

  function seal({ topic, payload, sealing }: TrialMessage & { readonly sealing: Sealing }): string {
    const key = keys[sealing.key];
    if (sealing.as === 'shown') return JSON.stringify({ ...(JSON.parse(payload) as object), signing: key.shown });
    clock = sealing.at;
    const text = key.sign(topic, payload);
    return sealing.as === 'broken' ? withOtherSignature(text) : text;
  }

  return {
    payloadOf(message) {
      const known = sealed.get(message.sealing);
      if (known !== undefined) return known;
      const bytes = encoder.encode(seal(message));
      sealed.set(message.sealing, bytes);
      return bytes;
    },
  };
}

/** One letter of the signature is another. */
function withOtherSignature(text: string): string {
  const at = text.length - 40;
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}
