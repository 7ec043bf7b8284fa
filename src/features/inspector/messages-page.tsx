import { useSearchParams } from 'react-router';

import { PageHeader } from '@/ui/page-header';
import { paths } from '@/ui/paths';

import { DeviceChoice } from './device-choice';
import { Inspector } from './inspector';

const back = { to: paths.settings, label: 'Settings' };

/** What is said on the broker: by the whole home, or by one device that stands in the page's address. */
export function MessagesPage() {
  const [params, setParams] = useSearchParams();
  const device = params.get('device');
  const choose = (id: string | null) => setParams(id === null ? {} : { device: id }, { replace: true });
  return (
    <>
      <PageHeader
        title="Messages"
        sentence="What is said on your broker at this moment. Secrets are hidden."
        back={back}
      />
      <Inspector device={device}>
        <DeviceChoice device={device} onChoose={choose} />
      </Inspector>
    </>
  );
}
