import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const MONTH = join(ROOT, 'examples/march-2026');
export const PASSWORD = 'a long enough passphrase';

export interface Person {
  user: string;
  name: string;
  roles: string[];
}

export const CLERK: Person = { user: 'a.diaz', name: 'Ana Diaz', roles: ['clerk'] };
/** Clerk and supervisor at once: may propose and may approve, but never the same thing. */
export const LEAD: Person = { user: 'j.chen', name: 'Jun Chen', roles: ['clerk', 'supervisor'] };
export const BUYER: Person = { user: 'p.silva', name: 'Paula Silva', roles: ['procurement'] };
export const AUDITOR: Person = { user: 'r.okoye', name: 'Ruth Okoye', roles: ['auditor'] };
export const OPERATOR: Person = { user: 't.berg', name: 'Tor Berg', roles: ['operator'] };
const PEOPLE = [CLERK, LEAD, BUYER, AUDITOR, OPERATOR];

/** The program to test: WEIGHBRIDGE_PROGRAM, or what a build of the tree has left. */
function program(): string {
  const built = ['dev', 'release'].map((preset) => join(ROOT, 'build', preset, 'weighbridge'));
  const found = [process.env['WEIGHBRIDGE_PROGRAM'] ?? '', ...built].find((path) =>
    existsSync(path),
  );
  if (!found) throw new Error('build the program first, or name it in WEIGHBRIDGE_PROGRAM');
  return found;
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => found(port));
    });
  });
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** The real gateway on a store of its own, with the example month judged and one person a role. */
export class Gateway {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(): Promise<Gateway> {
    const folder = mkdtempSync(join(tmpdir(), 'weighbridge-e2e-'));
    const config = join(folder, 'gateway.yaml');
    const port = await freePort();
    writeFileSync(config, `http: {listen: 127.0.0.1:${port}}\nlog: {level: warning}\n`);
    const run = (args: string[], input = '') =>
      execFileSync(program(), args, { input, stdio: ['pipe', 'pipe', 'pipe'] });
    judge(join(folder, 'weighbridge.db'), run);
    for (const { user, name, roles } of PEOPLE)
      run(
        ['user', 'add', user, '--name', name, '--config', config, '--password-file', '-'].concat(
          roles.flatMap((role) => ['--role', role]),
        ),
        `${PASSWORD}\n`,
      );
    const process = spawn(program(), ['serve', '--config', config], { stdio: 'inherit' });
    const url = `http://127.0.0.1:${port}`;
    for (let tries = 0; tries < 100 && !(await isReady(url)); ++tries)
      await new Promise((passed) => setTimeout(passed, 100));
    return new Gateway(url, folder, process);
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Status 1 says that some input could not be read: the month has such files on purpose. */
function judge(store: string, run: (args: string[]) => unknown): void {
  try {
    run(['reconcile', MONTH, '--store', store, '--as-of', '2026-04-05T00:00:00Z']);
  } catch (failure) {
    if ((failure as { status?: number }).status !== 1) throw failure;
  }
}
