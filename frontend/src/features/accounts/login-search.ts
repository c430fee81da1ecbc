export interface LoginSearch {
  /** Where to go after the login: a path of this application, never another site. */
  next?: string;
  /** Whose door it looks like; the slug of a condominium. */
  tenant?: string;
}

export function readLoginSearch(search: Record<string, unknown>): LoginSearch {
  const { next, tenant } = search;
  const isOurs = typeof next === "string" && /^\/(?![/\\])/.test(next);
  const isSlug = typeof tenant === "string" && /^[a-z0-9-]{1,63}$/.test(tenant);
  return { ...(isOurs && next !== "/" && { next }), ...(isSlug && { tenant }) };
}
