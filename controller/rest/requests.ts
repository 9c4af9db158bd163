/**
 * What was asked by REST → the requests of the Query service. Empty texts and zeros do not filter.
 * @module
 */
import type { IntervalsRequest } from '#controller/query/history.ts';
import type { CredentialName } from '#src/api/namespaced-name.ts';
import { refusedField } from '#src/audit/question/refused-field.ts';
import type { GoneRequest, HoldersRequest } from '#src/wire/history-messages.ts';
import type { EventsRequest, ExplainRequest } from '#src/wire/query-messages.ts';
import type { Asked } from './parameters.ts';

const NO_CREDENTIAL: CredentialName = { namespace: '', credential: '' };
const NO_PAGE = { after: 0, limit: 0 };

export function eventsRequest(asked: Asked): EventsRequest {
  const { host = '', version = 0, actor = '', type = '', since = 0, until = 0 } = asked;
  if (asked.watch === true && asked.limit !== undefined) {
    throw refusedField('USAGE', 'limit', 'limit is for pages, and a watch has none: leave it out');
  }
  return {
    ...named(asked),
    host,
    version,
    actor,
    type,
    sinceMs: since,
    untilMs: until,
    afterSeq: asked.continue ?? 0,
    limit: 0,
    follow: asked.watch === true,
  };
}

export function intervalsRequest(asked: Asked): IntervalsRequest {
  const { host = '', version = 0, at = 0, since = 0, until = 0 } = asked;
  if (at !== 0 && (since !== 0 || until !== 0)) {
    throw refusedField('USAGE', 'at', 'at is one moment: leave out since and until');
  }
  return {
    ...named(asked),
    ...NO_PAGE,
    host,
    version,
    atMs: at,
    sinceMs: since,
    untilMs: until,
  };
}

export function holdersRequest(asked: Asked): HoldersRequest {
  const { version = 0, at = 0 } = asked;
  return { ...named(asked), ...NO_PAGE, version, atMs: at };
}

export function goneRequest(asked: Asked): GoneRequest {
  const { version = 0, host = '' } = asked;
  return { ...named(asked), version, host };
}

export function explainRequest(asked: Asked): ExplainRequest {
  return { ...named(asked), host: asked.host ?? '' };
}

function named({ credential, namespace }: Asked): CredentialName {
  if (credential !== undefined && namespace !== undefined) {
    const text = 'namespace says no more than credential does: leave one of them out';
    throw refusedField('USAGE', 'namespace', text);
  }
  if (credential !== undefined) return credential;
  return { ...NO_CREDENTIAL, namespace: namespace ?? '' };
}
