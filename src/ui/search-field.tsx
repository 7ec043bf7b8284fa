import { Button } from 'react-aria-components/Button';
import { Input } from 'react-aria-components/Input';
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField';

import styles from './fields.module.css';
import { useHandedFocus } from './handed-focus';
import { Icon } from './icon';

type SearchFieldProps = {
  /** the accessible name, e.g. "Filter devices"; also the placeholder */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** Narrows a list while typing; Escape empties it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const place = useHandedFocus<HTMLDivElement>();
  return (
    <AriaSearchField
      ref={place}
      aria-label={label}
      value={value}
      onChange={onChange}
      className={styles['search'] ?? ''}
    >
      <span className={styles['searchIcon']}>
        <Icon name="search" size={18} />
      </span>
      <Input className={styles['input'] ?? ''} placeholder={label} autoComplete="off" spellCheck={false} />
      <Button className={styles['clear'] ?? ''}>
        <Icon name="close" size={16} />
      </Button>
    </AriaSearchField>
  );
}
