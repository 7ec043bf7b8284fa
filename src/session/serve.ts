import type { FromSession, ToSession } from './protocol';
import type { Session } from './session';

/** What the worker boundary needs: a Worker's global scope, a MessagePort, or a pair of functions in a test. */
export type Port = {
  post(message: FromSession): void;
  /** returns its undo */
  onMessage(listener: (message: ToSession) => void): () => void;
};

/**
 * Serves one page. A batch is sent only when the page has said that it is ready for the next one, so a slow or hidden
 * page costs nothing but one entry a changed device.
 */
export function serveSession(session: Session, port: Port): () => void {
  const feed = session.openFeed();
  let pageIsReady = false;

  function send(): void {
    if (!pageIsReady) return;
    const batch = feed.take();
    if (batch === null) return;
    pageIsReady = false;
    port.post({ type: 'batch', batch });
  }

  const stopChanges = feed.onChange(send);
  const stopMessages = port.onMessage((message) => {
    switch (message.type) {
      case 'connect':
        return session.connect(message.login);
      case 'disconnect':
        return void session.disconnect();
      case 'ready':
        pageIsReady = true;
        return send();
      case 'watch':
        return feed.watch(message.device);
      case 'may-notify':
        feed.mayNotify = message.allowed;
        return;
      case 'ask':
        return void answer(session, message).then(
          (reply) => port.post({ type: 'answer', id: message.id, answer: reply }),
          (error: unknown) => port.post({ type: 'refusal', id: message.id, ...described(error) }),
        );
    }
  });
  return () => {
    stopChanges();
    stopMessages();
    session.closeFeed(feed);
  };
}

async function answer(session: Session, message: Extract<ToSession, { type: 'ask' }>) {
  switch (message.question) {
    case 'command':
      return session.command(message.ask);
    case 'bridgeHealth':
      return session.bridgeHealth(message.ask.device);
    case 'alertAct':
      return session.alertAct(message.ask.alert, message.ask.act);
    case 'healthSeries':
      return session.healthSeries(message.ask.device);
  }
}

/** Errors cross the boundary by name. */
function described(error: unknown): { readonly name: string; readonly message: string } {
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: String(error) };
}
