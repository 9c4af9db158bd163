/**
 * What the chart installs: exactly the rights that the controller uses, a pod that can do little, and
 * nothing that removing the release would lose.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { parseSinks } from '#controller/audit/sinks/parse-sinks.ts';
import { WATCHED_KINDS } from '#controller/reconcile/watch-objects.ts';
import { crds } from '#src/api/crds.ts';
import { kinds } from '#src/api/core.ts';
import { CHART, helm, only, renderChart, type Rendered } from './helm.ts';

type Rule = {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
};
type PodSpec = {
  readonly serviceAccountName: string;
  readonly hostNetwork?: boolean;
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly containers: readonly {
    readonly args: readonly string[];
    readonly image: string;
    readonly securityContext: Readonly<Record<string, unknown>>;
    readonly resources: Readonly<Record<string, unknown>>;
    readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  }[];
  readonly volumes: readonly Readonly<Record<string, unknown>>[];
};

const objects = renderChart();
const roles = objects.filter(({ kind }) => kind === 'ClusterRole' || kind === 'Role');
const rulesOf = (object: Rendered): readonly Rule[] => object['rules'] as readonly Rule[];

function podOf(rendered: readonly Rendered[]): PodSpec {
  const { template } = only(rendered, 'Deployment')['spec'] as { template: { spec: PodSpec } };
  return template.spec;
}

function role(name: string): readonly Rule[] {
  const found = roles.find(({ metadata }) => metadata.name === `credfleet-${name}`);
  if (found === undefined) throw new Error(`no role ${name}`);
  return rulesOf(found);
}

/** "verb group/resource" for everything a role allows. */
function grants(rules: readonly Rule[]): readonly string[] {
  return rules
    .flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((resource) => verbs.map((verb) => `${verb} ${group}/${resource}`)),
      ),
    )
    .sort();
}

test('helm lint finds no fault', () => {
  expect(helm('lint', CHART, '--strict')).toContain('0 chart(s) failed');
});

describe('rights', () => {
  test('no role has a wildcard, and none may escalate or impersonate', () => {
    expect(roles.length).toBeGreaterThan(5);
    for (const grant of roles.flatMap((found) => grants(rulesOf(found)))) {
      expect(grant).not.toMatch(/\*|escalate|impersonate|\bbind\b|deletecollection/u);
    }
  });

  const controller = grants(
    roles
      .filter(({ metadata }) => metadata.name === 'credfleet-controller')
      .flatMap((found) => rulesOf(found)),
  );
  const resourceOf = (kind: keyof typeof kinds) => `${kinds[kind].group}/${kinds[kind].plural}`;

  test('of the controller to write are these and no more', () => {
    expect(controller.filter((grant) => !/^(?:get|list|watch) /u.test(grant))).toEqual([
      'create /events',
      'create /secrets',
      'create credfleet.dev/credentialrollouts',
      'create credfleet.dev/credentialversions',
      'create credfleet.dev/hostenrollments',
      'create credfleet.dev/hosts',
      'delete /secrets',
      'delete credfleet.dev/credentialrollouts',
      'delete credfleet.dev/credentialversions',
      'update /secrets',
      'update credfleet.dev/credentialrollouts/status',
      'update credfleet.dev/credentialversions/status',
      'update credfleet.dev/hostcredentials',
      'update credfleet.dev/hostcredentials/status',
      'update credfleet.dev/hostenrollments/status',
      'update credfleet.dev/hosts',
      'update credfleet.dev/hosts/status',
      'update credfleet.dev/pcrsignatures/status',
    ]);
  });

  test('of the controller to watch are exactly the kinds that it keeps a cache of', () => {
    const cached = WATCHED_KINDS.flatMap((kind) =>
      ['get', 'list', 'watch'].map((verb) => `${verb} ${resourceOf(kind)}`),
    );
    const reads = controller.filter((grant) => /^(?:get|list|watch) /u.test(grant));
    expect(reads).toEqual([...cached, `get ${resourceOf('HostEnrollment')}`].sort());
  });

  test('of people keep author, operator and security apart, and give nobody Secrets', () => {
    const people = ['viewer', 'author', 'operator', 'security', 'auditor'].map((name) =>
      role(name),
    );
    for (const rules of people) expect(grants(rules).join()).not.toContain('secrets');
    const writes = (name: string) =>
      new Set(
        grants(role(name)).flatMap((grant) =>
          /^(?:get|list|watch) /u.test(grant) ? [] : [grant.split('/')[1]],
        ),
      );
    expect(writes('viewer')).toEqual(new Set());
    expect(writes('auditor')).toEqual(new Set());
    expect(writes('author')).toEqual(new Set(['hostcredentials']));
    expect(writes('operator')).toEqual(
      new Set(['credentialrollouts', 'rolloutpolicies', 'changefreezes']),
    );
    expect(writes('security')).toEqual(new Set(['hosts', 'hostaccesspolicies', 'pcrsignatures']));
    expect(grants(role('invite'))).toEqual(['create /secrets']);
    expect(role('query')).toEqual([
      {
        apiGroups: [''],
        resources: ['secrets'],
        resourceNames: ['credfleet-operator'],
        verbs: ['get'],
      },
    ]);
    expect(role('audit')).toEqual([
      {
        apiGroups: [''],
        resources: ['secrets'],
        resourceNames: ['credfleet-auditor'],
        verbs: ['get'],
      },
    ]);
    expect(role('keys')).toEqual([
      {
        apiGroups: [''],
        resources: ['secrets'],
        resourceNames: ['credfleet-security'],
        verbs: ['get'],
      },
    ]);
  });

  test('of people can be left out', () => {
    const rendered = renderChart({ set: ['rbac.createUserRoles=false'] });
    expect(rendered.some(({ metadata }) => metadata.name === 'credfleet-viewer')).toBe(false);
  });

  test('are aggregated into the built-in roles only when asked for', () => {
    const labelsOf = (rendered: readonly Rendered[]) =>
      JSON.stringify(rendered.map(({ metadata }) => metadata.labels));
    expect(labelsOf(objects)).toContain('aggregate-to-edit');
    const off = renderChart({ set: ['rbac.aggregateToDefaultRoles=false'] });
    expect(labelsOf(off)).not.toContain('aggregate-to');
  });
});

