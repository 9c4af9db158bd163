/**
 * "Who am I" and "may I": the self-subject reviews behind `kubectl auth`.
 * @module
 */
import { field, isJsonObject, type JsonObject, type JsonValue, text } from '#src/api/json.ts';
import { formatTime } from '#src/api/time.ts';
import { grantsOf, isAllowed, type User } from './authorize.ts';
import type { ReviewKind } from './route.ts';

type ReviewInput = {
  readonly user: User;
  readonly body: JsonValue;
  readonly nowMs: number;
};

export function answerReview(kind: ReviewKind, input: ReviewInput): JsonObject {
  const group = kind === 'SelfSubjectReview' ? 'authentication.k8s.io' : 'authorization.k8s.io';
  const spec = field(input.body, 'spec');
  return {
    kind,
    apiVersion: `${group}/v1`,
    metadata: { creationTimestamp: formatTime(input.nowMs) },
    ...(spec === undefined ? {} : { spec }),
    status: statusOf(kind, input, spec ?? null),
  };
}

function statusOf(kind: ReviewKind, { user }: ReviewInput, spec: JsonValue): JsonObject {
  switch (kind) {
    case 'SelfSubjectReview':
      return { userInfo: { username: user.name, groups: user.groups } };
    case 'SelfSubjectAccessReview':
      return { allowed: mayAct(user, spec) };
    case 'SelfSubjectRulesReview':
      return rulesOf(user, text(spec, 'namespace') ?? '');
  }
}

function mayAct(user: User, spec: JsonValue): boolean {
  const attributes = field(spec, 'resourceAttributes');
  if (!isJsonObject(attributes)) {
    const path = text(field(spec, 'nonResourceAttributes'), 'path') ?? '';
    return user.groups.includes('system:authenticated') && isOpenPath(path);
  }
  const resource = text(attributes, 'resource') ?? '';
  const subresource = text(attributes, 'subresource') ?? '';
  return isAllowed(user, {
    verb: text(attributes, 'verb') ?? '',
    group: text(attributes, 'group') ?? '',
    resource: subresource === '' ? resource : `${resource}/${subresource}`,
    namespace: text(attributes, 'namespace') ?? '',
  });
}

const OPEN_PATHS = ['/api', '/apis', '/openapi', '/version', '/healthz', '/livez', '/readyz'];

function isOpenPath(path: string): boolean {
  return OPEN_PATHS.some((open) => path === open || path.startsWith(`${open}/`));
}

function rulesOf(user: User, namespace: string): JsonObject {
  return {
    resourceRules: grantsOf(user, namespace).map(({ verbs, group, resources }) => ({
      verbs,
      apiGroups: [group],
      resources,
    })),
    nonResourceRules: [
      { verbs: ['get'], nonResourceURLs: OPEN_PATHS.flatMap((one) => [one, `${one}/*`]) },
    ],
    incomplete: false,
  };
}
