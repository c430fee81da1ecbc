/** The condominium that a platform admin acts in, for as long as the tab lives; null: all of them. */

export interface ActingTenant {
  id: string;
  name: string;
  slug: string;
}

const KEY = "sigec.tenant";

let acting: ActingTenant | null = readStored();
const watchers = new Set<() => void>();

export function actingTenant(): ActingTenant | null {
  return acting;
}

/** Act in a condominium from now on; every request says so. */
export function actIn(tenant: ActingTenant | null): void {
  acting = tenant && { id: tenant.id, name: tenant.name, slug: tenant.slug };
  try {
    if (acting) sessionStorage.setItem(KEY, JSON.stringify(acting));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  for (const notify of watchers) notify();
}

export function watchActing(notify: () => void): () => void {
  watchers.add(notify);
  return () => watchers.delete(notify);
}

/** Say for which condominium a request is, unless it says so itself. */
export function tellTenant(request: Request): void {
  if (acting === null || request.headers.has("x-sigec-tenant")) return;
  request.headers.set("X-Sigec-Tenant", acting.id);
}

function readStored(): ActingTenant | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as ActingTenant | null;
  } catch {
    return null;
  }
}
