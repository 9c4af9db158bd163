/**
 * What the tests of cluster mode stand on: the chart's definitions and rights in the cluster, a controller
 * with them, and people with theirs. All of it goes again, except what a cluster has once.
 * @module
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { parse, stringify } from 'yaml';
import type { HostCredential } from '#src/api/credential.ts';
import type { Host } from '#src/api/host.ts';
import { accessPolicyOf, hostCredentialOf, hostOf, secretOf } from '#test/gen/objects.ts';
import type { RawApi } from '../api/raw-api.ts';
import { openScopedApi, type ScopedApi } from '../api/scoped-api.ts';
import { readConfig, type Target, targets, uniqueName } from '../api/targets.ts';
import { type Rendered, renderChart } from '../chart/helm.ts';
import { ControllerProcess } from '../process/controller-process.ts';

const CREDFLEET = '/apis/credfleet.dev/v1alpha1';
const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const SYSTEM = 'credfleet-system';
const MERGE = 'application/merge-patch+json';

type Person = 'admin' | 'asking' | 'stranger';

export class ClusterWorld implements AsyncDisposable {
  readonly namespace = uniqueName('cluster');
  readonly hostName = `${this.namespace}-host`;
  readonly #labels = { fleet: this.namespace };
  readonly #target: Target;
  #made: string[] = [];
  #door: ScopedApi | undefined;
  #controller: ControllerProcess | undefined;

  private constructor(target: Target) {
    this.#target = target;
  }

  static async start(): Promise<ClusterWorld> {
    const cluster = targets.find(({ name }) => name === 'cluster');
    if (cluster === undefined) throw new Error('there is no cluster to test with');
    const world = new ClusterWorld(await cluster.start());
    try {
      await world.#install();
      await world.#startController();
      return world;
    } catch (error) {
      await world[Symbol.asyncDispose]();
      throw error;
    }
  }

  get controller(): ControllerProcess {
    if (this.#controller === undefined) throw new Error('the controller does not run');
    return this.#controller;
  }

  /** Path of a kubeconfig as this person has one: no certificate of the fleet, no extension. */
  kubeconfigOf(person: Person): string {
    const config = parse(readConfig(this.#target.kubeconfig).exportConfig()) as {
      readonly users: readonly [{ readonly user: object }];
    };
    const [{ user, ...named }] = config.users;
    const as = person === 'admin' ? {} : { as: this.#user(person) };
    const file = join(this.#target.directory, `${person}.kubeconfig`);
    writeFileSync(file, stringify({ ...config, users: [{ ...named, user: { ...user, ...as } }] }), {
      mode: 0o600,
    });
    return file;
  }

  async createHost(): Promise<void> {
    await this.#make(`${CREDFLEET}/hosts`, hostOf(this.hostName, this.#labels));
  }

  /** A Secret, and that this namespace's hosts shall have it. */
  async declare(value: string): Promise<void> {
    const { namespace } = this;
    const hostSelector = { matchLabels: this.#labels };
    const policy = accessPolicyOf({ namespaces: [namespace], hostSelector });
    await this.#make(`${CREDFLEET}/hostaccesspolicies`, {
      ...policy,
      metadata: { name: namespace },
    });
    const secret = secretOf('db', { password: value });
    await this.#make(`/api/v1/namespaces/${namespace}/secrets`, {
      ...secret,
      metadata: { name: 'db' },
    });
    const credential = hostCredentialOf({ targets: { hostSelector } });
    await this.#make(`${CREDFLEET}/namespaces/${namespace}/hostcredentials`, {
      ...credential,
      metadata: { name: 'db' },
    });
  }

  async rotate(value: string): Promise<void> {
    const path = `/api/v1/namespaces/${this.namespace}/secrets/db`;
    const body = { stringData: { password: value } };
    await this.#call('PATCH', path, { body, contentType: MERGE });
  }

  async credential(): Promise<HostCredential> {
    const path = `${CREDFLEET}/namespaces/${this.namespace}/hostcredentials/db`;
    return (await this.#call('GET', path)) as HostCredential;
  }

  async host(): Promise<Host> {
    return (await this.#call('GET', `${CREDFLEET}/hosts/${this.hostName}`)) as Host;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#controller?.[Symbol.asyncDispose]();
    this.#door?.close();
    for (const path of this.#made.toReversed()) await this.#target.api.call('DELETE', path);
    await this.#target.close();
  }

  #user(name: string): string {
    return `${name}-of-${this.namespace}`;
  }

  async #call(...args: Parameters<RawApi['call']>): Promise<unknown> {
    const reply = await this.#target.api.call(...args);
    if (reply.code >= 300) throw new Error(`${args[0]} ${args[1]}: ${reply.text}`);
    return reply.json();
  }

  async #make(path: string, body: { readonly metadata: { readonly name: string } }): Promise<void> {
    await this.#call('POST', path, { body });
    this.#made.push(`${path}/${body.metadata.name}`);
  }

  /** Definitions and roles as helm renders them; their names are of this release, so that nothing meets. */
  async #install(): Promise<void> {
    const release = this.namespace;
    const objects = renderChart({ release });
    for (const { metadata, ...crd } of ofKind(objects, 'CustomResourceDefinition')) {
      const body = { spec: crd['spec'] };
      await this.#call('PATCH', `${CRDS}/${metadata.name}`, { body, contentType: MERGE });
    }
    // Made once and left: the controller's keys are there, as in any cluster.
    await this.#target.api.call('POST', '/api/v1/namespaces', { body: namespaceOf(SYSTEM) });
    await this.#make('/api/v1/namespaces', namespaceOf(this.namespace));
    await this.#bind(objects, ['ClusterRole', 'controller'], 'controller');
    await this.#bind(objects, ['ClusterRole', 'viewer'], 'asking');
    await this.#bind(objects, ['Role', 'query'], 'asking');
  }

  async #bind(
    objects: readonly Rendered[],
    [kind, short]: readonly ['ClusterRole' | 'Role', string],
    user: Person | 'controller',
  ): Promise<void> {
    const name = `${this.namespace}-credfleet-${short}`;
    const role = ofKind(objects, kind).find(({ metadata }) => metadata.name === name);
    if (role === undefined) throw new Error(`the chart has no ${kind} ${name}`);
    const scope = kind === 'Role' ? `${RBAC}/namespaces/${SYSTEM}` : RBAC;
    await this.#make(`${scope}/${kind.toLowerCase()}s`, role);
    await this.#make(`${scope}/${kind.toLowerCase()}bindings`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: `${kind}Binding`,
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: this.#user(user) }],
    } as { readonly metadata: { readonly name: string } });
  }

  async #startController(): Promise<void> {
    const cluster = new KubeConfig();
    cluster.loadFromFile(this.#target.kubeconfig);
    const user = this.#user('controller');
    this.#door = await openScopedApi(cluster, { namespace: this.namespace, user });
    const file = join(this.#target.directory, 'controller.kubeconfig');
    writeFileSync(file, this.#door.kubeconfig, { mode: 0o600 });
    this.#controller = await ControllerProcess.start('controller', ['--kubeconfig', file]);
  }
}

function ofKind(objects: readonly Rendered[], kind: string): readonly Rendered[] {
  return objects.filter((object) => object.kind === kind);
}

function namespaceOf(name: string) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}