describe('the pod', () => {
  const pod = podOf(objects);
  const [container] = pod.containers;

  test('meets the restricted Pod Security Standard', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      privileged: false,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod.hostNetwork).toBeUndefined();
    const volumeTypes = pod.volumes.flatMap((volume) =>
      Object.keys(volume).filter((key) => key !== 'name'),
    );
    expect(volumeTypes).toEqual(['persistentVolumeClaim', 'emptyDir']);
  });

  test('has limits, one replica and never two on one ledger', () => {
    expect(container?.resources).toMatchObject({ limits: { memory: '1Gi' } });
    expect(only(objects, 'Deployment')['spec']).toMatchObject({
      replicas: 1,
      strategy: { type: 'Recreate' },
    });
  });

  test('starts the controller with its ports and every advertised name', () => {
    const set = ['controller.advertise={fleet.example,192.0.2.1}', 'controller.enrollPort=8443'];
    const [changed] = podOf(renderChart({ set })).containers;
    expect(changed?.args).toEqual(
      expect.arrayContaining([
        'controller',
        '--enroll-port=8443',
        '--session-port=7444',
        '--advertise=fleet.example',
        '--advertise=192.0.2.1',
      ]),
    );
    expect(changed?.ports).toContainEqual({ name: 'enroll', containerPort: 8443 });
    expect(changed?.args).toContain('--metrics-listen=0.0.0.0:7446');
    expect(changed?.args).toContain('--rest-port=7445');
    expect(changed?.args).toContain('--audit-retention=400d');
    expect(changed).toMatchObject({
      readinessProbe: { httpGet: { path: '/readyz', port: 'metrics' } },
      livenessProbe: { httpGet: { path: '/healthz', port: 'metrics' } },
    });
  });

  test("mounts the manufacturers' certificates when there are any", () => {
    const [without] = podOf(renderChart({})).containers;
    expect(JSON.stringify(without)).not.toContain('ek-roots');
    const [given] = podOf(renderChart({ set: ['controller.ekRoots.configMap=makers'] })).containers;
    expect(given?.args).toContain('--ek-roots=/etc/credfleet/ek-roots');
    expect(JSON.stringify(given)).toContain('"mountPath":"/etc/credfleet/ek-roots"');
  });

  test('gives the audit log the sinks of the values, which the controller can read', () => {
    const [without] = podOf(renderChart({})).containers;
    expect(without?.args.join(' ')).not.toContain('audit-sinks');
    const rendered = renderChart({
      set: [
        'audit.sinks[0].name=siem',
        'audit.sinks[0].webhook.url=https://siem.example/in',
        'audit.sinks[0].webhook.hmacKeyFile=/etc/credfleet/audit-keys/siem',
        'audit.sinkKeysSecret=sink-keys',
        'networkPolicy.sinksTo[0].to[0].ipBlock.cidr=192.0.2.7/32',
      ],
    });
    const pod = podOf(rendered);
    expect(pod.containers[0]?.args).toContain(
      '--audit-sinks=/etc/credfleet/audit-sinks/sinks.yaml',
    );
    expect(pod.volumes).toEqual(
      expect.arrayContaining([
        { name: 'audit-sinks', configMap: { name: 'credfleet-audit-sinks' } },
        { name: 'audit-keys', secret: { secretName: 'sink-keys', defaultMode: 0o440 } },
      ]),
    );
    const { data } = only(rendered, 'ConfigMap') as unknown as { data: Record<string, string> };
    expect(parseSinks(data['sinks.yaml'] ?? '')).toMatchObject({
      ok: true,
      value: [{ name: 'siem', type: 'webhook' }],
    });
    const policy = only(rendered, 'NetworkPolicy')['spec'] as { egress: unknown[] };
    expect(policy.egress).toContainEqual({ to: [{ ipBlock: { cidr: '192.0.2.7/32' } }] });
  });

  test('keeps the intent keys in a Secret of their own when one is named', () => {
    const [without] = podOf(renderChart({})).containers;
    expect(without?.args?.join(' ')).not.toContain('intent-keys');
    const set = ['controller.intentKeysSecret=vault/intent'];
    const [given] = podOf(renderChart({ set })).containers;
    expect(given?.args).toContain('--intent-keys-secret=vault/intent');
  });

  test('is pinned by digest when one is given', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const set = ['image.repository=r.example/credfleet', `image.digest=${digest}`, 'image.tag=x'];
    expect(podOf(renderChart({ set })).containers[0]?.image).toBe(`r.example/credfleet@${digest}`);
  });

  test('by default can only be an image of this machine', () => {
    expect(container?.image).toBe('localhost/credfleet:0.1.0');
  });
});

