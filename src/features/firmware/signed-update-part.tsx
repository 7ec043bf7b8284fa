import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import type { Device } from '@/core/device';
import { deviceCan } from '@/core/device-can';
import { fingerprintWords } from '@/core/log-ins/fingerprint-words';
import { sizeWords } from '@/core/history-words';
import { useSessionClient } from '@/session/client-context';
import type { SignedUpdateFacts } from '@/session/protocol';
import { Button } from '@/ui/button';
import { Facts } from '@/ui/facts';
import { FileButton } from '@/ui/file-button';
import { Notice } from '@/ui/notice';

import styles from './device-drawer.module.css';

/** more than the session reads at all: it is the one that says so */
const mostBytes = 4 * 1024 * 1024;
const longestCertificate = 32 * 1024;

/** Brings a signed update to a device of Gatehouse's own profile, and shows what was verified before anything is sent. */
export function SignedUpdatePart({ device }: { readonly device: Device }) {
  const client = useSessionClient();
  const [file, setFile] = useState<string | null>(null);
  const [maker, setMaker] = useState<string | null>(null);
  const check = useMutation({
    mutationFn: (brought: { readonly file: string; readonly maker: string | null }) =>
      client.askFirmware('checkSignedUpdate', { device: device.id, ...brought }),
    gcTime: 0,
  });
  const offer = useMutation({
    mutationFn: (brought: { readonly file: string; readonly maker: string | null }) =>
      client.askFirmware('offerSignedUpdate', { device: device.id, ...brought }),
    gcTime: 0,
  });
  if (!device.conventions.includes('gatehouse') || !deviceCan.update(device)) return null;

  const look = (next: { readonly file: string | null; readonly maker: string | null }) => {
    setFile(next.file);
    setMaker(next.maker);
    offer.reset();
    if (next.file !== null) check.mutate({ file: next.file, maker: next.maker });
  };
  const { data: checked } = check;
  const { data: offered } = offer;
  return (
    <section className={styles['part']} aria-labelledby="firmware-signed" tabIndex={-1}>
      <h3 id="firmware-signed">Signed update</h3>
      <p className={styles['reason']}>
        Choose the file of a signed update. Its signature, model, version and image are checked here first, and by the
        device once more.
      </p>
      <div className={styles['buttons']}>
        <FileButton
          accept={['.json', 'application/json']}
          mostBytes={mostBytes}
          onRead={(text) => look({ file: text ?? '', maker })}
          pending={check.isPending}
          size="small"
        >
          Choose a signed update
        </FileButton>
        <FileButton
          accept={['.crt', '.pem']}
          mostBytes={longestCertificate}
          onRead={(text) => look({ file, maker: text ?? '' })}
          size="small"
        >
          Name the maker’s authority
        </FileButton>
      </div>
      {maker !== null && (
        <p className={styles['reason']}>
          The authority in the file that you chose is believed too, for this update. The device believes only what it
          was told itself.
        </p>
      )}
      {checked?.outcome === 'refused' && (
        <Notice tone="critical" role="alert" title="Refused: nothing was sent to the device">
          {checked.reason}
        </Notice>
      )}
      {checked?.outcome === 'verified' && file !== null && (
        <>
          <Verified facts={checked} />
          <Button size="small" pending={offer.isPending} onPress={() => offer.mutate({ file, maker })}>
            {`Offer ${checked.version} to the device`}
          </Button>
        </>
      )}
      {offered?.outcome === 'refused' && <Notice tone="critical" role="alert" title={offered.reason} />}
      {offered?.outcome === 'offered' && (
        <Notice tone="ok" role="status" title={`Version ${offered.version} was brought to the device`}>
          When the device has checked it, it tells that there is an update. Start it like any other.
        </Notice>
      )}
    </section>
  );
}

function Verified({ facts }: { readonly facts: SignedUpdateFacts }) {
  const { model, version, minimumVersion, sizeBytes, sha256, signedBy, serial, authority, authorityFingerprint } =
    facts;
  return (
    <Facts
      facts={[
        { label: 'Signed by', value: `${signedBy}, certificate number ends in ${serial.slice(-6)}` },
        { label: 'Under', value: authority },
        { label: 'Its fingerprint', value: fingerprintWords(authorityFingerprint) },
        { label: 'Version', value: `${version} for ${model}` },
        { label: 'Needs', value: minimumVersion === null ? 'Any older version' : `At least ${minimumVersion}` },
        { label: 'Image', value: `${sizeWords(sizeBytes)}, as it was signed` },
        { label: 'SHA-256', value: sha256 },
      ]}
    />
  );
}
