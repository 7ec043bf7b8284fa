import type { AccessQuestions } from '../protocol';

/**
 * What a page asks again and again without anybody there. Such a question must not keep an administrator in who has gone
 * away; whatever else is asked, somebody is at work.
 */
export const askedByItself: ReadonlySet<keyof AccessQuestions> = new Set<keyof AccessQuestions>([
  'accounts',
  'accountsBackup',
  'admission',
  'batch',
  'certificates',
  'compareAccounts',
  'isLoginUsed',
  'loginless',
  'people',
  'staticChanges',
  'transports',
]);
