import type { Device } from '@/core/device';
import type { Exposure } from '@/firmware/exposure';
import { actionWords, dayInWords, exposureWords } from '@/firmware/judgement-words';
import type { IconName } from '@/ui/icon';
import { StatusBadge } from '@/ui/status-badge';
import type { Tone } from '@/ui/tone';

import styles from './device-drawer.module.css';
import { MeantForm } from './meant-form';
import { SourceLink } from './source-link';
import { WeakVersionsForm } from './weak-versions-form';

type ExposureListProps = { readonly device: Device; readonly exposures: readonly Exposure[] };

/** The attacked weaknesses that concern a device, or have to be checked, each with who says what. */
export function ExposureList({ device, exposures }: ExposureListProps) {
  return (
    <section className={styles['part']} aria-labelledby="firmware-weaknesses" tabIndex={-1}>
      <h3 id="firmware-weaknesses">Attacked weaknesses</h3>
      {exposures.length === 0 ? (
        <p>No weakness of this maker and model is known to be attacked, as far as the catalogues here tell.</p>
      ) : (
        <ul className={styles['list']}>
          {exposures.map((exposure) => (
            <li key={exposure.advisory.cve} className={styles['item']}>
              <ExposureItem device={device} exposure={exposure} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ExposureItem({ device, exposure }: { readonly device: Device; readonly exposure: Exposure }) {
  const { advisory, state, fit, quoted } = exposure;
  const { cve, vendor, product, added, ransomware, source } = advisory;
  return (
    <>
      <StatusBadge look="plain" {...lookOf(exposure)}>
        {state === 'affected' ? 'It has it' : fit === 'possibly' ? 'Possibly meant' : 'Check this'}
      </StatusBadge>
      <h4>
        {cve}: {vendor} {product}
      </h4>
      <p>
        {exposureWords(exposure)} {actionWords(advisory)}
      </p>
      <p className={styles['reason']}>
        Known to be attacked since {dayInWords(added)}
        {ransomware && ', also by those who hold data to ransom'}. <SourceLink address={source} />
        {quoted !== null && quoted !== source && (
          <>
            {' '}
            The versions are from <SourceLink address={quoted} />
          </>
        )}
      </p>
      {state === 'check' && (
        <div className={styles['buttons']}>
          {fit === 'possibly' && <MeantForm device={device} cve={cve} />}
          <WeakVersionsForm device={device} cve={cve} />
        </div>
      )}
    </>
  );
}

function lookOf({ state, fit }: Exposure): { readonly tone: Tone; readonly icon: IconName } {
  if (state === 'affected') return { tone: 'critical', icon: 'warning' };
  return { tone: fit === 'possibly' ? 'neutral' : 'warning', icon: 'question' };
}
