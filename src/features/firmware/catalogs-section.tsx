import { useMutation } from '@tanstack/react-query';

import type { CatalogInUse } from '@/core/firmware/advisory';
import { dayInWords } from '@/firmware/judgement-words';
import { useSessionClient } from '@/session/client-context';
import { useFirmwareKnowledge } from '@/store/home-hooks';
import { FileButton } from '@/ui/file-button';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';

import styles from './firmware-page.module.css';
import { catalogNames, importWords } from './catalog-words';

/** as many as the session reads at all */
const mostBytes = 16 * 1024 * 1024;

/** What is known of attacks and files, how old it is, and the way to bring something newer. */
export function CatalogsSection() {
  const client = useSessionClient();
  const { catalogs } = useFirmwareKnowledge();
  const { mutate, data, isPending } = useMutation({
    mutationFn: async (file: string | null) =>
      file === null
        ? ({ outcome: 'refused', reason: 'The file is larger than any catalogue is.' } as const)
        : client.askFirmware('importCatalog', { file }),
  });
  const told = data === undefined ? null : importWords(data);
  const shown = catalogs.filter(({ kind }) => kind !== 'vendors');
  return (
    <Section
      heading="What is known"
      lead="This page asks nobody on the internet. What it knows of attacked weaknesses comes with it, or from a file that you choose."
    >
      <div className={styles['known']}>
        {shown.length === 0 ? (
          <p>No catalogue is here: nothing is known but what devices and bridges say.</p>
        ) : (
          <ul className={styles['catalogs']}>
            {shown.map((catalog) => (
              <li key={catalog.kind}>
                <span>{catalogNames[catalog.kind]}</span>
                <span className={styles['sentence']}>{catalogWords(catalog)}</span>
              </li>
            ))}
          </ul>
        )}
        <FileButton
          accept={['.json', 'application/json']}
          mostBytes={mostBytes}
          onRead={mutate}
          pending={isPending}
          size="small"
        >
          Import a catalogue
        </FileButton>
        <p className={styles['sentence']}>
          CISA’s list of known exploited vulnerabilities (JSON), or index.json of the Zigbee OTA repository.
        </p>
        {told !== null && <Notice tone={told.tone} role="status" title={told.sentence} />}
      </div>
    </Section>
  );
}

function catalogWords({ date, entries, from }: CatalogInUse): string {
  const age = date === null ? 'of an unknown day' : `of ${dayInWords(date)}`;
  return `${entries} entries ${age}, ${from === 'imported' ? 'from your file' : 'with this page'}`;
}
