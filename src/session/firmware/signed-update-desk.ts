import type { PublishResult } from '@/broker/broker';
import { encodeFirmwareOffer } from '@/conventions/gatehouse/firmware-offer';
import type { Device, DeviceId } from '@/core/device';
import type { Outgoing } from '@/core/message';
import { X509Certificate } from '@/credentials/certificates/x509';
import { updateRefusals } from '@/credentials/firmware-signing/refusal-words';
import { readUpdateFile } from '@/credentials/firmware-signing/update-file';
import { refuseImage, verifyManifest, type VerifiedUpdate } from '@/credentials/firmware-signing/verify';
import type { Anchor } from '@/credentials/signatures/chain';
import { compareVersions } from '@/firmware/version-order';
import type { CertificateStore } from '@/history/certificate-store';

import { anchorsOf } from '../hearing/signatures';
import type { SignedUpdateQuestions } from './signed-update-questions';

type Ask = SignedUpdateQuestions['checkSignedUpdate']['ask'];
type Verified = VerifiedUpdate & {
  readonly outcome: 'verified';
  readonly text: string;
  readonly image: Uint8Array<ArrayBuffer>;
  /** its id in the profile */
  readonly id: string;
};

const refused = (reason: string) => ({ outcome: 'refused', reason }) as const;
const voicePrefix = 'gatehouse:';

export type SignedUpdateParts = {
  readonly devices: ReadonlyMap<DeviceId, Device>;
  readonly store: CertificateStore;
  /** the address of the broker; null: there is none yet */
  readonly at: () => string | null;
  readonly clock: () => number;
  readonly publish: (outgoing: Outgoing) => Promise<PublishResult>;
};

/** What an update that somebody brings is worth for that device. */
export async function check(
  parts: SignedUpdateParts,
  ask: Ask,
): Promise<SignedUpdateQuestions['checkSignedUpdate']['answer']> {
  const answer = await verify(parts, ask);
  if (answer.outcome === 'refused') return answer;
  const { manifest, signedBy } = answer;
  const { name, serial, authority } = signedBy;
  return {
    outcome: 'verified',
    ...manifest,
    signedBy: name,
    serial,
    authority: authority.name,
    authorityFingerprint: authority.fingerprint,
  };
}

/** Checks it once more, for the device may run another version by now, and brings it to the device, which checks it itself. */
export async function offer(
  parts: SignedUpdateParts,
  ask: Ask,
): Promise<SignedUpdateQuestions['offerSignedUpdate']['answer']> {
  const answer = await verify(parts, ask);
  if (answer.outcome === 'refused') return answer;
  const { id, text, image, manifest } = answer;
  for (const word of encodeFirmwareOffer(id, { manifest: text, sha256: manifest.sha256, image })) {
    const { outcome } = await parts.publish(word);
    if (outcome !== 'sent')
      return refused('The broker did not take all of it. Are you connected, and may this log-in offer firmware?');
  }
  return { outcome: 'offered', version: manifest.version };
}

async function verify(
  { devices, store, at, clock }: SignedUpdateParts,
  { device: wanted, file, maker }: Ask,
): Promise<Verified | ReturnType<typeof refused>> {
  const device = devices.get(wanted);
  const id = device?.voices.find((voice) => voice.startsWith(voicePrefix))?.slice(voicePrefix.length);
  if (device === undefined || id === undefined) return refused('This device takes no signed update.');
  const update = readUpdateFile(file);
  if (update === null) return refused(updateRefusals.unreadable);
  const makers = maker === null ? [] : anchorIn(maker);
  if (makers === null) return refused('The maker’s file holds no certificate.');
  const { manifest: text, image } = update;
  const answer = await verifyManifest(text, {
    target: { model: device.model, installed: device.firmware?.value.installed ?? null },
    anchors: [...(await anchorsOf(store, at())), ...makers],
    now: clock(),
    compare: compareVersions,
  });
  if (answer.outcome === 'refused') return refused(updateRefusals[answer.reason]);
  const reason = await refuseImage(answer.manifest, image);
  return reason === null ? { ...answer, text, image, id } : refused(updateRefusals[reason]);
}

function anchorIn(pem: string): readonly Anchor[] | null {
  try {
    return [{ certificate: new Uint8Array(new X509Certificate(pem).rawData), revoked: new Set() }];
  } catch {
    return null;
  }
}
