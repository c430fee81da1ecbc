/** Where to go after the login: a path of this application, never another site. */
export interface LoginSearch {
  next?: string;
}

export function readLoginSearch(search: Record<string, unknown>): LoginSearch {
  const { next } = search;
  const isOurs = typeof next === "string" && /^\/(?![/\\])/.test(next);
  return isOurs && next !== "/" ? { next } : {};
}
