import { conventionName } from '@/core/convention-words';
import type { Device } from '@/core/device';
import type { Testimony } from '@/core/testimony';
import { disagreements, saidWords } from '@/core/testimony-words';
import { Age } from '@/ui/age';
import { Icon } from '@/ui/icon';
import { Section } from '@/ui/section';

import styles from './device-page.module.css';

/** Who speaks for the device, what each last said, and where they differ. */
export function VoicesSection({ device }: { readonly device: Device }) {
  const { testimonies, conventions, name } = device;
  const differences = disagreements(testimonies);
  return (
    <Section heading="Voices" lead="The ways in which it speaks on your broker">
      {differences.length > 0 && (
        <ul className={styles['differences']} aria-label="Where they differ">
          {differences.map((difference) => (
            <li key={difference}>
              <Icon name="warning" size={18} />
              <span>{difference}.</span>
            </li>
          ))}
        </ul>
      )}
      {testimonies.length === 0 ? (
        <p>{`${conventions.map(conventionName).join(', ')} alone speaks for it, and calls it ${name}.`}</p>
      ) : (
        <ul className={styles['voices']}>
          {testimonies.map((testimony) => (
            <li key={testimony.voice}>
              <Voice testimony={testimony} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Voice({ testimony }: { readonly testimony: Testimony }) {
  const { by, name, at, retained } = testimony;
  const said = saidWords(testimony);
  return (
    <>
      <p>
        <strong>{conventionName(by)}</strong> calls it {name}
        {said.length > 0 && ` and says ${said.join(', ')}`}.
      </p>
      <p className={styles['evidence']}>
        {at === null && 'It has told nothing that another had not told in the same message.'}
        {at !== null && retained && 'Last known, from the broker’s memory'}
        {at !== null && !retained && (
          <>
            Heard live, <Age at={at} />
          </>
        )}
      </p>
    </>
  );
}
