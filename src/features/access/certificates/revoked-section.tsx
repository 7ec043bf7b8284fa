import { useSessionClient } from '@/session/client-context';
import type { CertificatesAnswer } from '@/session/protocol';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { saveFile } from '@/ui/save-file';
import { Section } from '@/ui/section';

import styles from './certificates-page.module.css';
import { EndDate } from './end-date';

/** The list by which a broker knows what was revoked, and what Mosquitto really does with it. */
export function RevokedSection({ list }: { readonly list: CertificatesAnswer['list'] }) {
  const client = useSessionClient();
  if (list === null) return null;
  const save = async () => {
    const pem = await client.askAccess('certificateFile', { of: 'list' });
    if (pem !== null) saveFile('revoked.crl', pem);
  };
  return (
    <Section
      heading="Revoked certificates"
      lead="A broker knows what was revoked only by a list that you bring to it."
      actions={
        <Button size="small" onPress={() => void save()}>
          Save the list
        </Button>
      }
    >
      <div className={styles['form']}>
        {list.urgent ? <Notice tone="critical" title={list.words} /> : <p>{list.words}</p>}
        <ol className={styles['steps']}>
          <li>Copy revoked.crl to /etc/mosquitto/certs.</li>
          <li>Tell Mosquitto to read it: “systemctl reload mosquitto”.</li>
          <li>Whoever is connected stays connected: restart Mosquitto to put everybody to the test at once.</li>
        </ol>
        <p className={styles['muted']}>
          This list ends on <EndDate at={list.nextUpdate} />, with the authority itself. From that day on Mosquitto
          would refuse every certificate.
        </p>
      </div>
    </Section>
  );
}
