import { useMemo } from 'react';

import { isStale } from '@/core/describe';
import type { Device } from '@/core/device';
import { shownName } from '@/core/shown-name';
import { useDeviceView } from '@/store/home-hooks';
import { LinkButton } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { paths } from '@/ui/paths';

import { keptStateOf, namesakeView } from './namesake';

/** Of a device that is not there while another of its name is: after a new id the old one stays, and counts as offline for ever. */
export function NamesakeNotice({ device }: { readonly device: Device }) {
  const namesake = useDeviceView(useMemo(() => namesakeView(device), [device]));
  if (namesake === null || !isStale(device)) return null;
  const topic = keptStateOf(device);
  return (
    <Notice
      tone="info"
      title={`Another device called ${shownName(device)} is there.`}
      actions={
        <LinkButton size="small" to={paths.device(namesake)}>
          Show the other one
        </LinkButton>
      }
    >
      If the two are one, which got another id, this is what it was before: it counts as offline for as long as{' '}
      {topic === null ? (
        'its bridge or the broker remembers it. Remove it there.'
      ) : (
        <>
          the broker keeps what it announced. To remove it, send an empty retained message to <code>{topic}</code>.
        </>
      )}
    </Notice>
  );
}
