import type { ReactNode } from 'react';

import type { MessageView } from '@/core/shown-message';
import { Checkbox } from '@/ui/checkbox';
import { SearchField } from '@/ui/search-field';
import { SelectField } from '@/ui/select-field';

import styles from './inspector.module.css';
import type { Narrowing as Narrowed } from './use-inspection';

type NarrowingProps = {
  readonly narrowing: Narrowed;
  readonly narrow: (part: Partial<Narrowed>) => void;
  readonly children: ReactNode;
};

/** What of the messages is to be seen. */
export function Narrowing({ narrowing: { text, only, onlyChanges }, narrow, children }: NarrowingProps) {
  return (
    <>
      <div className={styles['search']}>
        <SearchField label="Filter messages" value={text} onChange={(text) => narrow({ text })} />
      </div>
      {children}
      <SelectField
        hideLabel
        label="Live or retained"
        value={only}
        onChange={(value) => narrow({ only: value as MessageView['only'] })} // one of `kinds`
        choices={kinds}
      />
      <Checkbox label="Only changes" selected={onlyChanges} onChange={(onlyChanges) => narrow({ onlyChanges })} />
    </>
  );
}

const kinds: readonly { readonly value: MessageView['only']; readonly label: string }[] = [
  { value: 'all', label: 'Live and retained' },
  { value: 'live', label: 'Live only' },
  { value: 'retained', label: 'Retained only' },
];
