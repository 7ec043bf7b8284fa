import type { ReactNode } from 'react';

import { useConnection } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

/** Of a question: what stands on the page of its answer. */
type Asked = {
  readonly data: unknown;
  readonly isError: boolean;
  /** of the last answer, ms since the epoch; 0: there was none */
  readonly dataUpdatedAt: number;
};

/** Says that what a page shows is old, and how old, while the broker does not answer. */
export function OldAnswer({ asked }: { readonly asked: Asked }) {
  const isConnected = useConnection().status === 'connected';
  return <OldAnswerNotice asked={asked} isConnected={isConnected} />;
}

export function OldAnswerNotice({ asked, isConnected }: { readonly asked: Asked; readonly isConnected: boolean }) {
  const { data, isError, dataUpdatedAt } = asked;
  // a question whose turn has not come since the connection went has not failed yet
  if (data === undefined || (isConnected && !isError)) return null;
  return (
    <Notice tone="warning" role="status" title="The broker does not answer at the moment.">
      What stands here is what it told <Age at={dataUpdatedAt} />.
    </Notice>
  );
}

type NoAnswerProps = { readonly title: string; readonly onAgain: () => void; readonly children?: ReactNode };

/** In the place of what was asked for, where nothing was told: that is not the same as none. */
export function NoAnswer({ title, onAgain, children }: NoAnswerProps) {
  return (
    <Notice tone="warning" role="status" title={title} actions={<Button onPress={onAgain}>Ask again</Button>}>
      {children}
    </Notice>
  );
}
