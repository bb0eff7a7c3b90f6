import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Router } from '../../runtime/router.js';

/** Node cannot read the file as TypeScript, or not the imports in it: worth a second try with tsx. */
const NEEDS_TSX = new Set(['ERR_UNKNOWN_FILE_EXTENSION', 'ERR_MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX']);

/**
 * A user's router by the path of its module. The module exports a router, or a function `createRouter` that makes a
 * fresh one for each replication: the way for routers with a memory, or replications would depend on each other.
 */
export async function loadRouter(path: string): Promise<() => Router> {
  const exported = await importModule(path);
  if (typeof exported['createRouter'] === 'function') {
    const create = exported['createRouter'] as () => unknown;
    return () => routerOf([create()], path);
  }
  const router = routerOf(Object.values(exported), path);
  return () => router;
}

/** The module itself is at fault: said in one sentence, not by a stack. */
export class RouterProblem extends Error {
  override readonly name = 'RouterProblem';
}

async function importModule(path: string): Promise<Record<string, unknown>> {
  const url = pathToFileURL(path).href;
  try {
    return (await import(url)) as Record<string, unknown>;
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (!/\.[cm]?tsx?$/.test(path) || !NEEDS_TSX.has(code)) throw loadProblem(path, error);
  }
  const tsx = await import('tsx/esm/api').catch(() => null);
  if (tsx === null) {
    throw new RouterProblem(`the router ${basename(path)} is TypeScript, and tsx is not installed here: npm install tsx, or compile it to JavaScript`);
  }
  try {
    return (await tsx.tsImport(url, import.meta.url)) as Record<string, unknown>;
  } catch (error) {
    throw loadProblem(path, error);
  }
}

function loadProblem(path: string, error: unknown): RouterProblem {
  return new RouterProblem(`the router ${path} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
}

function routerOf(candidates: readonly unknown[], path: string): Router {
  const router = candidates.find(isRouter);
  if (router !== undefined) return router;
  throw new RouterProblem(`${path} exports no router: export one object with \`name\`, \`selectAgent\` and \`selectTicket\`, or a function \`createRouter\` that makes one`);
}

function isRouter(value: unknown): value is Router {
  const router = value as Partial<Router> | null | undefined;
  return typeof router?.name === 'string' && typeof router.selectAgent === 'function' && typeof router.selectTicket === 'function';
}
