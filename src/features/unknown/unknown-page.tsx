import { useEffect, useState } from 'react';

import { mappingKey, type Mapping } from '@/core/mapping';
import type { UnknownTopic } from '@/core/unknown-traffic';
import { useLookAround } from '@/store/home-hooks';
import { LinkButton } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { PageHeader } from '@/ui/page-header';
import { paths } from '@/ui/paths';

import { LookAroundSection } from './look-around-section';
import { MappedSection } from './mapped-section';
import { MappingDialog } from './mapping-dialog';
import { Problems } from './problems';
import styles from './unknown-page.module.css';
import { useLooking } from './use-looking';

const mostBeside = 30;

/** What speaks on the broker without being understood, and the way to say what it is. */
export function UnknownPage() {
  const found = useLookAround();
  const looking = useLooking();
  const [explained, setExplained] = useState<UnknownTopic | null>(null);
  const [made, setMade] = useState<Mapping | null>(null);
  const beside = explained === null || found === null ? [] : besideOf(explained, found.topics);
  const { focus } = looking;
  const open = explained?.topic;
  const watched = open === undefined ? '' : beside.map(({ topic }) => topic).join('\n');
  useEffect(() => focus(watched === '' ? [] : watched.split('\n')), [focus, watched]);
  const close = (mapping: Mapping | null) => {
    setExplained(null);
    if (mapping !== null) setMade(mapping);
  };
  const current = beside.find(({ topic }) => topic === open);
  return (
    <div className={styles['page']}>
      <PageHeader
        title="Unknown traffic"
        sentence="What speaks on your broker and is no device yet. Say what it is, and it becomes one."
        back={{ to: paths.devices, label: 'Devices' }}
      />
      {made !== null && (
        <Notice
          tone="ok"
          role="status"
          title={`${made.name} is a device now.`}
          actions={<LinkButton to={paths.device(`mapped:${mappingKey(made)}`)}>Show it</LinkButton>}
          onDismiss={() => setMade(null)}
        >
          It stands in the list of devices, and is watched like the others.
        </Notice>
      )}
      <LookAroundSection
        found={looking.isOn ? found : null}
        onStart={looking.start}
        onStop={looking.stop}
        onBelow={looking.below}
        onExplain={setExplained}
      />
      <MappedSection />
      <Problems />
      {current?.whole === true || current?.form === 'picture' ? (
        <MappingDialog key={current.topic} topic={current} topics={beside} onClose={close} />
      ) : null}
    </div>
  );
}

/** The topics below the same first level, the one itself first. */
function besideOf({ topic }: UnknownTopic, topics: readonly UnknownTopic[]): readonly UnknownTopic[] {
  const head = topic.split('/', 1)[0] ?? '';
  const own = topics.filter((one) => one.topic === topic);
  const others = topics.filter((one) => one.topic !== topic && one.topic.split('/', 1)[0] === head);
  return [...own, ...others.slice(0, mostBeside)];
}
