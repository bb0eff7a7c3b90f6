import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a server says of itself. */
export interface Report {
  readonly rss: number;
  readonly heapUsed: number;
  readonly received: number;
  readonly updates: number;
}

/** `bare`, `fake`, `hostile`, `webhooks URL` or `receiver` of http-server.ts, in a process of its own. */
export async function startServer(...args: string[]): Promise<{ readonly process: ChildProcess; readonly port: number }> {
  const file = new URL(import.meta.url.endsWith('.ts') ? './http-server.ts' : './http-server.js', import.meta.url);
  const child = fork(file, args, { execArgv: ['--expose-gc', ...(file.pathname.endsWith('.ts') ? ['--import', 'tsx'] : [])] });
  const [port] = (await once(child, 'message')) as [number];
  return { process: child, port };
}

export async function ask(child: ChildProcess): Promise<Report> {
  child.send('report');
  return ((await once(child, 'message')) as [Report])[0];
}
