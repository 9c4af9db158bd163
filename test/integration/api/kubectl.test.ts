/**
 * The real kubectl, verb by verb, against both servers.
 * @module
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { kinds } from '#src/api/core.ts';
import { isKubectlLeftOut, type Kubectl, kubectlFor } from './kubectl.ts';
import { type Target, targets, uniqueName } from './targets.ts';

const manifest = (more = ''): string => `apiVersion: credfleet.dev/v1alpha1
kind: HostCredential
metadata:
  name: db
spec:
  items:
    - name: db
      source: {secretKeyRef: {name: payments-db, key: password}}
  targets: {hostSelector: {matchLabels: {role: db}}}
  delivery: {type: Service}
${more}`;

const READY =
  '{"status":{"stableVersion":"db-v1","conditions":[{"type":"Ready","status":"True","reason":"Healthy","message":"all hosts","lastTransitionTime":"2026-01-01T00:00:00Z"}]}}';

describe.runIf(!isKubectlLeftOut).each(targets)(
  'kubectl against the $name API',
  ({ name, start }) => {
    let target: Target;
    let kubectl: Kubectl;
    let space: string;

    beforeAll(async () => {
      target = await start();
      kubectl = kubectlFor(target.kubeconfig, target.directory);
    });
    afterAll(async () => {
      await target.close();
    });
    beforeEach(async () => {
      space = uniqueName('k');
      await run('create', 'namespace', space);
    });

    async function run(...args: readonly string[]): Promise<string> {
      return await kubectl.run(args);
    }
    async function inSpace(...args: readonly string[]): Promise<string> {
      return await kubectl.run([...args, '-n', space]);
    }
    async function apply(text: string): Promise<string> {
      return (await kubectl.run(['apply', '-n', space, '-f', '-'], text)).trim();
    }
    async function refused(args: readonly string[], input?: string): Promise<string> {
      const { code, stderr } = await kubectl.attempt([...args, '-n', space], input);
      expect(code).not.toBe(0);
      return stderr;
    }

    test('apply creates, sees that nothing changed, changes', async () => {
      expect(await apply(manifest())).toBe('hostcredential.credfleet.dev/db created');
      expect(await apply(manifest())).toBe('hostcredential.credfleet.dev/db unchanged');
      expect(await apply(manifest('  revisionHistoryLimit: 5'))).toBe(
        'hostcredential.credfleet.dev/db configured',
      );
      expect(await apply(manifest())).toBe('hostcredential.credfleet.dev/db configured');
      expect(
        await inSpace('get', 'hcred', 'db', '-o', 'jsonpath={.spec.revisionHistoryLimit}'),
      ).toBe('3');
    });

    test('apply of a Secret changes single values and removes what is gone', async () => {
      const text = (data: string): string =>
        `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":${data}}`;
      expect(await apply(text('{"a":"MQ==","b":"Mg=="}'))).toBe('secret/s created');
      expect(await apply(text('{"a":"Mw=="}'))).toBe('secret/s configured');
      expect(await inSpace('get', 'secret', 's', '-o', 'jsonpath={.data}')).toBe('{"a":"Mw=="}');
    });

    describe('apply of a List', () => {
      const listOf = (
        more = '',
        type = 'Service',
      ) => `{"apiVersion": "v1", "kind": "List", "items": [
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "${space}-x"}},
        {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}, "stringData": {"a": "b"}},
        {"apiVersion": "credfleet.dev/v1alpha1", "kind": "HostCredential", "metadata": {"name": "db", "labels": {"a": "b"}},
         "spec": {"items": [{"name": "db", "source": {"secretKeyRef": {"name": "s", "key": "a"}}}],
          "targets": {"hostNames": ["metal-01"]}, "delivery": {"type": ${type}}${more}}}]}`;

      test('applies each of it', async () => {
        const output = await apply(listOf('', '"Service"'));
        expect(output.split('\n')).toEqual([
          `namespace/${space}-x created`,
          'secret/s created',
          'hostcredential.credfleet.dev/db created',
        ]);
        expect(await apply(listOf('', '"Service"'))).toContain(
          'hostcredential.credfleet.dev/db unchanged',
        );
      });

      test('with an unknown field or a wrong type in it names both and stores nothing', async () => {
        const stderr = await refused(
          ['apply', '-f', '-'],
          listOf(', "revisionHistoryLimits": 5', '[7]'),
        );
        expect(stderr).toContain('unknown field "revisionHistoryLimits"');
        expect(stderr).toContain('type');
        expect(await refused(['get', 'secret', 's'])).toContain('not found');
      });
    });

    test('apply says what a dry run would do, and does it not', async () => {
      const output = await kubectl.run(
        ['apply', '-n', space, '--dry-run=server', '-f', '-'],
        manifest(),
      );
      expect(output).toContain('created (server dry run)');
      expect(await refused(['get', 'hcred', 'db'])).toContain('not found');
    });

    test('apply of an unknown field names it', async () => {
      const stderr = await refused(['apply', '-f', '-'], manifest('  revisionHistoryLimits: 5'));
      expect(stderr).toContain('unknown field "spec.revisionHistoryLimits"');
    });

    test('apply of a wrong type or value names field, value and what is allowed', async () => {
      const wrong = manifest('  revisionHistoryLimit: many\n  deletionPolicy: Sometimes');
      const stderr = await refused(['apply', '-f', '-'], wrong);
      expect(stderr).toContain('spec.revisionHistoryLimit');
      expect(stderr).toContain('must be of type integer');
      expect(stderr).toContain('supported values: "Retain", "Remove"');
    });

    test('apply of an immutable field says what to do', async () => {
      await apply(manifest());
      const changed = manifest().replace('type: Service', 'type: Socket');
      expect(await refused(['apply', '-f', '-'], changed)).toContain(
        'delivery.type is immutable; create a new HostCredential',
      );
    });

    test('get shows our columns, with -o wide some more', async () => {
      await apply(manifest());
      await inSpace('patch', 'hcred', 'db', '--subresource=status', '--type=merge', '-p', READY);
      const [header = '', row = ''] = (await inSpace('get', 'hcred')).split('\n');
      expect(header.split(/\s+/u)).toEqual(
        'NAME VERSION TARGET HOSTS UPDATED FAILED READY REASON AGE'.split(' '),
      );
      expect(row).toMatch(/^db\s+db-v1\s+True\s+Healthy\s+\d+s$/u);
      expect(await inSpace('get', 'hcred', '-o', 'wide')).toMatch(
        /ROLLOUT\s+UNREACHABLE\s+MESSAGE/u,
      );
      expect(await inSpace('get', 'credfleet')).toContain('db-v1');
    });

    test('get in YAML, JSON, JSONPath and by label', async () => {
      await apply(manifest());
      await inSpace('label', 'hcred', 'db', 'team=payments');
      expect(await inSpace('get', 'hcred', 'db', '-o', 'yaml')).toContain('deletionPolicy: Retain');
      const list = JSON.parse(
        await inSpace('get', 'hcred', '-l', 'team=payments', '-o', 'json'),
      ) as {
        readonly items: readonly unknown[];
      };
      expect(list.items).toHaveLength(1);
      expect(await inSpace('get', 'hcred', '-l', 'team!=payments', '-o', 'name')).toBe('');
      expect(await inSpace('get', 'hcred', 'db', '-o', 'jsonpath={.spec.delivery.store}')).toBe(
        'Persistent',
      );
    });

    test('get -w shows what there is and each change', async () => {
      await apply(manifest());
      const watching = kubectl.start([
        'get',
        'hcred',
        '-n',
        space,
        '-w',
        '-o',
        'name',
        '--output-watch-events=false',
      ]);
      const changes = (async () => {
        let text = '';
        for await (const chunk of watching.output) {
          text += chunk;
          const lines = text.trim().split('\n').length;
          if (lines === 1) await inSpace('label', 'hcred', 'db', 'a=b');
          if (lines >= 2) return text.trim().split('\n');
        }
        return [];
      })();
      expect(await changes).toEqual([
        'hostcredential.credfleet.dev/db',
        'hostcredential.credfleet.dev/db',
      ]);
      watching.stop();
    });

    test('describe shows the object and its events', async () => {
      await apply(manifest());
      const uid = await inSpace('get', 'hcred', 'db', '-o', 'jsonpath={.metadata.uid}');
      const event = {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: 'db.1' },
        involvedObject: {
          apiVersion: 'credfleet.dev/v1alpha1',
          kind: 'HostCredential',
          name: 'db',
          namespace: space,
          uid,
        },
        reason: 'SourceUnresolved',
        message: 'Secret payments-db does not exist',
        type: 'Warning',
        count: 1,
        firstTimestamp: '2026-01-01T00:00:00Z',
        lastTimestamp: '2026-01-01T00:00:00Z',
        source: { component: 'credfleet' },
      };
      await kubectl.run(['create', '-n', space, '-f', '-'], JSON.stringify(event));
      const text = await inSpace('describe', 'hcred', 'db');
      expect(text).toContain('Deletion Policy:  Retain');
      expect(text).toMatch(
        /Warning\s+SourceUnresolved\s+\S+\s+credfleet\s+Secret payments-db does not exist/u,
      );
      expect(await inSpace('events', '--for', 'hcred/db')).toContain('SourceUnresolved');
    });

    test('wait for a condition that comes', async () => {
      await apply(manifest());
      const waiting = inSpace('wait', 'hcred/db', '--for=condition=Ready', '--timeout=30s');
      await inSpace('patch', 'hcred', 'db', '--subresource=status', '--type=merge', '-p', READY);
      expect(await waiting).toContain('condition met');
    });

    test('wait for a value that is there already, and for one that never comes', async () => {
      await apply(manifest());
      const path = 'jsonpath={.spec.deletionPolicy}';
      expect(await inSpace('wait', 'hcred/db', `--for=${path}=Retain`, '--timeout=10s')).toContain(
        'condition met',
      );
      expect(await refused(['wait', 'hcred/db', `--for=${path}=Remove`, '--timeout=1s'])).toContain(
        'timed out',
      );
    });

    test('delete waits for the finalizer, and wait for the end of the object', async () => {
      await apply(manifest());
      const finalizers = '{"metadata":{"finalizers":["credfleet.dev/remove-from-hosts"]}}';
      await inSpace('patch', 'hcred', 'db', '--type=merge', '-p', finalizers);
      expect(await refused(['delete', 'hcred', 'db', '--timeout=1s'])).toContain('timed out');
      const waiting = kubectl.attempt([
        'wait',
        'hcred/db',
        '-n',
        space,
        '--for=delete',
        '--timeout=30s',
      ]);
      await inSpace(
        'patch',
        'hcred',
        'db',
        '--type=merge',
        '-p',
        '{"metadata":{"finalizers":null}}',
      );
      expect(await waiting).toMatchObject({ code: 0 });
      expect(await inSpace('get', 'hcred', '-o', 'name')).toBe('');
    });

    test('delete --all leaves nothing', async () => {
      await apply(manifest());
      await inSpace('delete', 'hcred', '--all');
      expect(await inSpace('get', 'hcred', '-o', 'name')).toBe('');
    });

    test('create secret generic, from a literal and from standard input', async () => {
      await inSpace('create', 'secret', 'generic', 's', '--from-literal=user=ann');
      expect(await inSpace('get', 'secret', 's', '-o', 'jsonpath={.data.user}')).toBe('YW5u');
      expect(
        await refused(['create', 'secret', 'generic', 's', '--from-literal=user=bob']),
      ).toContain('secrets "s" already exists');
    });

    test('create, replace and edit by pipe', async () => {
      await kubectl.run(['create', '-n', space, '-f', '-'], manifest());
      const text = await inSpace('get', 'hcred', 'db', '-o', 'yaml');
      const changed = text.replace('revisionHistoryLimit: 3', 'revisionHistoryLimit: 6');
      await kubectl.run(['replace', '-n', space, '-f', '-'], changed);
      expect(await refused(['replace', '-f', '-'], changed)).toContain(
        'the object has been modified',
      );
    });

    test('create configmap', async () => {
      await inSpace('create', 'configmap', 'c', '--from-literal=a=b');
      expect(await inSpace('get', 'configmap', 'c', '-o', 'jsonpath={.data.a}')).toBe('b');
    });

    test('annotate, label and their conflicts', async () => {
      await apply(manifest());
      await inSpace('annotate', 'hcred', 'db', 'example.com/note=x');
      await inSpace('label', 'hcred', 'db', 'a=b');
      expect(await refused(['label', 'hcred', 'db', 'a=c'])).toContain('already has a value');
      await inSpace('label', 'hcred', 'db', 'a-');
      expect(await inSpace('get', 'hcred', 'db', '-o', 'jsonpath={.metadata.labels}')).toBe('');
    });

    test('patch: merge and JSON are taken, strategic is refused for our kinds', async () => {
      await apply(manifest());
      await inSpace(
        'patch',
        'hcred',
        'db',
        '--type=merge',
        '-p',
        '{"spec":{"revisionHistoryLimit":4}}',
      );
      const operation = '[{"op":"replace","path":"/spec/revisionHistoryLimit","value":5}]';
      await inSpace('patch', 'hcred', 'db', '--type=json', '-p', operation);
      expect(await refused(['patch', 'hcred', 'db', '-p', '{"spec":{}}'])).toMatch(
        /UnsupportedMediaType|unknown format/u,
      );
    });

    test('diff shows what apply would change', async () => {
      await apply(manifest());
      const { code, stdout } = await kubectl.attempt(
        ['diff', '-n', space, '-f', '-'],
        manifest('  revisionHistoryLimit: 9'),
      );
      expect(code).toBe(1);
      expect(stdout).toContain('+  revisionHistoryLimit: 9');
    });

    test('explain knows every field', async () => {
      expect(await run('explain', 'hcred.spec.items.source.template')).toContain('urlquery');
      expect(await run('explain', 'hosts.spec')).toContain('identityKeyHash');
      expect(await run('explain', 'hcred', '--recursive')).toContain('minHealthySeconds');
    });

    test('api-resources lists our kinds with short names', async () => {
      const text = await run('api-resources', '--api-group=credfleet.dev');
      expect(text).toMatch(
        /hostcredentials\s+hcred\s+credfleet\.dev\/v1alpha1\s+true\s+HostCredential/u,
      );
      const own = Object.values(kinds).filter(({ group }) => group === 'credfleet.dev');
      for (const { plural, shortNames } of own)
        expect(text).toMatch(new RegExp(`^${plural} +${shortNames[0]} `, 'mu'));
      expect(text.trim().split('\n')).toHaveLength(own.length + 1);
    });

    test('auth says who I am and what I may do', async () => {
      expect((await run('auth', 'can-i', 'create', 'hcred')).trim()).toBe('yes');
      expect(await run('auth', 'whoami')).toContain('system:masters');
    });

    // What the test cluster leaves out: it empties no namespaces, shows core kinds without columns of their
    // own, and has no SelfSubjectRulesReview.
    if (name === 'cluster') return;
    describe('beyond the test cluster', () => {
      test('delete namespace takes all that is in it', async () => {
        await apply(manifest());
        await run('delete', 'namespace', space);
        expect(await refused(['get', 'hcred', 'db'])).toContain('not found');
      });

      test('get events, secrets and namespaces in their own columns', async () => {
        await inSpace('create', 'secret', 'generic', 's', '--from-literal=user=ann');
        expect(await inSpace('get', 'secrets')).toMatch(
          /^NAME\s+TYPE\s+DATA\s+AGE\ns\s+Opaque\s+1/u,
        );
        expect(await run('get', 'namespace', space)).toMatch(/NAME\s+STATUS\s+AGE/u);
      });

      test('auth can-i --list shows the table of rights', async () => {
        expect(await run('auth', 'can-i', '--list')).toContain('*.*');
      });
    });
  },
);
