import { Skeleton } from '@/ui/skeleton';

import { NoAnswer } from '../old-answer';
import { RequireAdmin } from '../require-admin';
import { AuthoritySection } from './authority-section';
import { BrokerSection } from './broker-section';
import styles from './certificates-page.module.css';
import { IssuedSection } from './issued-section';
import { RequestsSection } from './requests-section';
import { RevokedSection } from './revoked-section';
import { SigningSection } from './signing-section';
import { TransportSection } from './transport-section';
import { useCertificates } from './use-certificates';

/** The home's own certificates, and how the words of each device travel. */
export function CertificatesPage() {
  return <RequireAdmin>{() => <Certificates />}</RequireAdmin>;
}

function Certificates() {
  const asked = useCertificates();
  const { data } = asked;
  if (data === undefined) {
    return asked.isError ? (
      <NoAnswer title="The certificates could not be read." onAgain={() => void asked.refetch()} />
    ) : (
      <Skeleton label="Looking for certificates" lines={6} />
    );
  }
  return (
    <div className={styles['stack']}>
      <AuthoritySection answer={data} />
      {data.authority !== null && (
        <>
          <RequestsSection requests={data.requests ?? []} />
          <IssuedSection certificates={data.certificates} />
          <BrokerSection configLines={data.configLines} />
          <SigningSection />
          <RevokedSection list={data.list} isListUnread={data.isListUnread} />
        </>
      )}
      <TransportSection />
    </div>
  );
}
