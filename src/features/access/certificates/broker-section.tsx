import { useState, type FormEvent } from 'react';

import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';
import { TextField } from '@/ui/text-field';

import styles from './certificates-page.module.css';
import { KeyFilesDialog } from './key-files-dialog';
import { useKeyFiles } from './use-key-files';

/** A certificate for the broker, and what to tell the broker so that it uses it. */
export function BrokerSection({ configLines }: { readonly configLines: readonly string[] }) {
  const [names, setNames] = useState(() => location.hostname);
  const { files, reason, isPending, issue, forget } = useKeyFiles('issueBrokerCertificate');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    issue({ names });
  };
  return (
    <Section
      heading="Certificate of the broker"
      lead="With it the broker can be reached encrypted, and devices can be sure that it is yours."
    >
      <div className={styles['stack']}>
        <form className={styles['fields']} aria-label="Broker certificate" onSubmit={submit} noValidate>
          {reason !== null && <Notice tone="critical" role="alert" title={reason} />}
          <TextField
            label="Names and addresses of the broker"
            value={names}
            onChange={setNames}
            verbatim
            description="All by which it is called, such as broker.lan and 192.168.1.10, with commas between. One that is missing is one that cannot be used."
          />
          <div>
            <Button type="submit" pending={isPending}>
              Make a certificate
            </Button>
          </div>
        </form>
        <details className={styles['help']}>
          <summary>What to tell Mosquitto</summary>
          <div className={styles['form']}>
            <ol className={styles['steps']}>
              <li>Copy the three files to /etc/mosquitto/certs, the key readable by the user mosquitto alone.</li>
              <li>Put these lines into a file in /etc/mosquitto/conf.d.</li>
              <li>Restart Mosquitto. Devices and pages reconnect within seconds.</li>
            </ol>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must take the focus */}
            <pre className={styles['lines']} tabIndex={0} role="region" aria-label="Lines for Mosquitto">
              {configLines.join('\n')}
            </pre>
            <p className={styles['muted']}>
              A device on the first port is known by the name in its certificate and needs no password. Once all your
              devices use it, close the port without encryption, 1883.
            </p>
          </div>
        </details>
      </div>
      <KeyFilesDialog
        files={files}
        title="Three files for the broker"
        sentence="Save all three and bring them to the broker."
        name="broker"
        onClose={forget}
      />
    </Section>
  );
}
