import { useNavigate } from 'react-router';

import { commandQuestion, commandVerb } from '@/core/command-words';
import type { Command } from '@/core/command';
import type { Device } from '@/core/device';
import { useCommand } from '@/session/client-command';
import { useConnection, useDevice } from '@/store/home-hooks';
import { AskFirstButton } from '@/ui/ask-first-button';
import { Button } from '@/ui/button';
import { classNames } from '@/ui/class-names';
import { useCommandState } from '@/ui/command-state';
import { useHandedFocus, type Heir } from '@/ui/handed-focus';
import { Icon } from '@/ui/icon';
import { Card } from '@/ui/section';
import { ShowMore, useFirstFew } from '@/ui/show-more';
import { SteadyPresses } from '@/ui/steady-presses';
import tones from '@/ui/tone.module.css';
import { VisuallyHidden } from '@/ui/visually-hidden';

import styles from './overview-page.module.css';
import type { Todo } from './todos';

const shownAtFirst = 5;

type TodoListProps = {
  readonly todos: readonly Todo[];
  /** who has the focus when a thing is done */
  readonly heir: Heir;
};

/** What to do next, each with the one button that does it. Nothing to do is no list. */
export function TodoList({ todos, heir }: TodoListProps) {
  const { shown, list, showAll } = useFirstFew(todos, shownAtFirst);
  if (todos.length === 0) return null;
  return (
    <section className={styles['todos']}>
      <VisuallyHidden>
        <h2 id="to-do">To do</h2>
      </VisuallyHidden>
      <Card flush>
        <SteadyPresses acts="[data-acts] button">
          <ul ref={list} aria-labelledby="to-do">
            {shown.map((todo) => (
              <Item key={keyOf(todo)} todo={todo} heir={heir} />
            ))}
          </ul>
        </SteadyPresses>
      </Card>
      <ShowMore onPress={showAll}>Show all {todos.length} things to do</ShowMore>
    </section>
  );
}

/** What is done by the same command of the same device is one item, whose button keeps the focus: a lock that was to be locked and jams. */
function keyOf({ id, step }: Todo): string {
  return step.type === 'command' ? `${step.command.type} ${step.device}` : id;
}

/** A siren is silent at the press; whoever locks is asked first. */
function actsAtOnce({ step }: Todo): boolean {
  return step.type === 'command' && step.command.type !== 'lock';
}

function Item({ todo, heir }: { readonly todo: Todo; readonly heir: Heir }) {
  const item = useHandedFocus<HTMLLIElement>(heir);
  return (
    <li
      ref={item}
      className={classNames(styles['todo'], tones[todo.tone])}
      {...(actsAtOnce(todo) && { 'data-acts': '' })}
    >
      <Icon name={todo.icon} />
      {todo.step.type === 'show' ? (
        <ShowTodo todo={todo} to={todo.step.to} />
      ) : (
        <CommandTodo todo={todo} id={todo.step.device} command={todo.step.command} heir={heir} />
      )}
    </li>
  );
}

function ShowTodo({ todo, to }: { readonly todo: Todo; readonly to: string }) {
  const navigate = useNavigate();
  return (
    <>
      <p className={styles['why']}>{todo.sentence}</p>
      <Button size="small" onPress={() => void navigate(to)}>
        {todo.button}
      </Button>
    </>
  );
}

type CommandTodoProps = { readonly todo: Todo; readonly id: string; readonly command: Command; readonly heir: Heir };

function CommandTodo({ todo, id, command, heir }: CommandTodoProps) {
  const device = useDevice(id);
  return device === undefined ? null : <DoTodo {...{ todo, device, command, heir }} />;
}

type DoTodoProps = { readonly todo: Todo; readonly device: Device; readonly command: Command; readonly heir: Heir };

function DoTodo({ todo, device, command, heir }: DoTodoProps) {
  const { asked, send } = useCommand(device.id);
  const isConnected = useConnection().status === 'connected';
  const { waitingFor, trouble, reason } = useCommandState(device, command, { asked, isConnected });
  return (
    <>
      <p className={styles['why']} role={waitingFor || trouble ? 'status' : undefined}>
        {trouble === null ? todo.sentence : `${trouble.title} ${trouble.advice}`}
      </p>
      <AskFirstButton
        size="small"
        tone="primary"
        heir={heir}
        question={commandQuestion(device, command)}
        pending={waitingFor !== null}
        disabledReason={reason}
        onConfirm={() => send(command)}
      >
        {waitingFor === null ? todo.button : commandVerb(waitingFor).doing}
      </AskFirstButton>
    </>
  );
}
