import { useState } from 'react';

import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { Dialog } from '@/ui/dialog';
import { SegmentedControl } from '@/ui/segmented-control';
import { SelectField } from '@/ui/select-field';

import { headingOf, isSortColumn, optionalColumns, sortColumns } from './columns';
import styles from './firmware-page.module.css';
import { usualChoice, type TableChoice } from './table-choice';

type ArrangeTableProps = { readonly choice: TableChoice; readonly onChange: (choice: TableChoice) => void };

/** Which columns there are and what comes first; on a phone, where there are no headings to press, the only way. */
export function ArrangeTable({ choice, onChange }: ArrangeTableProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" icon="list" onPress={() => setOpen(true)}>
        Arrange
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Arrange the table"
        actions={
          <>
            <Button onPress={() => onChange(usualChoice)}>As usual</Button>
            <Button tone="primary" onPress={() => setOpen(false)}>
              Done
            </Button>
          </>
        }
      >
        <div className={styles['arrange']}>
          <SelectField
            label="Sort by"
            value={choice.sort}
            onChange={(sort) => onChange({ ...choice, sort })}
            choices={sortColumns.map((value) => ({ value, label: headingOf(value) }))}
          />
          <SegmentedControl
            label="Order"
            value={choice.direction}
            onChange={(direction) => onChange({ ...choice, direction })}
            segments={[
              { value: 'ascending', label: 'Forwards' },
              { value: 'descending', label: 'Backwards' },
            ]}
          />
          <fieldset className={styles['columns']}>
            <legend>Columns</legend>
            {optionalColumns.map((column) => (
              <Checkbox
                key={column}
                label={headingOf(column)}
                selected={choice.columns.includes(column)}
                onChange={(selected) =>
                  onChange({
                    ...choice,
                    columns: selected ? [...choice.columns, column] : choice.columns.filter((one) => one !== column),
                  })
                }
              />
            ))}
          </fieldset>
        </div>
      </Dialog>
    </>
  );
}

/** What a heading's press asks for, as far as the table can be sorted by it. */
export function sortedBy(choice: TableChoice, column: string, direction: TableChoice['direction']): TableChoice {
  return isSortColumn(column) ? { ...choice, sort: column, direction } : choice;
}
