import { readFirmwareWord } from '@/conventions/gatehouse/firmware-offer';
import type { Manifest } from '@/credentials/firmware-signing/manifest';
import { updateRefusals } from '@/credentials/firmware-signing/refusal-words';
import { refuseImage, verifyManifest } from '@/credentials/firmware-signing/verify';
import type { Anchor } from '@/credentials/signatures/chain';
import { compareVersions } from '@/firmware/version-order';

import { openImageAssembly, type ImageAssembly } from './image-assembly';
import type { DeviceMemory } from './memory';

export type FirmwareOptions = {
  /** what runs when it comes out of its box */
  readonly version: string;
  /** the authorities whose code-signing certificates it believes, DER: the home's, and its maker's */
  readonly authorities: readonly Uint8Array<ArrayBuffer>[];
};

/** What a device tells on `firmware/state`. */
export type FirmwareState = {
  readonly installed: string;
  readonly latest?: string;
  readonly updateAvailable: boolean;
  readonly updating?: { readonly percent: number };
  readonly outcome?: 'succeeded' | 'failed';
  readonly reason?: string;
};

/** What a device does about its firmware: believes nobody, checks everything itself, and installs what it was asked to. */
export type FirmwareDuty = {
  installed(): string;
  state(): FirmwareState;
  /** what came on `firmware/offer`; one after the other */
  hear(payload: Uint8Array): Promise<void>;
  /** installs the image that waits. False: there is none */
  install(): Promise<boolean>;
};

type Parts = {
  readonly model: string;
  readonly memory: DeviceMemory;
  readonly firmware: FirmwareOptions;
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** its state is another: to be told */
  readonly changed: () => void;
};

type Offered = { readonly text: string; readonly manifest: Manifest; readonly assembly: ImageAssembly };

export function openFirmwareDuty({ model, memory, firmware, now, log, changed }: Parts): FirmwareDuty {
  const anchors = firmware.authorities.map((certificate): Anchor => ({ certificate, revoked: new Set() }));
  const installed = () => memory.load().firmware ?? firmware.version;
  let offered: Offered | null = null;
  let image: Uint8Array<ArrayBuffer> | null = null;
  let rest: Omit<FirmwareState, 'installed' | 'latest' | 'updateAvailable'> = {};

  function tell(next: typeof rest): void {
    rest = next;
    changed();
  }

  function refuse(reason: string): void {
    offered = null;
    image = null;
    log(`Refused an update. ${reason}`);
    tell({ outcome: 'failed', reason });
  }

  function keep(version: string): void {
    try {
      memory.save({ ...memory.load(), firmware: version });
    } catch (error) {
      return refuse(`It could not be kept: ${(error as Error).message}`);
    }
    offered = null;
    image = null;
    log(`Installed ${version}`);
    tell({ outcome: 'succeeded' });
  }

  const verify = (text: string) =>
    verifyManifest(text, { target: { model, installed: installed() }, anchors, now: now(), compare: compareVersions });

  async function hearManifest(text: string): Promise<void> {
    if (text === offered?.text) return;
    const answer = await verify(text);
    if (answer.outcome === 'refused') {
      // the broker delivers at each connection what was installed long ago
      if (answer.reason !== 'same') refuse(updateRefusals[answer.reason]);
      return;
    }
    const { manifest, signedBy } = answer;
    offered = { text, manifest, assembly: openImageAssembly(manifest.sizeBytes) };
    image = null;
    log(`Was offered ${manifest.version}, signed by ${signedBy.name} under ${signedBy.authority.name}`);
  }

  return {
    installed,
    state: () => ({
      installed: installed(),
      ...(offered !== null && image !== null && { latest: offered.manifest.version }),
      updateAvailable: image !== null,
      ...rest,
    }),
    async hear(payload) {
      // nothing is exchanged under its own feet
      if (rest.updating !== undefined) return undefined;
      const word = readFirmwareWord(payload);
      if (word === null) return log('What stands on the firmware topic is no offer.');
      if (word.type === 'manifest') return hearManifest(word.manifest);
      if (word.type === 'withdrawn') {
        if (offered === null) return undefined;
        offered = null;
        image = null;
        return tell({});
      }
      if (offered === null || image !== null || word.image !== offered.manifest.sha256) return undefined;
      const whole = offered.assembly.add(word);
      if (whole === 'incomplete') return undefined;
      const reason = whole === 'too-large' ? 'size' : await refuseImage(offered.manifest, whole);
      if (whole === 'too-large' || reason !== null) return refuse(updateRefusals[reason ?? 'size']);
      image = whole;
      log(`Has the image of ${offered.manifest.version}, ${whole.byteLength} bytes, and it is the one that was signed`);
      return tell({});
    },
    async install() {
      if (offered === null || image === null || rest.updating !== undefined) return false;
      const { text, manifest } = offered;
      tell({ updating: { percent: 0 } });
      // a certificate may have ended since
      const answer = await verify(text);
      if (answer.outcome === 'refused') refuse(updateRefusals[answer.reason]);
      else {
        tell({ updating: { percent: 50 } });
        keep(manifest.version);
      }
      return true;
    },
  };
}
