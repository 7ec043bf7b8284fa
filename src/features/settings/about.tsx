import { Facts } from '@/ui/facts';
import { Section } from '@/ui/section';

import { version } from '../../../package.json';

export function Privacy() {
  return (
    <Section heading="Privacy">
      <p>
        Everything stays between this browser and your broker: no cloud, no account, no request to anyone else. Your
        password is kept in memory until you close the last tab of Gatehouse. It is stored only if you ask for it and
        give a passphrase, and then encrypted. This browser remembers which devices your home has and what they run, so
        that it notices a new one, how your home goes, and what you told it of unknown topics.
      </p>
    </Section>
  );
}

export function About() {
  return (
    <Section heading="About">
      <Facts
        facts={[
          { label: 'Gatehouse', value: `Version ${version}` },
          { label: 'Licence', value: 'MIT' },
        ]}
      />
    </Section>
  );
}