describe('definitions', () => {
  const found = (set: readonly string[]) =>
    renderChart({ set }).filter(({ kind }) => kind === 'CustomResourceDefinition');

  test('of all kinds come with the release and survive it', () => {
    const rendered = found([]);
    expect(rendered.map(({ metadata }) => metadata.name).sort()).toEqual(
      crds.map((crd) => crd.metadata.name).sort(),
    );
    for (const { metadata } of rendered) {
      expect(metadata.annotations).toEqual({ 'helm.sh/resource-policy': 'keep' });
    }
  });

  test('go with the release when they shall not be kept', () => {
    for (const { metadata } of found(['crds.keep=false'])) {
      expect(metadata.annotations).toBeUndefined();
    }
  });

  test('stay away when they are managed elsewhere', () => {
    expect(found(['crds.enabled=false'])).toEqual([]);
  });
});

describe('around it', () => {
  test('the claim and the system namespace survive the release', () => {
    const rendered = renderChart({ release: 'cf', namespace: 'elsewhere' });
    for (const kind of ['PersistentVolumeClaim', 'Namespace']) {
      expect(only(rendered, kind).metadata.annotations).toEqual({
        'helm.sh/resource-policy': 'keep',
      });
    }
    expect(only(rendered, 'Namespace').metadata.name).toBe('credfleet-system');
    expect(only(rendered, 'Deployment').metadata.namespace).toBe('elsewhere');
  });

  test('with a PostgreSQL ledger the volume has the archive of what is pruned', () => {
    const rendered = renderChart({ set: ['ledger.url=postgres://credfleet@db.example/ledger'] });
    const { metadata } = only(rendered, 'PersistentVolumeClaim');
    expect(podOf(rendered).volumes).toContainEqual({
      name: 'data',
      persistentVolumeClaim: { claimName: metadata.name },
    });
  });

  test('with one and nothing to prune there is no volume, and no password in an argument', () => {
    const rendered = renderChart({
      set: [
        'audit.retention=forever',
        'ledger.url=postgres://credfleet@db.example:6432/ledger',
        'ledger.passwordSecret.name=ledger-user',
        'ledger.caConfigMap=db-ca',
        'networkPolicy.ledgerCIDRs={10.1.0.0/16}',
      ],
    });
    expect(rendered.some(({ kind }) => kind === 'PersistentVolumeClaim')).toBe(false);
    const pod = podOf(rendered);
    expect(pod.containers[0]?.args.filter((text) => text.startsWith('--ledger'))).toEqual([
      '--ledger=postgres://credfleet@db.example:6432/ledger?sslrootcert=/etc/credfleet/ledger-ca/ca.crt',
      '--ledger-password-file=/etc/credfleet/ledger-password/password',
    ]);
    expect(pod.volumes).toContainEqual({ name: 'data', emptyDir: {} });
    const items = [{ key: 'password', path: 'password' }];
    expect(pod.volumes).toContainEqual({
      name: 'ledger-password',
      secret: { secretName: 'ledger-user', defaultMode: 288, items },
    });
    const { egress } = only(rendered, 'NetworkPolicy')['spec'] as { egress: readonly unknown[] };
    expect(egress).toContainEqual({
      ports: [{ port: 6432, protocol: 'TCP' }],
      to: [{ ipBlock: { cidr: '10.1.0.0/16' } }],
    });
  });

  test.for(['postgres://credfleet:secret@db/ledger', 'mysql://a@b/c', 'postgres://db/ledger'])(
    'the ledger %s is refused by the schema',
    (url) => {
      expect(() => renderChart({ set: [`ledger.url=${url}`] })).toThrow(/ledger/u);
    },
  );

  test('the system namespace is not made twice', () => {
    expect(objects.some(({ kind }) => kind === 'Namespace')).toBe(false);
  });

  test('bindings name the service account of the release', () => {
    const rendered = renderChart({ release: 'cf', namespace: 'elsewhere' });
    const bindings = rendered.filter(({ kind }) => kind.endsWith('RoleBinding'));
    expect(bindings).toHaveLength(1);
    for (const binding of bindings) {
      expect(binding['subjects']).toEqual([
        {
          kind: 'ServiceAccount',
          name: podOf(rendered).serviceAccountName,
          namespace: 'elsewhere',
        },
      ]);
    }
  });

  test('the network policy opens two ports, to the given networks only', () => {
    const set = [
      'networkPolicy.hostCIDRs={192.0.2.0/24}',
      'networkPolicy.apiServerCIDRs={198.51.100.1/32}',
    ];
    const policy = only(renderChart({ set }), 'NetworkPolicy')['spec'] as {
      ingress: unknown[];
      egress: unknown[];
    };
    expect(policy.ingress).toEqual([
      {
        ports: [
          { port: 'enroll', protocol: 'TCP' },
          { port: 'session', protocol: 'TCP' },
        ],
        from: [{ ipBlock: { cidr: '192.0.2.0/24' } }],
      },
    ]);
    expect(policy.egress[0]).toMatchObject({ to: [{ ipBlock: { cidr: '198.51.100.1/32' } }] });
  });

  test('nobody reads the metrics unless the values say who; no Service leads to them', () => {
    const policy = only(objects, 'NetworkPolicy')['spec'] as { ingress: { ports: unknown[] }[] };
    expect(JSON.stringify(policy.ingress)).not.toContain('metrics');
    expect(JSON.stringify(only(objects, 'Service'))).not.toContain('metrics');
    expect(objects.some(({ kind }) => kind === 'PodMonitor')).toBe(false);
    const set = [
      'networkPolicy.metricsFrom[0].namespaceSelector.matchLabels.team=watchers',
      'podMonitor.enabled=true',
      'podMonitor.labels.release=prometheus',
    ];
    const watched = renderChart({ set });
    const opened = only(watched, 'NetworkPolicy')['spec'] as { ingress: unknown[] };
    expect(opened.ingress[1]).toEqual({
      ports: [{ port: 'metrics', protocol: 'TCP' }],
      from: [{ namespaceSelector: { matchLabels: { team: 'watchers' } } }],
    });
    expect(only(watched, 'PodMonitor')).toMatchObject({
      metadata: { labels: { release: 'prometheus' } },
      spec: { podMetricsEndpoints: [{ port: 'metrics', path: '/metrics' }] },
    });
  });

  test('auditors ask by REST through the Service; who reaches it the values say', () => {
    const ports = (only(objects, 'Service')['spec'] as { readonly ports: unknown[] }).ports;
    expect(ports).toContainEqual({ name: 'rest', port: 7445, targetPort: 'rest' });
    const closed = only(objects, 'NetworkPolicy')['spec'] as { ingress: unknown[] };
    expect(JSON.stringify(closed.ingress)).not.toContain('rest');
    const set = ['networkPolicy.auditorsFrom[0].ipBlock.cidr=192.0.2.7/32'];
    const opened = only(renderChart({ set }), 'NetworkPolicy')['spec'] as { ingress: unknown[] };
    expect(opened.ingress[1]).toEqual({
      ports: [{ port: 'rest', protocol: 'TCP' }],
      from: [{ ipBlock: { cidr: '192.0.2.7/32' } }],
    });
  });

  test('the disruption budget never blocks a node drain', () => {
    expect(only(objects, 'PodDisruptionBudget')['spec']).toMatchObject({ maxUnavailable: 1 });
  });

  test('a service that hosts reach from outside keeps their addresses', () => {
    expect(
      only(renderChart({ set: ['service.type=LoadBalancer'] }), 'Service')['spec'],
    ).toMatchObject({ externalTrafficPolicy: 'Local' });
  });
});

describe('values', () => {
  test.for([
    ['image.digest=sha256:abc'],
    ['controller.enrollPort=80'],
    ['controller.advertise=fleet.example'],
    ['service.type=ExternalName'],
    ['networkPolicy.hostCIDRs={everywhere}'],
    ['no.such.value=1'],
    ['crds.keep=perhaps'],
  ] as const)('%s is refused by the schema', ([value]) => {
    expect(() => renderChart({ set: [value] })).toThrow(/values don't meet the specifications/u);
  });
});
