import { newsWords, severityWords } from '@/core/alerts/alert-words';
import type { Alert } from '@/core/alerts/alert';
import { afterDanger, endTitle, hasEnded } from '@/core/alerts/danger-over';
import type { AlertNews } from '@/core/feed';
import { incidentsOf, type Incident } from '@/core/alerts/incident';
import { addsTo, openIncidentNews, whatToDo } from '@/core/alerts/incident-news';
import { paths } from '@/ui/paths';

/** What a page shows as a notification, and the path to where it stands. */
export type PageNotice = {
  readonly title: string;
  readonly body: string;
  /** a later one of the same tag takes its place */
  readonly tag: string;
  readonly path: string;
};

/**
 * The notifications of a page after each news of alerts: each alert that it is to show, but for those that are worth knowing
 * only, and those of which a critical incident tells that came about with them; and that a danger has ended, in the place of the
 * notification of it. `before`: the alerts that were there already.
 */
export function openNotices(before: readonly Alert[]): (news: AlertNews) => readonly PageNotice[] {
  const alerts = new Map(before.map((alert) => [alert.id, alert]));
  let incidentNews = openIncidentNews(incidentsOf(before));
  return ({ changed, gone, fresh, notify }) => {
    for (const id of gone) alerts.delete(id);
    const ended = changed.flatMap((alert) => noticeOfEnd(alerts.get(alert.id), alert));
    for (const alert of changed) alerts.set(alert.id, alert);
    const incidents = incidentsOf(alerts.values());
    if (fresh.length === 0) {
      // whatever is there without being news is known from now on
      incidentNews = openIncidentNews(incidents);
      return ended;
    }
    const { told } = incidentNews.look(incidents, new Set(fresh), alerts);
    const mine = told.filter((incident) => incident.alerts.some((id) => notify.includes(id)));
    const joined = new Set(
      mine.flatMap((incident) => incident.alerts.filter((id) => addsTo(incident, alerts.get(id)))),
    );
    const alone = changed.filter(({ id, severity }) => notify.includes(id) && severity !== 'info' && !joined.has(id));
    return [...ended, ...alone.map(noticeOfAlert), ...mine.map(noticeOfIncident)];
  };
}

function noticeOfAlert(alert: Alert): PageNotice {
  const { id, class: kind, subject, severity, title } = alert;
  const body = `${severityWords(severity)}. ${newsWords(alert)}`;
  return { title, body, tag: `${kind} ${subject}`, path: paths.alert(id) };
}

function noticeOfEnd(before: Alert | undefined, alert: Alert): readonly PageNotice[] {
  const title = before !== undefined && hasEnded(before, alert) ? endTitle(alert) : null;
  if (title === null) return [];
  return [{ title, body: afterDanger, tag: `${alert.class} ${alert.subject}`, path: paths.alert(alert.id) }];
}

function noticeOfIncident(incident: Incident): PageNotice {
  const body = `${severityWords(incident.severity)}. ${whatToDo(incident)}`;
  return { title: incident.title, body, tag: incident.id, path: paths.alerts };
}
