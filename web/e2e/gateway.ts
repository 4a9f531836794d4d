import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

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

/** What a test may want beside the example month. */
export interface Wish {
  people?: Person[];
  /** Files of the configuration folder by their path; $FOLDER in their text is that folder. */
  files?: Record<string, string>;
  /** Lines of gateway.yaml. */
  settings?: string;
}

/** The real gateway on a store of its own, with the example month judged and one person a role. */
export class Gateway {
  private constructor(
    readonly url: string,
    readonly folder: string,
    /** What the ledger's heads are verified with. */
    readonly ledgerKey: string,
    private readonly process: ChildProcess,
  ) {}

  static async start({ people = [], files = {}, settings = '' }: Wish = {}): Promise<Gateway> {
    const folder = mkdtempSync(join(tmpdir(), 'weighbridge-e2e-'));
    const config = join(folder, 'gateway.yaml');
    const port = await freePort();
    const signing = join(folder, 'ledger.key');
    const key = run(['ledger', 'keygen', 'weighbridge.example.com/ledger', '--out', signing]);
    writeFileSync(
      config,
      `http: {listen: 127.0.0.1:${port}}\nlog: {level: error}\nconfiguration: ${folder}\n` +
        `ledger: {key_file: ${signing}, checkpoint_every: 1s}\n${settings}`,
    );
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text.replaceAll('$FOLDER', folder));
    }
    judge(join(folder, 'weighbridge.db'));
    for (const person of [...PEOPLE, ...people]) addPerson(person, config);
    const process = spawn(program(), ['serve', '--config', config], { stdio: 'inherit' });
    const gateway = new Gateway(`http://127.0.0.1:${port}`, folder, key.trim(), process);
    await gateway.until(() => isReady(gateway.url), 'is ready');
    return gateway;
  }

  /** Waits until something holds; fails, saying what, when it has not for a minute. */
  async until(holds: () => Promise<boolean>, what: string): Promise<void> {
    for (let tries = 0; tries < 600; ++tries) {
      if (await holds()) return;
      if (this.process.exitCode !== null) break;
      await new Promise((passed) => setTimeout(passed, 100));
    }
    throw new Error(`waited in vain until the gateway ${what}`);
  }

  /** Reads partners, maps and policy again, as an operator has it do after a repair. */
  reload(): void {
    this.process.kill('SIGHUP');
  }

  /** A token of a machine with that role. */
  token(role: string): string {
    const config = join(this.folder, 'gateway.yaml');
    const name = `${role}-${randomUUID()}`;
    return run(['token', 'create', '--config', config, '--name', name, '--role', role])
      .trim()
      .split(/\s+/)
      .at(-1)!;
  }

  /** What a machine asks over HTTP, and its answer. */
  async ask<T>(token: string, path: string, how: RequestInit = {}): Promise<T> {
    const headers = { Authorization: `Bearer ${token}`, ...how.headers };
    const response = await fetch(`${this.url}${path}`, { ...how, headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Runs the program to its end, and gives what it printed. */
export function run(args: string[], input = ''): string {
  return execFileSync(program(), args, { input, stdio: ['pipe', 'pipe', 'pipe'] }).toString();
}

function addPerson({ user, name, roles }: Person, config: string): void {
  const granted = roles.flatMap((role) => ['--role', role]);
  const about = ['--name', name, '--config', config, '--password-file', '-'];
  run(['user', 'add', user, ...about, ...granted], `${PASSWORD}\n`);
}

/** Status 1 says that some input could not be read: the month has such files on purpose. */
function judge(store: string): void {
  try {
    run(['reconcile', MONTH, '--store', store, '--as-of', '2026-04-05T00:00:00Z']);
  } catch (failure) {
    if ((failure as { status?: number }).status !== 1) throw failure;
  }
}
